/** Events of reports: which there are, what they show, and how they are listed. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEFAULT_API_VERSION } from '../../../src/wire/api_version.js';
import { request, startDaybook, type TestDaybook } from '../../support/daybook.js';
import {
  assertRefused,
  form,
  get,
  idsOf,
  nextSecond,
  read,
  refundFields,
  report,
  reportPayment,
  type Wire,
} from '../../support/reporting.js';

const EVENTS = '/v1/events';

let daybook: TestDaybook;
let opened: Wire;
let failed: Wire;
let retried: Wire;
/** All events, newest first. */
let all: Wire[];

before(async () => {
  daybook = await startDaybook();
  await nextSecond();
  opened = await reportPayment(daybook, { 'metadata[order]': '7', description: 'a book' });
  await nextSecond();
  const { id } = opened;
  failed = await report(daybook, id, 'payment_attempt_failed', { failed_at: 1, 'metadata[why]': 'funds' });
  await nextSecond();
  retried = await report(daybook, id, 'payment_attempt', {
    initiated_at: 1,
    'metadata[order]': '',
    description: 'again',
  });
  all = (await read(daybook, EVENTS, { limit: 100 }))['data'];
});
after(() => daybook.remove());

function types(list: Wire): string[] {
  return list['data'].map((event: Wire) => event['type']);
}

function eventOf(type: string): Wire {
  return all.find((event) => event['type'] === type) ?? assert.fail(`there is no ${type}`);
}

test('every report writes its events, newest first', async () => {
  const list = await read(daybook, EVENTS);
  assert.deepEqual([list['object'], list['url'], list['has_more']], ['list', EVENTS, false]);
  assert.deepEqual(types(list), [
    'payment_record.payment_attempt_reported',
    'payment_attempt_record.created',
    'payment_record.updated',
    'payment_record.payment_attempt_failed',
    'payment_attempt_record.updated',
    'payment_record.updated',
    'payment_record.payment_reported',
    'payment_attempt_record.created',
    'payment_record.created',
  ]);
  for (const event of all) {
    assert.match(event['id'], /^evt_[0-9A-Za-z]{24}$/);
    assert.deepEqual([event['object'], event['livemode'], event['pending_webhooks']], ['event', false, 0]);
    assert.equal(event['api_version'], DEFAULT_API_VERSION);
    assert.deepEqual(await read(daybook, `${EVENTS}/${event['id']}`), event);
  }
});

test('an event shows the object as it was then, though it has changed since', () => {
  assert.deepEqual(eventOf('payment_record.created')['data'], { object: opened });
  assert.deepEqual(eventOf('payment_record.payment_reported')['data'], { object: opened });
  assert.deepEqual(eventOf('payment_record.payment_attempt_failed')['data'].object, failed);
  assert.deepEqual(eventOf('payment_record.payment_attempt_reported')['data'].object, retried);
});

test('previous_attributes are what differs, as it was, members of hashes one by one', () => {
  const [second, first] = all.filter((event) => event['type'] === 'payment_record.updated');
  assert.deepEqual(first?.['data'], {
    object: failed,
    previous_attributes: { amount_failed: { value: 0 }, metadata: { why: null }, outcome_happened: null },
  });
  assert.deepEqual(second?.['data'], {
    object: retried,
    previous_attributes: {
      amount_failed: { value: 1_000 },
      description: 'a book',
      happened: failed['happened'],
      latest_payment_attempt_record: opened['latest_payment_attempt_record'],
      metadata: { order: '7' },
      outcome_happened: failed['outcome_happened'],
    },
  });
  assert.ok(!('previous_attributes' in eventOf('payment_attempt_record.created')['data']));
  const attempt = eventOf('payment_attempt_record.updated')['data'];
  assert.equal(attempt.object.id, opened['latest_payment_attempt_record']);
  const before = { amount_failed: { value: 0 }, metadata: { why: null }, outcome_happened: null };
  assert.deepEqual(attempt.previous_attributes, before);
});

test('a hash that comes or goes is shown as a whole', async () => {
  const record = await reportPayment(daybook, { 'shipping_details[name]': 'Ada' });
  const told = { shipping_details: '', 'customer_details[name]': 'Ada' };
  await report(daybook, record['id'], 'payment_attempt_informational', told);
  const { data } = await read(daybook, EVENTS, { type: 'payment_record.updated', limit: 1 });
  assert.deepEqual(data[0].data.previous_attributes, {
    customer_details: null,
    shipping_details: record['shipping_details'],
  });
});

test('an event tells which request made it, under which key, and in which version', async () => {
  const record = await reportPayment(daybook);
  const path = `/v1/payment_records/${record['id']}/report_payment_attempt_guaranteed`;
  const headers = { 'Idempotency-Key': 'my key', 'Stripe-Version': '2026-10-28.endive' };
  const answer = await request(daybook, 'POST', path, form({ guaranteed_at: 1 }), headers);
  await request(daybook, 'POST', path, form({ guaranteed_at: 1 }), headers);
  const { data } = await read(daybook, EVENTS, { type: 'payment_record.payment_attempt_guaranteed' });
  assert.equal(data.length, 1, 'the repeated request writes no second event');
  assert.deepEqual(data[0].request, { id: answer.headers.get('request-id'), idempotency_key: 'my key' });
  assert.equal(data[0].api_version, '2026-10-28.endive');
});

test('events are listed by type, by several types, and by wildcard', async () => {
  const marker = (await read(daybook, EVENTS, { limit: 1 }))['data'][0].id;
  const record = await reportPayment(daybook, { outcome: 'guaranteed', 'guaranteed[guaranteed_at]': 1 });
  await report(daybook, record['id'], 'refund', refundFields('events 1', 1));
  const own = [
    'payment_attempt_record.updated',
    'payment_record.refunded',
    'payment_record.payment_attempt_guaranteed',
    'payment_record.payment_reported',
    'payment_attempt_record.created',
    'payment_record.created',
  ];
  const rows: [fields: Record<string, string>, expected: string[]][] = [
    [{}, own],
    [{ type: '*' }, own],
    [{ type: 'payment_record.refunded' }, ['payment_record.refunded']],
    [{ type: 'payment_record.*' }, own.filter((type) => type.startsWith('payment_record.'))],
    [{ type: 'payment_attempt_record.*' }, own.filter((type) => type.startsWith('payment_attempt_record.'))],
    [{ type: 'payment_record.payment_attempt_*' }, ['payment_record.payment_attempt_guaranteed']],
    [{ type: 'payment_record.c*' }, ['payment_record.created']],
    [{ 'types[]': 'payment_record.refunded' }, ['payment_record.refunded']],
    [
      { 'types[0]': 'payment_record.created', 'types[1]': 'payment_attempt_record.*' },
      ['payment_attempt_record.updated', 'payment_attempt_record.created', 'payment_record.created'],
    ],
    [{ type: 'invoice.paid' }, []],
    [{ type: 'payment_record' }, []],
    [{ type: 'nothing.*' }, []],
  ];
  for (const [fields, expected] of rows) {
    const list = await read(daybook, EVENTS, { limit: 100, ending_before: marker, ...fields });
    assert.deepEqual(types(list), expected, JSON.stringify(fields));
  }
  const both = await get(daybook, EVENTS, { type: '*', 'types[]': '*' });
  assert.match(assertRefused(both, 400, 'parameters_exclusive'), /type, types/);
});

test('events are listed by the second they were created in', async () => {
  const [first, second, third] = [all[8], all[5], all[2]].map((event) => event?.['created'] as number);
  assert.ok(first !== undefined && second !== undefined && third !== undefined && first < second && second < third);
  const shown = async (fields: Record<string, number>): Promise<number[]> => {
    const list = await read(daybook, EVENTS, { limit: 100, 'created[lte]': third, ...fields });
    return idsOf(list)
      .map((id) => all.findIndex((event) => event['id'] === id))
      .filter((index) => index >= 0);
  };
  assert.deepEqual(await shown({ 'created[gt]': second }), [0, 1, 2]);
  assert.deepEqual(await shown({ 'created[gte]': second }), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(await shown({ 'created[lt]': second }), [6, 7, 8]);
  assert.deepEqual(await shown({ 'created[lte]': second }), [3, 4, 5, 6, 7, 8]);
  assert.deepEqual(await shown({ 'created[gt]': first, 'created[lt]': third }), [3, 4, 5]);
  const exact = await read(daybook, EVENTS, { created: second });
  assert.deepEqual(
    idsOf(exact),
    all.slice(3, 6).map((event) => event['id']),
  );
  assertRefused(await get(daybook, EVENTS, { 'created[after]': 1 }), 400, 'parameter_unknown', 'created[after]');
  assertRefused(await get(daybook, EVENTS, { created: 'now' }), 400, 'parameter_invalid_integer', 'created');
});

test('events are read in pages, in both directions and with a filter', async () => {
  const ids = all.map((event) => event['id']);
  const [, second, , , , , seventh] = ids;
  const page = await read(daybook, EVENTS, { limit: 3, starting_after: second });
  assert.deepEqual([idsOf(page), page['has_more']], [ids.slice(2, 5), true]);
  const last = await read(daybook, EVENTS, { limit: 2, starting_after: seventh });
  assert.deepEqual([idsOf(last), last['has_more']], [ids.slice(7, 9), false]);
  const back = await read(daybook, EVENTS, { limit: 2, ending_before: seventh });
  assert.deepEqual([idsOf(back), back['has_more']], [ids.slice(4, 6), true]);
  const filtered = await read(daybook, EVENTS, { limit: 1, starting_after: second, type: 'payment_record.updated' });
  assert.deepEqual([idsOf(filtered), filtered['has_more']], [[ids[2]], true]);

  for (const cursor of ['evt_none', `evt_${'0'.repeat(10)}abcdefghijklmn`, opened['id']]) {
    assertRefused(await get(daybook, EVENTS, { starting_after: cursor }), 400, 'resource_missing', 'starting_after');
    const message = assertRefused(await get(daybook, `${EVENTS}/${cursor}`), 404, 'resource_missing', 'id');
    assert.equal(message, `No such event: '${cursor}'`);
  }
  const both = await get(daybook, EVENTS, { starting_after: second, ending_before: second });
  assertRefused(both, 400, undefined);
});
