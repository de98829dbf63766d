/** By when things happened: lists, pages, the table for spreadsheets and sums, of what is reported long afterwards. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { request, TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import {
  assertRefused,
  type Fields,
  form,
  get,
  read,
  refundFields,
  report,
  reportPayment,
} from '../../support/reporting.js';

const DAY = 86_400;
/** Midnight in UTC of 1 March, 1 April and 1 May 2025. */
const [MARCH, APRIL, MAY] = [1_740_787_200, 1_743_465_600, 1_746_057_600] as const;
const RECORDS = '/v1/payment_records';
const REFUNDS = '/v1/daybook/payment_record_refunds';
const OF_MARCH: Fields = { 'happened[gte]': MARCH, 'happened[lt]': APRIL };

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into at every depth
type Json = any;

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => happened(() => engine.start()));
}

function happened(start: () => Promise<TestDaybook>): void {
  let daybook: TestDaybook;
  /** By the names that the test gives them. */
  const ids = new Map<string, string>();

  const payment = async (
    name: string,
    initiated_at: number,
    guaranteed_at: number | undefined,
    fields: Fields = {},
  ) => {
    const outcome = guaranteed_at && { outcome: 'guaranteed', 'guaranteed[guaranteed_at]': guaranteed_at };
    const { id } = await reportPayment(daybook, { initiated_at, ...outcome, ...fields });
    ids.set(name, id);
    return id as string;
  };
  const refund = (id: string, reference: string, amount: number, refunded_at: number) =>
    report(daybook, id, 'refund', { ...refundFields(reference, amount), 'refunded[refunded_at]': refunded_at });
  const nameOf = (id: string) => [...ids].find(([, known]) => known === id)?.[0] ?? id;
  const names = async (path: string, fields: Fields): Promise<string[]> =>
    (await read(daybook, path, fields))['data'].map(({ id }: Json) => nameOf(id));

  before(async () => {
    daybook = await start();
    // Five payments of March, told today and out of order.
    await payment('third', MARCH + 10 * DAY, MARCH + 10 * DAY + 60);
    await payment('first', MARCH, MARCH);
    await payment('fifth', APRIL - 1, APRIL + 5);
    await payment('second', MARCH + 5 * DAY, MARCH + 6 * DAY);
    await payment('fourth', MARCH + 20 * DAY, MARCH + 20 * DAY, {
      'processor_details[type]': 'custom',
      'processor_details[custom][payment_reference]': 'split',
    });
    await payment('before', MARCH - 1, MARCH);
    await payment('after', APRIL, undefined);
    await refund(ids.get('first') ?? '', 'back-1', 100, APRIL - 1);
    await refund(ids.get('second') ?? '', 'back-2', 200, APRIL + DAY);
    await refund(ids.get('second') ?? '', 'back-3', 300, MARCH + 7 * DAY);
  });
  after(() => daybook?.remove());

  test('payments show both times', async () => {
    const record = await read(daybook, `${RECORDS}/${ids.get('fifth')}`);
    assert.deepEqual([record['happened'], record['outcome_happened']], [APRIL - 1, APRIL + 5]);
    assert.ok(Math.abs(record['created'] - Date.now() / 1000) < 600, 'recorded today');
    const attempt = await read(daybook, `/v1/payment_attempt_records/${record['latest_payment_attempt_record']}`);
    assert.deepEqual([attempt['happened'], attempt['outcome_happened']], [APRIL - 1, APRIL + 5]);
    const open = await read(daybook, `${RECORDS}/${ids.get('after')}`);
    assert.deepEqual([open['happened'], open['outcome_happened']], [APRIL, null]);
  });

  test('those of March are in the list of March, newest first by when they happened', async () => {
    const march = ['fifth', 'fourth', 'third', 'second', 'first'];
    assert.deepEqual(await names(RECORDS, OF_MARCH), march);
    assert.deepEqual(await names(RECORDS, { 'happened[gt]': MARCH - 1, 'happened[lte]': APRIL - 1 }), march);
    assert.deepEqual(await names(RECORDS, { happened: APRIL - 1 }), ['fifth']);
    assert.deepEqual(await names(RECORDS, { ...OF_MARCH, order_by: 'recorded' }), [
      'fourth',
      'second',
      'fifth',
      'first',
      'third',
    ]);
    assert.deepEqual(await names(RECORDS, { ...OF_MARCH, processor_reference: 'split' }), ['fourth']);
    assert.deepEqual(await names(RECORDS, { order_by: 'happened' }), ['after', ...march, 'before']);
    assert.deepEqual((await names(RECORDS, {}))[0], 'after', 'without either it is by when they were recorded');
    const now = Math.floor(Date.now() / 1000);
    assert.deepEqual(
      await names(RECORDS, { ...OF_MARCH, 'created[lt]': now - DAY }),
      [],
      'both times can be asked for',
    );
  });

  test('cursors go by when things happened where the list does, both ways', async () => {
    const ordered = ['after', 'fifth', 'fourth', 'third', 'second', 'first', 'before'];
    for (const [index, name] of ordered.entries()) {
      const cursor = ids.get(name) ?? '';
      const by: Fields = { order_by: 'happened', limit: 2 };
      const older = await read(daybook, RECORDS, { ...by, starting_after: cursor });
      assert.deepEqual(
        older['data'].map(({ id }: Json) => nameOf(id)),
        ordered.slice(index + 1, index + 3),
      );
      assert.equal(older['has_more'], index + 3 < ordered.length);
      const newer = await names(RECORDS, { ...by, ending_before: cursor });
      assert.deepEqual(newer, ordered.slice(Math.max(0, index - 2), index));
    }
    const one = await names(RECORDS, { ...OF_MARCH, limit: 2, starting_after: ids.get('fourth') ?? '' });
    assert.deepEqual(one, ['third', 'second'], 'a filter by when they happened orders by it, on every page');
    assert.deepEqual(await names(RECORDS, { query: 'split', order_by: 'happened' }), ['fourth']);
  });

  test('by their outcomes, which may be of another month', async () => {
    const within = (from: number, below: number) => ({
      'outcome_happened[gte]': from,
      'outcome_happened[lt]': below,
    });
    assert.deepEqual(await names(RECORDS, within(MARCH, APRIL)), ['fourth', 'third', 'second', 'first', 'before']);
    assert.deepEqual(await names(RECORDS, within(APRIL, MAY)), ['fifth']);
    assert.deepEqual(await names(RECORDS, within(0, MARCH)), []);
  });

  test('searches can ask for both times', async () => {
    const found = async (query: string) => (await names(`${RECORDS}/search`, { query })).sort();
    assert.deepEqual(await found(`happened>=${MARCH} AND happened<${MARCH + 6 * DAY}`), ['first', 'second']);
    assert.deepEqual(await found(`outcome_happened>=${APRIL} AND outcome_happened<${MAY}`), ['fifth']);
  });

  test('the table for spreadsheets has those of March, with both times', async () => {
    const columns = ['id', 'happened', 'outcome_happened', 'created'].map((name) => `columns[]=${name}`).join('&');
    const response = await fetch(`${daybook.address}${RECORDS}.csv?${columns}&${form(OF_MARCH)}`, {
      headers: { Authorization: `Bearer ${TEST_KEY}` },
    });
    const [header, ...lines] = (await response.text()).trim().split('\r\n');
    assert.equal(header, 'id,happened,outcome_happened,created');
    assert.deepEqual(
      lines.map((line) => nameOf(line.slice(0, line.indexOf(',')))),
      ['fifth', 'fourth', 'third', 'second', 'first'],
    );
    const recorded = await read(daybook, `${RECORDS}/${ids.get('fifth')}`);
    const created = `${new Date(recorded['created'] * 1000).toISOString().slice(0, 19)}Z`;
    assert.equal(lines[0], `${ids.get('fifth')},2025-03-31T23:59:59Z,2025-04-01T00:00:05Z,${created}`);
  });

  test('the overview counts each on its day, in the zone that is asked for', async () => {
    const month = { from: MARCH, to: APRIL, interval: 'month' };
    const march = await read(daybook, '/v1/daybook/overview', month);
    assert.deepEqual(march['totals'], {
      payments: 5,
      succeeded: 5,
      failed: 0,
      amount_guaranteed: 5_000,
      amount_refunded: 400,
    });
    const april = await read(daybook, '/v1/daybook/overview', { ...month, from: APRIL, to: MAY });
    assert.deepEqual(april['totals'], {
      payments: 1,
      succeeded: 1,
      failed: 0,
      amount_guaranteed: 1_000,
      amount_refunded: 200,
    });
    // On 31 March clocks are an hour ahead in Paris's winter, and two in its summer: the last second is of April there.
    const paris = await read(daybook, '/v1/daybook/overview', {
      from: MARCH - 3_600,
      to: MAY - 7_200,
      interval: 'month',
      timezone: 'Europe/Paris',
    });
    assert.deepEqual(
      paris['series'].map(({ from, payments, succeeded, amount_refunded }: Json) => [
        from,
        payments,
        succeeded,
        amount_refunded,
      ]),
      [
        [MARCH - 3_600, 5, 5, 300],
        [APRIL - 7_200, 2, 1, 300],
      ],
    );
    const recorded = await read(daybook, '/v1/daybook/overview', { ...month, dated_by: 'recorded' });
    assert.deepEqual([recorded['dated_by'], recorded['totals'].payments], ['recorded', 0]);
    const now = Math.floor(Date.now() / 1000);
    const today = await read(daybook, '/v1/daybook/overview', {
      from: now - DAY,
      to: now + 60,
      dated_by: 'recorded',
    });
    assert.deepEqual(today['totals'], {
      payments: 7,
      succeeded: 6,
      failed: 0,
      amount_guaranteed: 6_000,
      amount_refunded: 600,
    });
    const by_happening = await read(daybook, '/v1/daybook/overview', { from: now - DAY, to: now + 60 });
    assert.equal(by_happening['totals'].payments, 0, 'nothing has happened today');
  });

  test('refunds that were reported are listed by when they happened, and by what they are of', async () => {
    const references = async (fields: Fields) =>
      (await read(daybook, REFUNDS, fields))['data'].map(({ refund_reference }: Json) => refund_reference);
    assert.deepEqual(await references({}), ['back-3', 'back-2', 'back-1']);
    assert.deepEqual(await references({ order_by: 'happened' }), ['back-2', 'back-1', 'back-3']);
    assert.deepEqual(await references(OF_MARCH), ['back-1', 'back-3']);
    assert.deepEqual(await references({ 'happened[gte]': APRIL, 'happened[lt]': MAY }), ['back-2']);
    assert.deepEqual(await references({ payment_record: ids.get('second') ?? '' }), ['back-3', 'back-2']);
    assert.deepEqual(await references({ refund_reference: ' back-1\u00a0' }), ['back-1']);
    assert.deepEqual(await references({ 'created[lt]': MAY }), []);
    const { data } = await read(daybook, REFUNDS, { ...OF_MARCH, limit: 1 });
    const rest = await read(daybook, REFUNDS, { ...OF_MARCH, starting_after: data[0].id });
    assert.deepEqual(
      rest['data'].map(({ refund_reference }: Json) => refund_reference),
      ['back-3'],
    );
    assert.deepEqual(await read(daybook, `${REFUNDS}/${data[0].id}`), data[0]);
    assert.equal(data[0].refunded_at, APRIL - 1);
    assertRefused(
      await get(daybook, REFUNDS, { payment_record: 'pr_none' }),
      400,
      'resource_missing',
      'payment_record',
    );
    assertRefused(await get(daybook, `${REFUNDS}/prr_none`), 404, 'resource_missing', 'id');
  });

  test('refunds and attempts of payments made here happened when they were made', async () => {
    const paid = 'amount=900&currency=nok&payment_method=pm_card_visa&confirm=true';
    const { body: intent } = await request(daybook, 'POST', '/v1/payment_intents', paid);
    const { body: made } = await request(daybook, 'POST', '/v1/refunds', `payment_intent=${intent.id}&amount=250`);
    const record = await read(daybook, `${RECORDS}/${intent.id}`);
    assert.equal(record['happened'], record['created']);
    const at = { 'happened[gte]': made.created, 'happened[lte]': made.created };
    assert.deepEqual(await names('/v1/refunds', at), [made.id]);
    assert.deepEqual(await names('/v1/refunds', { 'happened[gt]': made.created }), []);
    assert.deepEqual(await names('/v1/refunds', { ...at, order_by: 'happened', starting_after: made.id }), []);
    const of_intent = { payment_record: intent.id };
    const attempts = await names('/v1/payment_attempt_records', { ...of_intent, 'happened[gte]': record['created'] });
    assert.deepEqual(attempts, [record['latest_payment_attempt_record']]);
    assert.deepEqual(await names('/v1/payment_attempt_records', { ...of_intent, 'happened[lt]': MAY }), []);
    const { totals } = await read(daybook, '/v1/daybook/overview', { currency: 'nok' });
    assert.deepEqual([totals.payments, totals.amount_guaranteed, totals.amount_refunded], [1, 900, 250]);
  });

  test('the attempts of a payment are listed in the order in which they were made', async () => {
    const failed = (at: number) => ({ outcome: 'failed', 'failed[failed_at]': at });
    const id = await payment('tried', MARCH + 3, undefined, {
      'amount_requested[currency]': 'sek',
      ...failed(MARCH + 4),
    });
    await report(daybook, id, 'payment_attempt', { initiated_at: MARCH + 1, ...failed(MARCH + 2) });
    await report(daybook, id, 'payment_attempt', { initiated_at: MARCH + 5 });
    const times = async (fields: Fields) => {
      const { data } = await read(daybook, '/v1/payment_attempt_records', { payment_record: id, ...fields });
      return data.map((attempt: Json) => attempt.happened - MARCH);
    };
    assert.deepEqual(await times({}), [5, 1, 3]);
    assert.deepEqual(await times({ order_by: 'happened' }), [5, 3, 1]);
    assert.deepEqual(await times({ 'happened[lte]': MARCH + 3 }), [3, 1]);
    const record = await read(daybook, `${RECORDS}/${id}`);
    assert.deepEqual([record['happened'], record['outcome_happened']], [MARCH + 1, null]);
    const { totals } = await read(daybook, '/v1/daybook/overview', { currency: 'sek', from: MARCH, to: APRIL });
    assert.deepEqual([totals.payments, totals.failed], [1, 0], 'it is open again');
    ids.delete('tried');
  });

  test('what was known at a moment goes by when it was recorded', async () => {
    const id = ids.get('first') ?? '';
    const then = await get(daybook, `${RECORDS}/${id}`, { as_of: MARCH + DAY });
    assertRefused(then, 400, undefined, 'as_of');
  });

  test('what cannot be ordered or filtered by is refused', async () => {
    for (const path of [RECORDS, '/v1/refunds', REFUNDS]) {
      assertRefused(await get(daybook, path, { order_by: 'created' }), 400, undefined, 'order_by');
      assertRefused(
        await get(daybook, path, { 'happened[gte]': 'march' }),
        400,
        'parameter_invalid_integer',
        'happened[gte]',
      );
      assertRefused(await get(daybook, path, { 'happened[from]': 1 }), 400, 'parameter_unknown', 'happened[from]');
    }
    assertRefused(await get(daybook, '/v1/daybook/overview', { dated_by: 'created' }), 400, undefined, 'dated_by');
    assertRefused(await get(daybook, '/v1/charges', OF_MARCH), 400, 'parameter_unknown', 'happened');
  });
}
