/** The parameters of reports that are refused before any rule is asked, and what of them is tolerated. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startDaybook, type TestDaybook } from '../../support/daybook.js';
import {
  assertRefused,
  type Fields,
  post,
  read,
  refundFields,
  report,
  reportPayment,
} from '../../support/reporting.js';

const REPORT = '/v1/payment_records/report_payment';
const BASE: Fields = {
  'amount_requested[currency]': 'usd',
  'amount_requested[value]': 1_000,
  initiated_at: 1,
  'payment_method_details[type]': 'custom',
  'payment_method_details[custom][display_name]': 'Cheque',
};
const DAY = 24 * 60 * 60;

let daybook: TestDaybook;
before(async () => {
  daybook = await startDaybook();
});
after(() => daybook.remove());

function now(): number {
  return Math.floor(Date.now() / 1000);
}

function without(...names: string[]): Fields {
  return Object.fromEntries(Object.entries(BASE).filter(([name]) => !names.includes(name)));
}

type Row = [fields: Fields, code: string | undefined, param: string, message: RegExp];

test('report_payment refuses parameters that do not go together or make no sense', async () => {
  const rows: Row[] = [
    [{ ...BASE, outcome: 'guaranteed' }, 'parameter_missing', 'guaranteed[guaranteed_at]', /^Missing required param/],
    [{ ...BASE, outcome: 'failed' }, 'parameter_missing', 'failed[failed_at]', /^Missing required param/],
    [{ ...BASE, outcome: 'canceled' }, 'parameter_missing', 'canceled[canceled_at]', /^Missing required param/],
    [{ ...BASE, 'failed[failed_at]': 1 }, undefined, 'failed', /only together with outcome=failed/],
    [
      { ...BASE, outcome: 'guaranteed', 'failed[failed_at]': 1 },
      undefined,
      'failed',
      /only together with outcome=failed/,
    ],
    [
      { ...BASE, outcome: 'failed', 'failed[failed_at]': 1, 'canceled[canceled_at]': 1 },
      'parameters_exclusive',
      'canceled',
      /^You may only specify one of these parameters: failed, canceled\.$/,
    ],
    [{ ...BASE, outcome: 'lost' }, undefined, 'outcome', /must be one of canceled, failed, or guaranteed$/],
    [
      { ...BASE, 'amount_requested[value]': 0 },
      'parameter_invalid_integer',
      'amount_requested[value]',
      /or equal to 1/,
    ],
    [
      { ...BASE, 'amount_requested[value]': -1 },
      'parameter_invalid_integer',
      'amount_requested[value]',
      /or equal to 1/,
    ],
    [{ ...BASE, 'amount_requested[value]': '9.5' }, 'parameter_invalid_integer', 'amount_requested[value]', /: 9.5$/],
    [{ ...BASE, 'amount_requested[value]': 2 ** 53 }, 'parameter_invalid_integer', 'amount_requested[value]', /less/],
    [without('amount_requested[value]'), 'parameter_missing', 'amount_requested[value]', /^Missing/],
    [without('amount_requested[currency]'), 'parameter_missing', 'amount_requested[currency]', /^Missing/],
    [
      { ...BASE, 'amount_requested[currency]': 'xyz' },
      undefined,
      'amount_requested[currency]',
      /^Invalid currency: xyz/,
    ],
    [without('initiated_at'), 'parameter_missing', 'initiated_at', /^Missing/],
    [{ ...BASE, initiated_at: -1 }, undefined, 'initiated_at', /^Invalid non-negative integer$/],
    [{ ...BASE, initiated_at: now() + DAY + 60 }, undefined, 'initiated_at', /more than a day in the future/],
    [{ ...BASE, initiated_at: Date.now() }, undefined, 'initiated_at', /not milliseconds/],
    [
      without('payment_method_details[type]', 'payment_method_details[custom][display_name]'),
      'parameter_missing',
      'payment_method_details',
      /^Missing/,
    ],
    [
      { ...BASE, 'payment_method_details[type]': 'card' },
      undefined,
      'payment_method_details[type]',
      /must be one of custom/,
    ],
    [
      { ...BASE, 'processor_details[custom][payment_reference]': 'x' },
      'parameter_missing',
      'processor_details[type]',
      /^M/,
    ],
    [{ ...BASE, description: '' }, 'parameter_invalid_empty', 'description', /^You passed an empty string/],
    [{ ...BASE, customer_presence: 'maybe' }, undefined, 'customer_presence', /off_session or on_session$/],
    [{ ...BASE, amount: 5 }, 'parameter_unknown', 'amount', /^Received unknown parameter: amount/],
  ];
  for (const [fields, code, param, message] of rows) {
    assert.match(assertRefused(await post(daybook, REPORT, fields), 400, code, param), message);
  }
  assert.deepEqual((await read(daybook, '/v1/payment_records'))['data'], []);
  assert.deepEqual((await read(daybook, '/v1/events'))['data'], []);
});

test('currencies are folded to lower case, and moments up to a day ahead are taken', async () => {
  const record = await reportPayment(daybook, { 'amount_requested[currency]': 'EUR', initiated_at: now() + DAY - 60 });
  assert.equal(record['amount_requested'].currency, 'eur');
  await reportPayment(daybook, { initiated_at: 0 });
});

test('the other reports refuse what is missing, unknown or out of range', async () => {
  const { id } = await reportPayment(daybook, { outcome: 'guaranteed', 'guaranteed[guaranteed_at]': 1 });
  const refund = refundFields('r');
  const rows: [name: string, ...Row][] = [
    ['payment_attempt', {}, 'parameter_missing', 'initiated_at', /^Missing/],
    [
      'payment_attempt',
      { initiated_at: 1, customer_presence: 'on_session' },
      'parameter_unknown',
      'customer_presence',
      /./,
    ],
    [
      'payment_attempt',
      { initiated_at: 1, customer_presence: 'on_session' },
      'parameter_unknown',
      'customer_presence',
      /./,
    ],
    ['payment_attempt_guaranteed', {}, 'parameter_missing', 'guaranteed_at', /^Missing/],
    ['payment_attempt_guaranteed', { guaranteed_at: 1, description: 'x' }, 'parameter_unknown', 'description', /./],
    ['payment_attempt_failed', {}, 'parameter_missing', 'failed_at', /^Missing/],
    ['payment_attempt_failed', { failed_at: Date.now() }, undefined, 'failed_at', /not milliseconds/],
    ['payment_attempt_canceled', {}, 'parameter_missing', 'canceled_at', /^Missing/],
    ['payment_attempt_informational', { outcome: 'failed' }, 'parameter_unknown', 'outcome', /./],
    ['refund', {}, 'parameter_missing', 'outcome', /^Missing/],
    ['refund', { ...refund, outcome: 'failed' }, undefined, 'outcome', /must be one of refunded/],
    ['refund', { outcome: 'refunded' }, 'parameter_missing', 'processor_details', /^Missing/],
    ['refund', { ...refund, 'amount[value]': 1 }, 'parameter_missing', 'amount[currency]', /^Missing/],
    [
      'refund',
      { ...refundFields('r', 1), 'amount[value]': 0 },
      'parameter_invalid_integer',
      'amount[value]',
      /equal to 1/,
    ],
    ['refund', { ...refund, 'refunded[refunded_at]': Date.now() }, undefined, 'refunded[refunded_at]', /milliseconds/],
  ];
  const before_all = await read(daybook, `/v1/payment_records/${id}`);
  for (const [name, fields, code, param, message] of rows) {
    const answer = await post(daybook, `/v1/payment_records/${id}/report_${name}`, fields);
    assert.match(assertRefused(answer, 400, code, param), message);
  }
  assert.deepEqual(await read(daybook, `/v1/payment_records/${id}`), before_all);
  const refunded = await report(daybook, id, 'refund', refund);
  assert.equal(refunded['amount_refunded'].value, 1_000, 'the reference of a refused refund is free');
});
