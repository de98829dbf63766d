/** Test and live mode never see each other; a refusal says where the object is. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LIVE_KEY, request, startDaybook, TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import {
  assertRefused,
  form,
  get,
  idsOf,
  post,
  read,
  refundFields,
  report,
  reportPayment,
  type Wire,
} from '../../support/reporting.js';

const RECORDS = '/v1/payment_records';
const FUNDS = { outcome: 'guaranteed', 'guaranteed[guaranteed_at]': 1 };
const MODES = [
  { own: 'test', other: 'live', key: TEST_KEY, other_key: LIVE_KEY },
  { own: 'live', other: 'test', key: LIVE_KEY, other_key: TEST_KEY },
] as const;

let daybook: TestDaybook;
before(async () => {
  daybook = await startDaybook();
});
after(() => daybook.remove());

for (const { own, other, key, other_key } of MODES) {
  test(`what is reported in ${own} mode does not exist in ${other} mode`, async () => {
    const record: Wire = await reportPayment(daybook, FUNDS, key);
    assert.equal(record['livemode'], own === 'live');
    const { id, latest_payment_attempt_record: attempt } = record;
    const hint = `; a similar object exists in ${own} mode, but a ${other} mode key was used to make this request.`;
    const not_found: [path: string, message: string][] = [
      [`${RECORDS}/${id}`, `No such payment_record: '${id}'${hint}`],
      [`${RECORDS}/${id}/history`, `No such payment_record: '${id}'${hint}`],
      [`/v1/payment_attempt_records/${attempt}`, `No such payment_attempt_record: '${attempt}'${hint}`],
    ];
    for (const [path, message] of not_found) {
      assert.equal(assertRefused(await get(daybook, path, {}, other_key), 404, 'resource_missing', 'id'), message);
      assert.equal((await get(daybook, path, {}, key)).status, 200);
    }
    const reported = await post(daybook, `${RECORDS}/${id}/report_refund`, refundFields(`${own} 1`), other_key);
    assert.equal(assertRefused(reported, 404, 'resource_missing', 'id'), `No such payment_record: '${id}'${hint}`);
    assert.deepEqual(await read(daybook, `${RECORDS}/${id}`, {}, key), record);

    const references: [path: string, name: string, value: string, kind: string][] = [
      [RECORDS, 'starting_after', id, 'payment_record'],
      ['/v1/payment_attempt_records', 'payment_record', id, 'payment_record'],
    ];
    for (const [path, name, value, kind] of references) {
      const answer = await get(daybook, path, { [name]: value }, other_key);
      const message = assertRefused(answer, 400, 'resource_missing', name);
      assert.equal(message, `No such ${kind}: '${value}'${hint}`);
    }
    assert.ok(!idsOf(await read(daybook, RECORDS, { limit: 100 }, other_key)).includes(id));
  });
}

test('what exists in neither mode carries no hint', async () => {
  const message = assertRefused(await get(daybook, `${RECORDS}/pr_none`), 404, 'resource_missing', 'id');
  assert.equal(message, "No such payment_record: 'pr_none'");
});

test('events of one mode are not seen in the other', async () => {
  const record = await reportPayment(daybook, {}, LIVE_KEY);
  const { data } = await read(daybook, '/v1/events', { limit: 3 }, LIVE_KEY);
  assert.deepEqual(
    data.map((event: Wire) => [event['data'].object.livemode, event['livemode']]),
    [
      [true, true],
      [true, true],
      [true, true],
    ],
  );
  assert.equal(data[0].data.object.id, record['id']);
  assertRefused(await get(daybook, `/v1/events/${data[0].id}`, {}, TEST_KEY), 404, 'resource_missing', 'id');
  const cursor = await get(daybook, '/v1/events', { starting_after: data[0].id }, TEST_KEY);
  assertRefused(cursor, 400, 'resource_missing', 'starting_after');
  for (const event of (await read(daybook, '/v1/events', { limit: 100 }, TEST_KEY))['data']) {
    assert.equal(event.livemode, false);
    assert.equal(event.data.object.livemode, false);
  }
});

test('idempotency keys and refund references of one mode are free in the other', async () => {
  const made: string[] = [];
  for (const { key } of MODES) {
    const fields = form({
      'amount_requested[currency]': 'usd',
      'amount_requested[value]': 5,
      initiated_at: 1,
      'payment_method_details[type]': 'custom',
      'payment_method_details[custom][display_name]': 'Cash',
      ...FUNDS,
    });
    const headers = { Authorization: `Bearer ${key}`, 'Idempotency-Key': 'same in both' };
    const { body, headers: answered } = await request(daybook, 'POST', `${RECORDS}/report_payment`, fields, headers);
    assert.equal(answered.get('idempotent-replayed'), null);
    await report(daybook, body.id, 'refund', refundFields('same in both'), key);
    made.push(body.id);
  }
  assert.equal(new Set(made).size, 2);
});

test('templates of test cards exist in test mode only', async () => {
  const card = { 'payment_method_details[payment_method]': 'pm_card_visa' };
  const base = { 'amount_requested[currency]': 'usd', 'amount_requested[value]': 5, initiated_at: 1, ...card };
  assert.equal((await post(daybook, `${RECORDS}/report_payment`, base)).status, 200);
  const live = await post(daybook, `${RECORDS}/report_payment`, base, LIVE_KEY);
  const param = 'payment_method_details[payment_method]';
  assert.equal(assertRefused(live, 400, 'resource_missing', param), "No such PaymentMethod: 'pm_card_visa'");
});
