import { goldenTests, REPORT_PAYMENT } from '../support/golden.js';

function report(key: string, headers = '', parameters = REPORT_PAYMENT): string {
  return `POST /v1/payment_records/report_payment\nIdempotency-Key: ${key}${headers}\n\n${parameters}`;
}

const UNKNOWN_CUSTOMER = `${REPORT_PAYMENT}&customer_details[customer]=cus_missing`;

goldenTests('idempotency', [
  { name: 'the first request', request: report('key_1') },
  { name: 'a replay', request: report('key_1') },
  {
    name: 'a replay with the parameters in another order',
    request: report('key_1', '', REPORT_PAYMENT.split('&').reverse().join('&')),
  },
  {
    name: 'a replay keeps the version of the first answer',
    request: report('key_1', '\nStripe-Version: 2026-09-30.endive'),
  },
  { name: 'other parameters', request: report('key_1', '', `${REPORT_PAYMENT}&description=other`) },
  {
    name: 'another endpoint',
    request: (world) =>
      `POST /v1/payment_records/${world.record}/report_payment_attempt_informational\nIdempotency-Key: key_1\n\ndescription=x`,
  },
  { name: 'a refused request', request: report('key_2', '', UNKNOWN_CUSTOMER) },
  { name: 'a replay of a refusal', request: report('key_2', '', UNKNOWN_CUSTOMER) },
  { name: 'a mistake in the parameters is not kept', request: report('key_3', '', 'foo=1') },
  { name: 'the corrected request with the same key', request: report('key_3') },
  { name: 'a key of 255 characters', request: report('k'.repeat(255), '', UNKNOWN_CUSTOMER) },
  { name: 'a key too long', request: report('k'.repeat(256)) },
  {
    name: 'an empty key',
    request: `POST /v1/payment_records/report_payment\nIdempotency-Key: \n\n${REPORT_PAYMENT}`,
  },
  { name: 'a key that is not printable', request: report('k\u00e9y') },
  { name: 'no meaning in a GET', request: 'GET /v1/payment_records?created_before=1\nIdempotency-Key: key_1' },
]);
