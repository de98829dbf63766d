/** Reading payment records and their attempts: pages, filters, and what cannot be expanded. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { machineClock } from '../../../src/app/clock.js';
import { openInline } from '../../../src/app/ledger.js';
import { columnsOf } from '../../../src/core/kinds.js';
import { startDaybook, type TestDaybook } from '../../support/daybook.js';
import {
  assertRefused,
  get,
  idsOf,
  nextSecond,
  post,
  read,
  refundFields,
  report,
  reportPayment,
  type Wire,
} from '../../support/reporting.js';

const RECORDS = '/v1/payment_records';
const ATTEMPTS = '/v1/payment_attempt_records';

let daybook: TestDaybook;
/** One record in each of five seconds, oldest first. */
let records: Wire[];

before(async () => {
  daybook = await startDaybook();
  records = [];
  for (let index = 0; index < 5; index += 1) {
    const reference = {
      'processor_details[type]': 'custom',
      'processor_details[custom][payment_reference]': `ref ${index}`,
    };
    records.push(await reportPayment(daybook, reference));
    if (index < 4) await nextSecond();
  }
});
after(() => daybook.remove());

function ids(...which: number[]): string[] {
  return which.map((index) => records[index]?.['id']);
}

function created(index: number): number {
  return records[index]?.['created'];
}

test('a list is newest first, in Stripe’s envelope', async () => {
  const list = await read(daybook, RECORDS);
  assert.deepEqual(list, { object: 'list', data: records.toReversed(), has_more: false, url: RECORDS });
});

test('limit and both cursors', async () => {
  const [oldest, second, , fourth] = ids(0, 1, 2, 3) as [string, string, string, string];
  const rows: [fields: Record<string, string | number>, data: string[], has_more: boolean][] = [
    [{ limit: 2 }, ids(4, 3), true],
    [{ limit: 5 }, ids(4, 3, 2, 1, 0), false],
    [{ limit: 100 }, ids(4, 3, 2, 1, 0), false],
    [{ limit: 2, starting_after: fourth }, ids(2, 1), true],
    [{ limit: 2, starting_after: second }, ids(0), false],
    [{ starting_after: oldest }, [], false],
    [{ limit: 2, ending_before: second }, ids(3, 2), true],
    [{ limit: 2, ending_before: fourth }, ids(4), false],
    [{ ending_before: oldest }, ids(4, 3, 2, 1), false],
  ];
  for (const [fields, data, has_more] of rows) {
    const list = await read(daybook, RECORDS, fields);
    assert.deepEqual([idsOf(list), list['has_more']], [data, has_more], JSON.stringify(fields));
  }
});

test('limits and cursors that cannot be are refused', async () => {
  const [id] = ids(0) as [string];
  for (const limit of ['0', '-1', '101', 'ten', '1.5']) {
    assertRefused(await get(daybook, RECORDS, { limit }), 400, 'parameter_invalid_integer', 'limit');
  }
  for (const name of ['starting_after', 'ending_before']) {
    const message = assertRefused(await get(daybook, RECORDS, { [name]: 'pr_none' }), 400, 'resource_missing', name);
    assert.equal(message, "No such payment_record: 'pr_none'");
    const attempt = records[0]?.['latest_payment_attempt_record'];
    assertRefused(await get(daybook, RECORDS, { [name]: attempt }), 400, 'resource_missing', name);
  }
  const both = await get(daybook, RECORDS, { starting_after: id, ending_before: id });
  assert.match(assertRefused(both, 400, undefined), /Received both starting_after and ending_before/);
});

test('created_after and created_before exclude the second they name', async () => {
  const rows: [fields: Record<string, number>, data: string[]][] = [
    [{ created_after: created(1) }, ids(4, 3, 2)],
    [{ created_after: created(1) - 1 }, ids(4, 3, 2, 1)],
    [{ created_before: created(3) }, ids(2, 1, 0)],
    [{ created_before: created(3) + 1 }, ids(3, 2, 1, 0)],
    [{ created_after: created(0), created_before: created(4) }, ids(3, 2, 1)],
    [{ created_after: created(0), created_before: created(1) }, []],
    [{ created_after: created(4), created_before: created(0) }, []],
    [{ created_after: created(4) }, []],
    [{ created_before: 0 }, []],
  ];
  for (const [fields, data] of rows) {
    assert.deepEqual(idsOf(await read(daybook, RECORDS, fields)), data, JSON.stringify(fields));
  }
  const page = await read(daybook, RECORDS, { created_after: created(0), limit: 1, starting_after: ids(4)[0] ?? '' });
  assert.deepEqual([idsOf(page), page['has_more']], [ids(3), true]);
  assert.deepEqual(
    idsOf(await read(daybook, RECORDS, { 'created[gt]': created(2) })),
    ids(4, 3),
    'as other lists have it',
  );
});

test('filters by state, processor reference and customer', async () => {
  const other = await startDaybook();
  try {
    const made: Record<string, string> = {};
    await addCustomer(other, 'cus_filter');
    const funds = { outcome: 'guaranteed', 'guaranteed[guaranteed_at]': 1 };
    made['initiated'] = (await reportPayment(other))['id'];
    made['failed'] = (await reportPayment(other, { outcome: 'failed', 'failed[failed_at]': 1 }))['id'];
    made['canceled'] = (await reportPayment(other, { outcome: 'canceled', 'canceled[canceled_at]': 1 }))['id'];
    made['guaranteed'] = (await reportPayment(other, { ...funds, 'customer_details[customer]': 'cus_filter' }))['id'];
    made['partially_refunded'] = (await reportPayment(other, funds))['id'];
    made['refunded'] = (await reportPayment(other, funds))['id'];
    await report(other, made['partially_refunded'] ?? '', 'refund', refundFields('r1', 1));
    await report(other, made['refunded'] ?? '', 'refund', refundFields('r2'));
    for (const [state, id] of Object.entries(made)) {
      assert.deepEqual(idsOf(await read(other, RECORDS, { state })), [id], state);
    }
    const unknown = await get(other, RECORDS, { state: 'lost' });
    assert.match(assertRefused(unknown, 400, undefined, 'state'), /canceled, failed, guaranteed, initiated, partially/);
    assert.deepEqual(idsOf(await read(other, RECORDS, { customer: 'cus_filter' })), [made['guaranteed']]);
    assert.deepEqual(idsOf(await read(other, RECORDS, { customer: 'cus_filter', state: 'failed' })), []);
    assert.deepEqual(idsOf(await read(other, RECORDS, { customer: 'cus_none' })), []);
  } finally {
    await other.remove();
  }
  assert.deepEqual(idsOf(await read(daybook, RECORDS, { processor_reference: 'ref 2' })), ids(2));
  assert.deepEqual(idsOf(await read(daybook, RECORDS, { processor_reference: 'ref' })), []);
});

/** Puts a customer into the store, as no operation on payment records makes one. */
async function addCustomer(server: TestDaybook, id: string): Promise<void> {
  const { store, close } = await openInline(server.settings, machineClock);
  const scope = store.scopes.find(({ livemode }) => !livemode)?.scope ?? assert.fail('there is no test mode');
  const customer = { id, created: 1, invoice_prefix: 'A' };
  const columns = columnsOf('customer', customer);
  const row = { kind: 'customer' as const, id, version: 1, document: JSON.stringify(customer) };
  await store.commit({
    entries: [],
    rows: [{ ...row, scope, expected_version: 0, columns, metadata: undefined }],
    replies: [],
    guards: [],
  });
  await close();
}

test('attempts are listed for one record, newest first, forwards only', async () => {
  const opened = await reportPayment(daybook, { outcome: 'failed', 'failed[failed_at]': 1 });
  const { id } = opened;
  const attempts = [opened['latest_payment_attempt_record']];
  for (let index = 0; index < 2; index += 1) {
    const again = { initiated_at: 1, outcome: 'failed', 'failed[failed_at]': 1 };
    attempts.unshift((await report(daybook, id, 'payment_attempt', again))['latest_payment_attempt_record']);
  }
  const all = await read(daybook, ATTEMPTS, { payment_record: id });
  assert.deepEqual([idsOf(all), all['has_more'], all['url']], [attempts, false, ATTEMPTS]);
  for (const attempt of all['data']) {
    assert.deepEqual(await read(daybook, `${ATTEMPTS}/${attempt.id}`), attempt);
    assert.equal(attempt.payment_record, id);
    assert.ok(!('latest_payment_attempt_record' in attempt));
  }
  const first = await read(daybook, ATTEMPTS, { payment_record: id, limit: 2 });
  assert.deepEqual([idsOf(first), first['has_more']], [attempts.slice(0, 2), true]);
  const rest = await read(daybook, ATTEMPTS, { payment_record: id, starting_after: attempts[1] });
  assert.deepEqual([idsOf(rest), rest['has_more']], [attempts.slice(2), false]);

  assertRefused(await get(daybook, ATTEMPTS), 400, 'parameter_missing', 'payment_record');
  const unknown = await get(daybook, ATTEMPTS, { payment_record: 'pr_none' });
  assertRefused(unknown, 400, 'resource_missing', 'payment_record');
  const backwards = await get(daybook, ATTEMPTS, { payment_record: id, ending_before: attempts[1] });
  assertRefused(backwards, 400, 'parameter_unknown', 'ending_before');
  const cursor = await get(daybook, ATTEMPTS, { payment_record: id, starting_after: 'par_none' });
  assertRefused(cursor, 400, 'resource_missing', 'starting_after');
});

test('nothing in a record or an attempt can be expanded, and a report that asks for it is not made', async () => {
  const { id, latest_payment_attempt_record: attempt } = records[0] ?? {};
  const refused: [path: string, fields: Record<string, string>, named: string][] = [
    [`${RECORDS}/${id}`, { 'expand[]': 'latest_payment_attempt_record' }, 'latest_payment_attempt_record'],
    [`${RECORDS}/${id}`, { 'expand[0]': 'customer_details.customer' }, 'customer_details.customer'],
    [
      RECORDS,
      { 'expand[]': 'data.payment_method_details.payment_method' },
      'data.payment_method_details.payment_method',
    ],
    [`${ATTEMPTS}/${attempt}`, { 'expand[]': 'payment_record' }, 'payment_record'],
    [ATTEMPTS, { payment_record: id, 'expand[]': 'data.payment_record' }, 'data.payment_record'],
  ];
  for (const [path, fields, named] of refused) {
    const message = assertRefused(await get(daybook, path, fields), 400, undefined, 'expand');
    assert.equal(message, `This property cannot be expanded (${named}).`);
  }
  const deep = await get(daybook, `${RECORDS}/${id}`, { 'expand[]': 'a.b.c.d.e' });
  assert.match(assertRefused(deep, 400, undefined, 'expand'), /^You cannot expand more than 4 levels of a property/);

  const failing = { failed_at: 1, 'expand[]': 'latest_payment_attempt_record' };
  assertRefused(
    await post(daybook, `${RECORDS}/${id}/report_payment_attempt_failed`, failing),
    400,
    undefined,
    'expand',
  );
  assert.deepEqual(await read(daybook, `${RECORDS}/${id}`), records[0]);
});
