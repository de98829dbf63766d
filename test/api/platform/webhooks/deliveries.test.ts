/** What the API tells of deliveries, and sending again on request. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { createKey } from '../../../../src/app/keys.js';
import { LIVE_KEY, request, startDaybook, type TestDaybook } from '../../../support/daybook.js';
import { engines } from '../../../support/engines.js';
import { withLedger } from '../../../support/ledger.js';
import { answering, eventually, ok, type Receiver, startReceiver } from '../../../support/receiver.js';
import { assertRefused, get, idsOf, nextSecond, post, read, type Wire } from '../../../support/reporting.js';

const PATH = '/v1/webhook_endpoints';

for (const engine of engines()) {
  describe(`deliveries in the API on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let receiver: Receiver;
    let endpoint: Wire;
    before(async () => {
      daybook = await engine.start({ webhook_retry_seconds: [0, 0] });
    });
    after(() => daybook.remove());
    afterEach(async () => {
      await request(daybook, 'DELETE', `${PATH}/${endpoint['id']}`);
      await receiver.close();
    });

    async function begin(behaviour = ok): Promise<void> {
      receiver = await startReceiver(behaviour);
      const { body } = await post(daybook, PATH, { url: receiver.url, 'enabled_events[]': 'customer.created' });
      endpoint = body;
    }

    async function customers(count: number): Promise<Wire[]> {
      const made: Wire[] = [];
      for (let n = 0; n < count; n += 1) made.push((await post(daybook, '/v1/customers', { name: `${n}` })).body);
      return made;
    }

    const list = (fields: Record<string, string | number> = {}) =>
      read(daybook, `${PATH}/${endpoint['id']}/deliveries`, fields);

    async function finished(count: number): Promise<Wire[]> {
      let deliveries: Wire[] = [];
      await eventually(async () => {
        deliveries = (await list({ limit: 100 }))['data'];
        assert.equal(deliveries.filter(({ status }) => status !== 'pending').length, count);
      });
      return deliveries;
    }

    it('are listed with every try, by status and in pages', async () => {
      await begin((_received, response, index) => {
        if (index === 0) response.destroy();
        else if (index < 3) answering(500)(_received, response, index);
        else response.end('é'.repeat(5_000));
      });
      await customers(1);
      const [failed] = await finished(1);
      const [event] = (await read(daybook, '/v1/events', { limit: 1 }))['data'];
      assert.ok(failed);
      const { tries, sequence, ...rest } = failed;
      assert.deepEqual(rest, {
        id: event.id.replace('evt_', 'wdel_'),
        object: 'webhook_delivery',
        event: event.id,
        event_type: 'customer.created',
        livemode: false,
        next_try: null,
        status: 'failed',
        webhook_endpoint: endpoint['id'],
      });
      assert.equal(sequence, Number(receiver.received[0]?.headers['daybook-sequence']));
      assert.deepEqual(
        tries.map(({ error, response }: Wire) => [error, response]),
        [
          ['the connection was closed without an answer', null],
          [null, { status: 500, body: null }],
          [null, { status: 500, body: null }],
        ],
      );
      for (const { created, latency_ms } of tries) assert.ok(created >= event.created && latency_ms >= 0);

      await customers(2);
      const all = await finished(3);
      assert.deepEqual(
        all.map(({ status }) => status),
        ['succeeded', 'succeeded', 'failed'],
      );
      for (const { tries: own } of all.slice(0, 2)) {
        assert.deepEqual(
          own.map(({ error, response }: Wire) => [error, response]),
          [[null, { status: 200, body: null }]],
        );
      }
      const ids = all.map(({ id }) => id);
      assert.deepEqual(idsOf(await list({ status: 'failed' })), [ids[2]]);
      assert.deepEqual(idsOf(await list({ status: 'pending' })), []);
      const page = await list({ limit: 1, starting_after: ids[0] });
      assert.deepEqual([idsOf(page), page['has_more']], [[ids[1]], true]);
      assert.deepEqual(idsOf(await list({ limit: 5, ending_before: ids[1] })), [ids[0]]);
    });

    it('are made again: one that failed, one that arrived', async () => {
      let answer = () => {};
      const may_answer = new Promise<void>((resolve) => {
        answer = resolve;
      });
      // The retry is not over before what it was answered with is looked at.
      await begin((received, response, index) => {
        const behave = () => answering(500, 500, 500, 200)(received, response, index);
        if (index === 3) void may_answer.then(behave);
        else behave();
      });
      const [made] = await customers(1);
      const [failed] = await finished(1);
      const path = `/v1/events/${failed?.['event']}/retry`;
      const retried = await post(daybook, path, { webhook_endpoint: endpoint['id'] });
      assert.equal(retried.status, 200);
      assert.deepEqual([retried.body.object, retried.body.pending_webhooks], ['event', 1]);
      answer();
      await receiver.count(4);
      await eventually(async () => assert.deepEqual((await list())['data'][0].status, 'succeeded'));
      assert.equal((await read(daybook, `/v1/events/${failed?.['event']}`))['pending_webhooks'], 0);
      await post(daybook, path, { webhook_endpoint: endpoint['id'] });
      await receiver.count(5);
      assert.deepEqual(receiver.received[4]?.event.data.object, made);
      await eventually(async () => assert.equal((await list())['data'][0].tries.length, 5));
    });

    it("are made again as Stripe's CLI asks for it: to every endpoint in service that is sent the type", async () => {
      await begin();
      const others = await Promise.all([startReceiver(), startReceiver(), startReceiver()]);
      const [wanting, other, disabled] = others as [Receiver, Receiver, Receiver];
      try {
        const [made] = await customers(1);
        const [delivery] = await finished(1);
        const fields = { url: wanting.url, 'enabled_events[]': '*' };
        await post(daybook, PATH, fields);
        await post(daybook, PATH, { url: other.url, 'enabled_events[]': 'charge.refunded' });
        const { body } = await post(daybook, PATH, { ...fields, url: disabled.url });
        await post(daybook, `${PATH}/${body.id}`, { disabled: 'true' });
        const retry = `/v1/events/${delivery?.['event']}/retry`;
        const retried = await post(daybook, retry, { for_stripecli: 'true' });
        assert.deepEqual([retried.status, retried.body.id], [200, delivery?.['event']]);
        await Promise.all([receiver.count(2), wanting.count(1)]);
        assert.deepEqual(receiver.received[1]?.event.data.object, made);
        assert.deepEqual(wanting.received[0]?.event.data.object, made);
        await post(daybook, retry);
        await Promise.all([receiver.count(3), wanting.count(2)]);
        assert.deepEqual([other.received.length, disabled.received.length], [0, 0]);
      } finally {
        await Promise.all(others.map((each) => each.close()));
      }
    });

    it('are replayed by number and by time, only what the endpoint is sent', async () => {
      const before = await customers(1);
      await nextSecond();
      await begin();
      const made = await customers(3);
      await post(daybook, `/v1/customers/${made[0]?.['id']}`, { name: 'changed' });
      await finished(3);
      const numbers = receiver.received.map(({ headers }) => Number(headers['daybook-sequence'])).toSorted();
      const replay = (fields: Record<string, number>) => post(daybook, `${PATH}/${endpoint['id']}/replay`, fields);
      const absent = await replay({ from_sequence: 20_516 });
      assert.equal(absent.status, 400);
      assert.match(JSON.stringify(absent.body), /There is no event with the number 20516: the last one has /);
      const { status, body } = await replay({ from_sequence: numbers[1] ?? 0, to_sequence: numbers[2] ?? 0 });
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual(body, {
        object: 'webhook_replay',
        count: 2,
        from_sequence: numbers[1],
        has_more: false,
        livemode: false,
        to_sequence: numbers[2],
        webhook_endpoint: endpoint['id'],
      });
      await receiver.count(5);
      const since = await replay({ from: made[0]?.['created'] });
      assert.equal(since.body.count, 3);
      await receiver.count(8);
      // What was there before the endpoint can be sent to it too.
      const until = await replay({ to: before[0]?.['created'] });
      assert.ok(until.body.count >= 1 && until.body.to_sequence < (numbers[0] ?? 0));
      await receiver.count(8 + until.body.count);
      assert.ok(receiver.received.some(({ event }) => event.data.object.id === before[0]?.['id']));
      const none = await replay({ from: Math.floor(Date.now() / 1000) + 3_600 });
      assert.deepEqual([none.body.count, none.body.from_sequence, none.body.to_sequence], [0, null, null]);
    });

    it('are refused where they make no sense', async () => {
      await begin();
      await customers(1);
      const [delivery] = await finished(1);
      const own = `${PATH}/${endpoint['id']}`;
      const retry = `/v1/events/${delivery?.['event']}/retry`;
      assertRefused(await post(daybook, `${own}/replay`), 400, 'parameter_missing', 'from');
      assertRefused(await post(daybook, `${own}/replay`, { from: 1, to_sequence: 2 }), 400, 'parameters_exclusive');
      assertRefused(
        await post(daybook, `${own}/replay`, { from_sequence: 0 }),
        400,
        'parameter_invalid_integer',
        'from_sequence',
      );
      assertRefused(
        await post(daybook, retry, { webhook_endpoint: endpoint['id'], for_stripecli: 'true' }),
        400,
        'parameters_exclusive',
      );
      assertRefused(await post(daybook, '/v1/events/evt_none/retry'), 404, 'resource_missing', 'id');
      assertRefused(
        await post(daybook, retry, { webhook_endpoint: 'we_none' }),
        400,
        'resource_missing',
        'webhook_endpoint',
      );
      assertRefused(
        await post(daybook, '/v1/events/evt_none/retry', { webhook_endpoint: endpoint['id'] }),
        404,
        'resource_missing',
        'id',
      );
      for (const cursor of ['wdel_none', 'evt_none']) {
        assertRefused(
          await get(daybook, `${own}/deliveries`, { starting_after: cursor }),
          400,
          'resource_missing',
          'starting_after',
        );
      }
      assertRefused(await get(daybook, `${own}/deliveries`, { status: 'lost' }), 400, undefined, 'status');
      await post(daybook, own, { disabled: 'true' });
      assert.match(
        assertRefused(await post(daybook, `${own}/replay`, { from: 1 }), 400, undefined),
        /is disabled\. Enable it/,
      );
      assert.match(
        assertRefused(
          await post(daybook, retry, { webhook_endpoint: endpoint['id'] }),
          400,
          undefined,
          'webhook_endpoint',
        ),
        /is disabled/,
      );
    });
  });
}

describe('where nothing is set', () => {
  it('private addresses are reached in test mode until there is a live key', async () => {
    const daybook = await startDaybook({
      webhook_private_targets: undefined,
      live_secret_key: undefined,
      webhook_retry_seconds: [],
    });
    const receiver = await startReceiver();
    try {
      const form = { url: receiver.url, 'enabled_events[]': 'customer.created' };
      const { body: made } = await post(daybook, PATH, form);
      await post(daybook, '/v1/customers', { name: 'Jo' });
      await receiver.count(1);
      await withLedger(daybook, ({ ledger }) =>
        createKey(ledger, { type: 'restricted', livemode: true, name: undefined, permissions: { events: 'read' } }),
      );
      const refused = assertRefused(await post(daybook, PATH, form), 400, 'url_invalid', 'url');
      assert.match(refused, /DAYBOOK_WEBHOOK_PRIVATE_TARGETS can allow/);
      // The dispatcher of this process looks every second for what another one has made.
      await eventually(async () => {
        await post(daybook, '/v1/customers', { name: 'Jo' });
        const { data } = await read(daybook, `${PATH}/${made.id}/deliveries`, { status: 'failed' });
        assert.equal(data[0]?.tries[0].error, 'the address is not on the public internet');
      });
    } finally {
      await receiver.close();
      await daybook.remove();
    }
  });
});

describe('an endpoint in live mode', () => {
  it('that has only failed for long enough is disabled, with an event that says so', async () => {
    const daybook = await startDaybook({
      webhook_private_targets: 'always',
      webhook_retry_seconds: [1, 1, 1],
      webhook_disable_seconds: 1,
    });
    try {
      const form = { url: 'https://127.0.0.1:9/', 'enabled_events[]': '*' };
      const { body: made } = await post(daybook, PATH, form, LIVE_KEY);
      await post(daybook, '/v1/customers', { name: 'Jo' }, LIVE_KEY);
      await eventually(async () => {
        assert.equal((await read(daybook, `${PATH}/${made.id}`, {}, LIVE_KEY))['status'], 'disabled');
      });
      const [event] = (await read(daybook, '/v1/events', {}, LIVE_KEY))['data'];
      assert.deepEqual(
        [event.type, event.data.object.id, event.data.object.status],
        ['webhook_endpoint.disabled', made.id, 'disabled'],
      );
      assert.deepEqual(event.request, { id: null, idempotency_key: null });
      await eventually(async () => {
        const { data } = await read(daybook, `${PATH}/${made.id}/deliveries`, {}, LIVE_KEY);
        assert.deepEqual(
          data.map(({ status }: Wire) => status),
          ['canceled'],
        );
        assert.equal(data[0].tries[0].error, 'the connection was refused');
      });
      const enabled = await post(daybook, `${PATH}/${made.id}`, { disabled: 'false' }, LIVE_KEY);
      assert.equal(enabled.body.status, 'enabled');
    } finally {
      await daybook.remove();
    }
  });

  it('is not sent to a private address behind its name, whatever the name says', async () => {
    const daybook = await startDaybook({ webhook_private_targets: 'never', webhook_retry_seconds: [] });
    const receiver = await startReceiver();
    try {
      // A public name would do; this one is refused where it is given, so the rule is changed afterwards.
      const open = await startDaybook({ ...daybook.settings, webhook_private_targets: 'always' });
      const url = receiver.url.replace('127.0.0.1', 'localhost');
      const { body: made } = await post(open, PATH, { url, 'enabled_events[]': '*' });
      await open.close();
      await post(daybook, '/v1/customers', { name: 'Jo' });
      await eventually(async () => {
        const { data } = await read(daybook, `${PATH}/${made.id}/deliveries`);
        assert.equal(data[0]?.status, 'failed');
        assert.equal(data[0].tries[0].error, 'the address is not on the public internet');
      }, 15_000);
      assert.equal(receiver.received.length, 0);
    } finally {
      await receiver.close();
      await daybook.remove();
    }
  });
});
