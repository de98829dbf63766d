/** What webhook endpoints of older API versions are sent. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { request, startDaybook, type TestDaybook } from '../../../support/daybook.js';
import { HOLDS, INTENTS } from '../../../support/intents.js';
import { withLedger } from '../../../support/ledger.js';
import { type Receiver, startReceiver } from '../../../support/receiver.js';
import { idsOf, type Wire } from '../../../support/reporting.js';
import { succeeds } from '../../../support/scenario.js';

const OLDER = '2022-08-01';
const NEWEST = '2026-10-28.endive';

describe('webhook endpoints of an API version', () => {
  let daybook: TestDaybook;
  const receivers: Receiver[] = [];
  before(async () => {
    daybook = await startDaybook();
  });
  after(async () => {
    await daybook?.remove();
    await Promise.all(receivers.map((receiver) => receiver.close()));
  });

  const post = (path: string, form = ''): Promise<Wire> => succeeds(daybook, 'POST', path, form);

  async function endpoint(form: string): Promise<[Wire, Receiver]> {
    const receiver = await startReceiver();
    receivers.push(receiver);
    return [await post('/v1/webhook_endpoints', `url=${encodeURIComponent(receiver.url)}&${form}`), receiver];
  }

  const about = ({ event }: { event: Wire }, ...ids: string[]) => ids.includes(event['data'].object.id);

  it('are sent what the version has, as it has it', async () => {
    const [older_endpoint, older] = await endpoint(`enabled_events[]=*&api_version=${OLDER}`);
    const [named_endpoint, named] = await endpoint(`enabled_events[]=charge.refunded&api_version=${OLDER}`);
    const [newest_endpoint, newest] = await endpoint(`enabled_events[]=*&api_version=${NEWEST}`);
    const [default_endpoint, usual] = await endpoint('enabled_events[]=*');
    const held = await post(INTENTS, `amount=1000&currency=usd&confirm=true&${HOLDS}`);
    await post(`${INTENTS}/${held['id']}/cancel`);
    // What comes after it, so that what does not come has had its turn.
    const customer = await post('/v1/customers');
    const last = (receiver: Receiver) => receiver.received.some((one) => about(one, customer['id']));
    // Deliveries are made side by side: what was sent last may come first.
    const came = (receiver: Receiver, count: number) =>
      receiver.received.filter((one) => about(one, held['id'], held['latest_charge'])).length >= count;
    const areAllThere = () =>
      [older, newest, usual].every(last) && came(older, 5) && came(newest, 4) && came(usual, 4) && came(named, 1);
    const end_ms = Date.now() + 60_000;
    while (!areAllThere()) {
      assert.ok(Date.now() < end_ms, 'not everything has come');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const typesIn = (receiver: Receiver) =>
      receiver.received
        .filter((one) => about(one, held['id'], held['latest_charge']))
        .toSorted((a, b) => Number(a.headers['daybook-sequence']) - Number(b.headers['daybook-sequence']))
        .map(({ event }) => event.type);
    const without = [
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'payment_intent.canceled',
    ];
    assert.deepEqual(typesIn(newest), without);
    assert.deepEqual(typesIn(usual), without);
    assert.deepEqual(typesIn(older), [...without.slice(0, 3), 'charge.refunded', 'payment_intent.canceled']);
    assert.deepEqual(typesIn(named), ['charge.refunded']);

    const [refunded] = named.received as [Receiver['received'][number]];
    assert.deepEqual([refunded.event.api_version, refunded.event.pending_webhooks], [OLDER, 2]);
    const charge = refunded.event.data.object;
    assert.deepEqual([charge.id, charge.refunded, charge.amount_refunded], [held['latest_charge'], true, 1000]);
    assert.deepEqual([charge.refunds.data[0].amount, charge.refunds.total_count], [1000, 1]);
    const charged = older.received.find(({ event }) => event.type === 'charge.succeeded')?.event;
    assert.equal(refunded.headers['daybook-previous-event'], charged?.id);
    const canceled = older.received.find(({ event }) => event.type === 'payment_intent.canceled')?.event;
    assert.deepEqual(idsOf(canceled?.data.object.charges), [held['latest_charge']]);
    assert.equal(canceled?.data.object.charges.data[0].refunded, true);
    assert.ok(!('payment_record' in canceled.data.object));
    const created = older.received.find(({ event }) => event.type === 'payment_intent.created')?.event;
    assert.deepEqual(created?.data.object.charges.data, [], 'as it was then');

    const in_newest = newest.received.find(({ event }) => event.type === 'payment_intent.canceled')?.event;
    assert.ok('payment_record' in in_newest.data.object && !('charges' in in_newest.data.object));
    assert.equal(in_newest.pending_webhooks, 3);

    // Deliveries are written a moment after they were received.
    let delivered: Wire[] = [];
    while (delivered.length === 0) {
      assert.ok(Date.now() < end_ms, 'the delivery was not written');
      const path = `/v1/webhook_endpoints/${named_endpoint['id']}/deliveries`;
      delivered = (await succeeds(daybook, 'GET', path)).data;
    }
    assert.deepEqual(
      delivered.map(({ event_type }) => event_type),
      ['charge.refunded'],
    );
    const replay = async ({ id }: Wire) => post(`/v1/webhook_endpoints/${id}/replay`, 'from=0');
    const before = (await replay(newest_endpoint))['count'];
    assert.equal((await replay(older_endpoint))['count'], before + 1, 'nor is it sent again');
    assert.equal((await replay(default_endpoint))['count'], before);
  });

  it('made in a version that is too old by now are sent the oldest', async () => {
    const [made, receiver] = await endpoint(`enabled_events[]=payment_intent.*&api_version=${OLDER}`);
    await withLedger(daybook, ({ run }) =>
      run('webhook_endpoint.create', {
        url: receiver.url,
        enabled_events: ['payment_intent.created'],
        api_version: '2019-12-03',
        description: undefined,
        metadata: undefined,
        ordered_by_object: undefined,
        limit: 16,
      }),
    );
    await request(daybook, 'DELETE', `/v1/webhook_endpoints/${made['id']}`);
    // A process that did not make it finds it by itself.
    const end_ms = Date.now() + 30_000;
    while (!receiver.received.some(({ event }) => event.api_version === '2020-08-27')) {
      assert.ok(Date.now() < end_ms, 'nothing has come');
      await post(INTENTS, 'amount=1000&currency=usd');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const sent = receiver.received.find(({ event }) => event.api_version === '2020-08-27')?.event;
    assert.deepEqual(sent?.data.object.charges.data, []);
  });
});
