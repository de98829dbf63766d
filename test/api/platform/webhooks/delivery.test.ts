/** Events arrive at endpoints: signed, as they are rendered, again after failures, and in spite of other endpoints. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { request, type TestDaybook } from '../../../support/daybook.js';
import { engines } from '../../../support/engines.js';
import { answering, eventually, ok, type Receiver, startReceiver, verified } from '../../../support/receiver.js';
import { idsOf, post, read, report, reportPayment, type Wire } from '../../../support/reporting.js';

const PATH = '/v1/webhook_endpoints';

for (const engine of engines()) {
  describe(`webhook deliveries on ${engine.name}`, { skip: engine.skip }, () => deliveries(engine));
}

function deliveries(engine: ReturnType<typeof engines>[number]): void {
  let daybook: TestDaybook;
  const receivers: Receiver[] = [];
  before(async () => {
    daybook = await engine.start({ webhook_retry_seconds: [0, 0, 1] });
  });
  after(() => daybook.remove());
  afterEach(async () => {
    for (const id of idsOf(await read(daybook, PATH, { limit: 100 })))
      await request(daybook, 'DELETE', `${PATH}/${id}`);
    for (const receiver of receivers.splice(0)) await receiver.close();
  });

  async function endpoint(fields: Record<string, string> = {}, behaviour = ok): Promise<[Wire, Receiver]> {
    const receiver = await startReceiver(behaviour);
    receivers.push(receiver);
    const { status, body } = await post(daybook, PATH, {
      url: receiver.url,
      'enabled_events[]': 'customer.*',
      ...fields,
    });
    assert.equal(status, 200, JSON.stringify(body));
    return [body, receiver];
  }

  async function customer(name = 'Jo'): Promise<Wire> {
    const { status, body } = await post(daybook, '/v1/customers', { name });
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  }

  it('are what Stripe sends, and its SDK verifies them', async () => {
    await customer('before the endpoint');
    const [{ secret }, receiver] = await endpoint();
    const made = await customer();
    const { body: updated } = await post(daybook, `/v1/customers/${made['id']}`, { name: 'Jo Doe' });
    await post(daybook, '/v1/payment_methods', { type: 'card', 'card[token]': 'tok_visa' });
    const received = await receiver.count(2);
    const [created, changed] = received.toSorted((a, b) => (a.event.id < b.event.id ? -1 : 1));
    assert.ok(created && changed);
    const event = verified(created, secret);
    assert.deepEqual([event.type, event.data.object], ['customer.created', made]);
    assert.deepEqual(verified(changed, secret).data, { object: updated, previous_attributes: { name: 'Jo' } });
    assert.throws(() => verified(changed, `${secret}x`), /signature/);
    const { headers, path, body } = created;
    assert.equal(path, '/hook');
    assert.equal(headers['content-type'], 'application/json; charset=utf-8');
    assert.match(headers['user-agent'] ?? '', /^Stripe\/1\.0 /);
    assert.match(headers['stripe-signature'] as string, /^t=\d{10},v1=[0-9a-f]{64}$/);
    const [second, first] = (await read(daybook, '/v1/events', { limit: 2, type: 'customer.*' }))['data'];
    assert.deepEqual(JSON.parse(body), { ...first, pending_webhooks: 1 });
    assert.equal(body, JSON.stringify(JSON.parse(body), null, 2));
    assert.equal(changed.event.id, second.id);
    assert.equal(headers['daybook-previous-event'], undefined);
    assert.equal(changed.headers['daybook-previous-event'], first.id);
    assert.equal(Number(changed.headers['daybook-sequence']), Number(headers['daybook-sequence']) + 1);
    await eventually(async () => {
      const list = await read(daybook, '/v1/events', { limit: 2, type: 'customer.*' });
      assert.deepEqual(
        list['data'].map((each: Wire) => each['pending_webhooks']),
        [0, 0],
      );
    });
    assert.equal(receiver.received.length, 2, 'nothing from before the endpoint, and nothing it did not ask for');
  });

  it("are of the types that Stripe has, and of Daybook's own only where they are named", async () => {
    const [, stripes] = await endpoint({ 'enabled_events[]': '*' });
    const [{ id }, both] = await endpoint();
    const named = { 'enabled_events[0]': '*', 'enabled_events[1]': 'payment_record.*' };
    await post(daybook, `${PATH}/${id}`, named);
    const [, none] = await endpoint({ 'enabled_events[]': 'invoice.paid' });
    await reportPayment(daybook);
    await customer();
    // The customer is made last, so when it has arrived nothing is left to come.
    const ofAll = (await both.count(3)).map(({ event }) => event.type);
    assert.deepEqual(ofAll.toSorted(), [
      'customer.created',
      'payment_record.created',
      'payment_record.payment_reported',
    ]);
    assert.deepEqual(
      (await stripes.count(1)).map(({ event }) => event.type),
      ['customer.created'],
    );
    await eventually(async () => {
      const [event] = (await read(daybook, '/v1/events', { limit: 1 }))['data'];
      assert.deepEqual([event.type, event.pending_webhooks], ['customer.created', 0]);
    });
    assert.deepEqual([stripes.received.length, both.received.length, none.received.length], [1, 3, 0]);
  });

  it('name the event before them about the same object, also within one commit', async () => {
    const [, receiver] = await endpoint({ 'enabled_events[]': 'payment_record.*' });
    const record = await reportPayment(daybook);
    await report(daybook, record['id'], 'payment_attempt_failed', { failed_at: 1 });
    const received = await receiver.count(4);
    const in_order = received.toSorted((a, b) => (a.event.id < b.event.id ? -1 : 1));
    assert.deepEqual(
      in_order.map(({ headers }) => headers['daybook-previous-event']),
      [undefined, ...in_order.slice(0, 3).map(({ event }) => event.id)],
    );
  });

  it('are rendered in the version of the endpoint', async () => {
    const [, fixed] = await endpoint({ api_version: '2026-10-28.endive' });
    const [, other] = await endpoint();
    await customer();
    assert.equal((await fixed.count(1))[0]?.event.api_version, '2026-10-28.endive');
    assert.equal((await other.count(1))[0]?.event.api_version, '2026-07-29.dahlia');
    // Whichever is made second may be made when the first has arrived already.
    const pending = [fixed, other].map(({ received }) => received[0]?.event.pending_webhooks);
    assert.equal(Math.max(...pending), 2);
  });

  it('are tried again after every kind of failure, each time signed anew', async () => {
    const [{ secret }, receiver] = await endpoint({}, (received, response, index) => {
      if (index === 0) response.writeHead(302, { Location: receiver.url }).end();
      else if (index === 1) response.destroy();
      else answering(500, 500, 404, 204)(received, response, index);
    });
    const made = await customer();
    await receiver.count(4);
    const [event] = (await read(daybook, '/v1/events', { limit: 1 }))['data'];
    for (const one of receiver.received) {
      assert.equal(one.event.id, event.id);
      assert.deepEqual(verified(one, secret).data.object, made);
    }
    await delay(300);
    assert.equal(receiver.received.length, 4, 'a 2xx is the end of it');
  });

  it('are given up after the last try, and count as pending then', async () => {
    const [, receiver] = await endpoint({}, answering(500));
    await customer();
    await receiver.count(4);
    await delay(1_500);
    assert.equal(receiver.received.length, 4);
    const [event] = (await read(daybook, '/v1/events', { limit: 1 }))['data'];
    assert.equal(event.pending_webhooks, 1);
  });

  it('do not wait for an endpoint that hangs, or for an answer without end', async () => {
    const [, hanging] = await endpoint({}, () => undefined);
    const [, endless] = await endpoint({}, (_received, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const more = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const [, receiver] = await endpoint();
    const count = 14;
    for (let n = 0; n < count; n += 1) await customer(`${n}`);
    await receiver.count(count);
    await endless.count(count);
    const [first] = await hanging.count(10);
    // A request without an answer is given up after ten seconds, and makes room for another.
    const given_up_ms = (first?.at_ms ?? 0) + 9_500;
    const at_once = hanging.received.filter(({ at_ms }) => at_ms < given_up_ms);
    assert.equal(at_once.length, 10, 'only so many at once');
    const waited = [receiver, endless].map(({ received }) => received.filter(({ at_ms }) => at_ms > given_up_ms));
    assert.deepEqual(waited, [[], []], 'they came while the other hung');
    assert.equal(endless.received.length, count, 'the status is the verdict, however long the answer is');
  });

  it('are signed with both secrets after a roll, and with the new one alone later', async () => {
    const [made, receiver] = await endpoint();
    const { body: rolled } = await post(daybook, `${PATH}/${made['id']}/roll_secret`, { expires_in: 4 });
    await customer();
    await receiver.count(1);
    const [both] = receiver.received;
    assert.ok(both);
    assert.equal(verified(both, made['secret']).type, 'customer.created');
    assert.equal(verified(both, rolled.secret).type, 'customer.created');
    await delay(4_100);
    await customer();
    await receiver.count(2);
    const [, alone] = receiver.received;
    assert.ok(alone);
    assert.equal(verified(alone, rolled.secret).type, 'customer.created');
    assert.throws(() => verified(alone, made['secret']), /signature/);
  });

  it('leave out what happens while the endpoint is disabled, and cancel what was pending', async () => {
    const [made, receiver] = await endpoint({}, answering(500, 200));
    receiver.behaviour = (_received, response, index) => {
      response.statusCode = index === 0 ? 500 : 200;
      // Disabled before the answer, so that it is known when the retry is due.
      post(daybook, `${PATH}/${made['id']}`, index === 0 ? { disabled: 'true' } : {}).then(() => response.end());
    };
    await customer('first');
    await receiver.count(1);
    await delay(300);
    await customer('while disabled');
    await post(daybook, `${PATH}/${made['id']}`, { disabled: 'false' });
    await customer('after');
    await receiver.count(2);
    await delay(300);
    assert.deepEqual(
      receiver.received.map(({ event }) => event.data.object.name),
      ['first', 'after'],
    );
  });

  it('go on where they were when the server is started again', async () => {
    const [, receiver] = await endpoint({}, answering(500));
    await customer('one');
    await receiver.count(1);
    daybook = await daybook.restart();
    receiver.behaviour = ok;
    await customer('two');
    await eventually(() => {
      const names = receiver.received.map(({ event }) => event.data.object.name);
      assert.ok(names.includes('two') && names.filter((name) => name === 'one').length > 1, names.join());
    });
  });

  it('about one object keep their order where that is wanted, and only they wait', async () => {
    let fail = () => {};
    const may_fail = new Promise<void>((resolve) => {
      fail = resolve;
    });
    let is_failing = true;
    const [, receiver] = await endpoint({ ordered_by_object: 'true' }, (received, response) => {
      const fails = is_failing && received.event.data.object.name.startsWith('a');
      response.statusCode = fails ? 500 : 200;
      if (fails) void may_fail.then(() => response.end());
      else response.end();
    });
    const [a, b] = await Promise.all([customer('a 0'), customer('b 0')]);
    await receiver.count(2);
    const namesOf = (letter: string) =>
      receiver.received.map(({ event }) => event.data.object.name).filter((name) => name.startsWith(letter));
    const expected = ['b 0'];
    for (let n = 1; n <= 4; n += 1) {
      await post(daybook, `/v1/customers/${a['id']}`, { name: `a ${n}` });
      await post(daybook, `/v1/customers/${b['id']}`, { name: `b ${n}` });
      expected.push(`b ${n}`);
      // One after the other, so that what waits has been read before what may go on; and before the request about the
      // other one is given up, which takes ten seconds.
      await eventually(() => assert.deepEqual(namesOf('b'), expected), 8_000);
    }
    assert.deepEqual(new Set(namesOf('a')), new Set(['a 0']), 'the others wait for the first');
    is_failing = false;
    fail();
    await eventually(() => assert.deepEqual(namesOf('a').slice(-4), ['a 1', 'a 2', 'a 3', 'a 4']));
    assert.deepEqual(new Set(namesOf('a').slice(0, -4)), new Set(['a 0']));
  });

  it('arrive once each where nothing fails, hundreds of them', async () => {
    const [, receiver] = await endpoint();
    const [, other] = await endpoint({ ordered_by_object: 'true' });
    await Promise.all(Array.from({ length: 300 }, (_, n) => customer(`${n}`)));
    for (const each of [receiver, other]) {
      await each.count(300);
      await delay(100);
      assert.deepEqual([each.received.length, new Set(each.received.map(({ event }) => event.id)).size], [300, 300]);
    }
  });
}
