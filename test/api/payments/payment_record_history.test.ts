/** What Daybook knew when, and who told it: `as_of`, and the history of a record. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startDaybook, type TestDaybook } from '../../support/daybook.js';
import {
  assertRefused,
  get,
  idsOf,
  nextSecond,
  read,
  refundFields,
  report,
  reportPayment,
  type Wire,
} from '../../support/reporting.js';

let daybook: TestDaybook;
let id: string;
/** The record after each report, with the second it was made in. */
const states: { readonly at: number; readonly record: Wire }[] = [];

async function keep(made: Promise<Wire>): Promise<void> {
  const record = await made;
  states.push({ at: Math.floor(Date.now() / 1000), record });
  await nextSecond();
}

before(async () => {
  daybook = await startDaybook();
  await nextSecond();
  await keep(reportPayment(daybook, { initiated_at: 11, 'metadata[order]': '7' }));
  id = states[0]?.record['id'];
  await keep(report(daybook, id, 'payment_attempt_failed', { failed_at: 12, 'metadata[why]': 'funds' }));
  await keep(report(daybook, id, 'payment_attempt', { initiated_at: 13 }));
  // Two reports in one second.
  await report(daybook, id, 'payment_attempt_guaranteed', { guaranteed_at: 14 });
  await keep(
    report(daybook, id, 'refund', { ...refundFields('ref 1', 400), 'refunded[refunded_at]': 15, 'metadata[a]': 'b' }),
  );
});
after(() => daybook.remove());

function state(index: number): { at: number; record: Wire } {
  return states[index] ?? assert.fail(`there is no state ${index}`);
}

test('a record as of a second is the last it was in that second', async () => {
  const path = `/v1/payment_records/${id}`;
  for (const { at, record } of states) {
    assert.deepEqual(await read(daybook, path, { as_of: at }), record);
  }
  const { at, record } = state(3);
  assert.deepEqual(await read(daybook, path, { as_of: at + 3_600 }), record, 'an hour ahead is as of now');
  assert.deepEqual(await read(daybook, path), record);
  const too_early = await get(daybook, path, { as_of: state(0).at - 1 });
  assert.match(assertRefused(too_early, 400, undefined, 'as_of'), /did not know/);
  assertRefused(await get(daybook, path, { as_of: Date.now() }), 400, undefined, 'as_of');
  assertRefused(await get(daybook, '/v1/payment_records/pr_none', { as_of: at }), 404, 'resource_missing', 'id');
});

test('an attempt as of a second, before and after the attempt that followed it', async () => {
  const first = `/v1/payment_attempt_records/${state(0).record['latest_payment_attempt_record']}`;
  const second = `/v1/payment_attempt_records/${state(2).record['latest_payment_attempt_record']}`;
  const failed = async (path: string, index: number) =>
    (await read(daybook, path, { as_of: state(index).at }))['amount_failed'].value;
  assert.deepEqual([await failed(first, 0), await failed(first, 1), await failed(first, 2)], [0, 1_000, 1_000]);
  assertRefused(await get(daybook, second, { as_of: state(1).at }), 400, undefined, 'as_of');
  const opened = await read(daybook, second, { as_of: state(2).at });
  assert.deepEqual([opened['amount_guaranteed'].value, opened['amount_refunded'].value], [0, 0]);
  const ended = await read(daybook, second, { as_of: state(3).at });
  assert.deepEqual([ended['amount_guaranteed'].value, ended['amount_refunded'].value], [1_000, 400]);
  assert.deepEqual(ended, await read(daybook, second));
});

test('the history tells of every report: who, when, by which request, before and after', async () => {
  const { data, has_more, object, url } = await read(daybook, `/v1/payment_records/${id}/history`);
  assert.deepEqual([object, has_more, url], ['list', false, `/v1/payment_records/${id}/history`]);
  const commands = data.map((entry: Wire) => entry['command']);
  assert.deepEqual(commands, [
    'payment_record.report_refund',
    'payment_record.report_outcome',
    'payment_record.report_payment_attempt',
    'payment_record.report_outcome',
    'payment_record.report_payment',
  ]);
  for (const entry of data) {
    assert.equal(entry.object, 'journal_entry');
    assert.match(entry.id, /^jrn_[0-9A-Za-z]{24}$/);
    assert.match(entry.actor, /^key_[0-9A-Za-z]+$/);
    assert.match(entry.request.id, /^req_[0-9A-Za-z]{14}$/);
    assert.equal(entry.request.idempotency_key, null);
    assert.equal(entry.livemode, false);
  }
  const seconds = data.map((entry: Wire) => entry['created']);
  assert.deepEqual(seconds, [state(3).at, state(3).at, state(2).at, state(1).at, state(0).at]);

  const [refund, guaranteed, attempt, failed, opened] = data;
  assert.deepEqual(recordOf(opened), { before: null, after: state(0).record });
  assert.deepEqual(recordOf(failed), { before: state(0).record, after: state(1).record });
  assert.deepEqual(recordOf(attempt), { before: state(1).record, after: state(2).record });
  assert.deepEqual(recordOf(guaranteed).before, state(2).record);
  assert.deepEqual(recordOf(refund), { before: recordOf(guaranteed).after, after: state(3).record });
});

test('the history keeps the reporter’s own times, and refunds one by one', async () => {
  const { data } = await read(daybook, `/v1/payment_records/${id}/history`);
  const [refund, guaranteed, attempt, failed, opened] = data;
  const none = { guaranteed_at: null, failed_at: null, canceled_at: null };
  assert.deepEqual(timesOf(opened), { ...none, initiated_at: 11 });
  assert.deepEqual(timesOf(failed), { ...none, initiated_at: 11, failed_at: 12 });
  assert.deepEqual(timesOf(attempt), { ...none, initiated_at: 13 });
  assert.deepEqual(timesOf(guaranteed), { ...none, initiated_at: 13, guaranteed_at: 14 });
  const made = change(refund, 'payment_record_refund');
  assert.match(made['id'], /^prr_/);
  assert.deepEqual(made, {
    object: 'payment_record_refund',
    id: made['id'],
    before: null,
    after: {
      id: made['id'],
      object: 'payment_record_refund',
      amount: { currency: 'usd', value: 400 },
      created: state(3).at,
      initiated_at: null,
      metadata: { a: 'b' },
      payment_attempt_record: state(3).record['latest_payment_attempt_record'],
      payment_record: id,
      processor: 'custom',
      refund_reference: 'ref 1',
      refunded_at: 15,
    },
  });
});

test('the history is read in pages', async () => {
  const path = `/v1/payment_records/${id}/history`;
  const all = idsOf(await read(daybook, path));
  const first = await read(daybook, path, { limit: 2 });
  assert.deepEqual([idsOf(first), first['has_more']], [all.slice(0, 2), true]);
  const rest = await read(daybook, path, { limit: 3, starting_after: all[1] ?? '' });
  assert.deepEqual([idsOf(rest), rest['has_more']], [all.slice(2), false]);
  const back = await read(daybook, path, { limit: 2, ending_before: all[3] ?? '' });
  assert.deepEqual([idsOf(back), back['has_more']], [all.slice(1, 3), true]);
  const wrong = await get(daybook, path, { starting_after: 'evt_1' });
  assertRefused(wrong, 400, 'resource_missing', 'starting_after');
  assertRefused(await get(daybook, '/v1/payment_records/pr_none/history'), 404, 'resource_missing', 'id');
});

function change(entry: Wire, object: string): Wire {
  return entry['changes'].find((one: Wire) => one['object'] === object) ?? assert.fail(`no change of a ${object}`);
}

function recordOf(entry: Wire): { before: Wire | null; after: Wire } {
  const { before, after } = change(entry, 'payment_record');
  return { before, after } as { before: Wire | null; after: Wire };
}

function timesOf(entry: Wire): Wire {
  return change(entry, 'payment_attempt_record')['reported_times'];
}
