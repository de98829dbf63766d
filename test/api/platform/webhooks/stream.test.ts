/** The stream of events: everything once and in order, from where the client was. */
import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { MAXIMUM_FOLLOWERS } from '../../../../src/app/event_watch.js';
import { request, startDaybook, type TestDaybook } from '../../../support/daybook.js';
import { engines } from '../../../support/engines.js';
import { openStream } from '../../../support/event_stream.js';
import { eventually } from '../../../support/receiver.js';
import { assertRefused, get, post, read } from '../../../support/reporting.js';

const PATH = '/v1/events/stream';

for (const engine of engines()) {
  describe(`the stream of events on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook.remove());
    const customers = async (count: number) => {
      for (let n = 0; n < count; n += 1) await post(daybook, '/v1/customers', { name: `${n}` });
    };

    it('shows what happens from now on, as it is listed', async () => {
      await customers(1);
      const stream = await openStream(daybook);
      await eventually(() => assert.deepEqual(stream.comments, ['connected']));
      // Whoever loses the connection before the first event knows where to go on.
      await eventually(() => assert.equal(stream.position(), 1));
      await customers(3);
      const messages = await stream.count(3);
      const { data } = await read(daybook, '/v1/events', { limit: 3 });
      assert.deepEqual(
        messages.map(({ event }) => event),
        data.toReversed(),
      );
      assert.deepEqual(
        messages.map(({ id }) => Number(id)),
        [2, 3, 4],
      );
      stream.close();
    });

    it('goes on after a number, or after the last event that was received', async () => {
      await customers(120);
      const all = await openStream(daybook, 'after=0');
      const messages = await all.count(124);
      assert.deepEqual(
        messages.map(({ id }) => Number(id)),
        messages.map((_, index) => index + 1),
      );
      const back = await openStream(daybook, '', { 'Last-Event-ID': '122' });
      await customers(1);
      assert.deepEqual(
        (await back.count(3)).map(({ id }) => id),
        ['123', '124', '125'],
      );
      await all.count(125);
      await eventually(() => assert.equal(back.position(), 122));
      const ahead = await openStream(daybook, 'after=125');
      await customers(2);
      await ahead.count(1);
      assert.equal(ahead.messages[0]?.id, '126');
      for (const stream of [all, back, ahead]) stream.close();
    });

    it('shows nothing that happens after its key was revoked, and ends', async () => {
      const { body: key } = await post(daybook, '/v1/daybook/api_keys', { type: 'secret' });
      const stream = await openStream(daybook, '', { Authorization: `Bearer ${key.key}` });
      await eventually(() => assert.ok(stream.position() !== undefined));
      await customers(1);
      await stream.count(1);
      const revoked = await request(daybook, 'DELETE', `/v1/daybook/api_keys/${key.id}`);
      assert.equal(revoked.status, 200, JSON.stringify(revoked.body));
      await customers(3);
      await eventually(() => assert.ok(stream.ended()));
      assert.equal(stream.messages.length, 1);
    });

    it('is of the types that were asked for', async () => {
      const stream = await openStream(daybook, 'types[]=payment_method.*&types[]=customer.deleted');
      const { body: customer } = await post(daybook, '/v1/customers');
      const { body: method } = await post(daybook, '/v1/payment_methods', { type: 'card', 'card[token]': 'tok_visa' });
      await post(daybook, `/v1/payment_methods/${method.id}/attach`, { customer: customer.id });
      const [message] = await stream.count(1);
      assert.equal(message?.event.type, 'payment_method.attached');
      stream.close();
    });
  });
}

describe('the stream of events', () => {
  let daybook: TestDaybook;
  before(async () => {
    daybook = await startDaybook();
  });
  after(() => daybook.remove());

  it('refuses what it cannot do', async () => {
    assertRefused(await get(daybook, PATH, { after: -1 }), 400, undefined, 'after');
    // Of a database that was set back: waiting for it would be waiting for ever.
    assertRefused(await get(daybook, PATH, { after: 20_516 }), 400, 'parameter_invalid_integer', 'after');
    const headers = { 'Last-Event-ID': '20516' };
    const { status, body } = await request(daybook, 'GET', PATH, undefined, headers);
    assert.equal(status, 400);
    assert.match(body.error.message, /^There is no event with the number 20516: the last one has \d+\./);
    assertRefused(await get(daybook, PATH, { 'types[]': 'customer.exploded' }), 400, undefined, 'types[0]');
    assertRefused(await get(daybook, PATH, { limit: 1 }), 400, 'parameter_unknown', 'limit');
    const response = await fetch(`${daybook.address}${PATH}`, { headers: { Authorization: 'Bearer sk_test_none' } });
    assert.equal(response.status, 401);
    const lost = await fetch(`${daybook.address}${PATH}`, {
      headers: { Authorization: `Bearer ${daybook.settings.test_secret_key}`, 'Last-Event-ID': 'evt_1' },
    });
    assert.equal(lost.status, 400);
  });

  it('costs no memory for a client that does not read, and loses nothing for it', async () => {
    for (let n = 0; n < 400; n += 1) await post(daybook, '/v1/customers', { description: 'x'.repeat(4_000) });
    const body = await new Promise<string>((resolve, reject) => {
      const headers = { Authorization: `Bearer ${daybook.settings.test_secret_key}` };
      const sent = httpRequest(`${daybook.address}${PATH}?after=0`, { headers }, (response) => {
        response.pause();
        setTimeout(() => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
            if (text.split('\ndata: ').length > 400 && text.endsWith('\n\n')) {
              sent.destroy();
              resolve(text);
            }
          });
          response.resume();
        }, 300);
      });
      sent.on('error', reject);
      sent.end();
    });
    const ids = [...body.matchAll(/^id: (\d+)\ndata: /gm)].map(([, id]) => Number(id));
    assert.deepEqual(
      ids,
      Array.from({ length: 400 }, (_, index) => index + 1),
    );
  });

  it('has places for so many, and a place again when one leaves', async () => {
    const own = await startDaybook();
    const [first, ...others] = await Promise.all(Array.from({ length: MAXIMUM_FOLLOWERS }, () => openStream(own)));
    assertRefused(await get(own, PATH), 429, 'rate_limit');
    first?.close();
    await eventually(async () => {
      const again = await openStream(own);
      others.push(again);
      await eventually(() => assert.deepEqual(again.comments, ['connected']));
    });
    for (const stream of others) stream.close();
    await own.remove();
  });

  it('ends when the server closes, without delaying it', async () => {
    const own = await startDaybook();
    const streams = await Promise.all([openStream(own), openStream(own)]);
    await delay(100);
    const began_ms = Date.now();
    await own.remove();
    assert.ok(Date.now() - began_ms < 10_000);
    await eventually(() => assert.ok(streams.every((stream) => stream.ended())));
  });
});
