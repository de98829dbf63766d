import { goldenTests, REPORT_PAYMENT } from '../support/golden.js';

/** A report with parameters put in place of those that are right, or left out. */
function report(changes: Readonly<Record<string, string | undefined>>): string {
  const pairs = REPORT_PAYMENT.split('&').filter((pair) => !(pair.slice(0, pair.indexOf('=')) in changes));
  for (const [name, value] of Object.entries(changes)) if (value !== undefined) pairs.push(`${name}=${value}`);
  return `POST /v1/payment_records/report_payment\n\n${pairs.join('&')}`;
}

const CUSTOM = 'payment_method_details[custom]';
const many_keys = Array.from({ length: 51 }, (_, index) => `metadata[key_${index}]=1`).join('&');

goldenTests('parameters', [
  { name: 'nothing at all', request: 'POST /v1/payment_records/report_payment' },
  { name: 'missing', request: report({ initiated_at: undefined }) },
  { name: 'missing in a hash', request: report({ 'amount_requested[currency]': undefined }) },
  { name: 'missing, since another parameter is there', request: report({ 'guaranteed[guaranteed_at]': undefined }) },
  {
    name: 'missing in the path of a report',
    request: 'POST /v1/payment_records/pr_missing/report_refund\n\noutcome=refunded',
  },
  { name: 'unknown', request: report({ foo: '1' }) },
  { name: 'unknown, several', request: report({ foo: '1', 'metadatas[bar]': '2' }) },
  { name: 'unknown, with a suggestion', request: report({ descriptoin: 'x' }) },
  { name: 'unknown in a hash', request: report({ 'amount_requested[foo]': '1' }) },
  { name: 'unknown in a hash, with a suggestion', request: report({ [`${CUSTOM}[typ]`]: 'x' }) },
  { name: 'unknown in a query', request: 'GET /v1/payment_records?foo=1' },
  { name: 'unknown comes before missing', request: 'POST /v1/payment_records/report_payment\n\nfoo=1' },
  { name: 'unknown: __proto__', request: report({ '__proto__[a]': '1' }) },
  { name: 'an integer with a fraction', request: report({ 'amount_requested[value]': '55.00' }) },
  { name: 'an integer with an exponent', request: report({ 'amount_requested[value]': '1e3' }) },
  { name: 'no integer', request: report({ 'amount_requested[value]': 'abc' }) },
  { name: 'an integer beyond 2^53', request: report({ 'amount_requested[value]': '9007199254740992' }) },
  { name: 'an integer too small', request: report({ 'amount_requested[value]': '0' }) },
  { name: 'a negative amount', request: report({ 'amount_requested[value]': '-5' }) },
  { name: 'a negative timestamp', request: report({ initiated_at: '-1' }) },
  { name: 'a timestamp in milliseconds', request: report({ initiated_at: '1750000000000' }) },
  { name: 'empty', request: report({ initiated_at: '' }) },
  { name: 'empty in a hash', request: report({ [`${CUSTOM}[type]`]: '' }) },
  { name: 'an empty hash', request: report({ customer_details: '' }) },
  { name: 'not one of three', request: report({ outcome: 'foo' }) },
  { name: 'not one of two', request: report({ customer_presence: 'foo' }) },
  { name: 'not the only one', request: report({ 'payment_method_details[type]': 'foo' }) },
  { name: 'no currency', request: report({ 'amount_requested[currency]': 'xyz' }) },
  { name: 'a hash in place of a string', request: report({ 'description[a]': '1' }) },
  { name: 'a string in place of a hash', request: report({ customer_details: 'x' }) },
  { name: 'an array in place of a hash', request: report({ 'customer_details[]': 'x' }) },
  { name: 'a string in place of an array', request: 'GET /v1/events?types=x' },
  { name: 'a hash in place of an array', request: 'GET /v1/events?types[a]=x' },
  { name: 'both a value and a hash', request: report({ metadata: '', 'metadata[a]': '1' }) },
  { name: 'a string too long', request: report({ description: `begin${'.'.repeat(5_000)}end` }) },
  { name: 'a key of metadata too long', request: report({ [`metadata[${'k'.repeat(41)}]`]: '1' }) },
  { name: 'a value of metadata too long', request: report({ 'metadata[a]': 'v'.repeat(501) }) },
  { name: 'too many keys of metadata', request: `${report({})}&${many_keys}` },
  { name: 'a key of metadata that cannot be kept', request: report({ 'metadata[__proto__]': '1' }) },
  { name: 'exclusive', request: 'GET /v1/events?type=a&types[]=b' },
  { name: 'exclusive outcomes', request: report({ 'failed[failed_at]': '1750000060' }) },
  { name: 'an outcome that does not fit', request: report({ outcome: undefined, 'guaranteed[guaranteed_at]': '1' }) },
  { name: 'a time without an outcome', request: report({ outcome: undefined }) },
  { name: 'custom details without the type', request: report({ 'payment_method_details[type]': undefined }) },
  { name: 'limit 0', request: 'GET /v1/payment_records?limit=0' },
  { name: 'limit 101', request: 'GET /v1/payment_records?limit=101' },
  { name: 'limit abc', request: 'GET /v1/payment_records?limit=abc' },
  { name: 'limit -1', request: 'GET /v1/payment_records?limit=-1' },
  { name: 'limit, empty', request: 'GET /v1/payment_records?limit=' },
  { name: 'a range with an unknown bound', request: 'GET /v1/events?created[gtt]=1' },
  {
    name: 'both cursors',
    request: (world) => `GET /v1/payment_records?starting_after=${world.record}&ending_before=${world.record}`,
  },
  { name: 'an unknown cursor', request: 'GET /v1/payment_records?starting_after=pr_missing' },
  { name: 'an unknown cursor backwards', request: 'GET /v1/payment_records?ending_before=pr_missing' },
  { name: 'an unknown cursor of events', request: 'GET /v1/events?starting_after=evt_missing' },
  {
    name: 'expand what cannot be expanded',
    request: (world) => `GET /v1/payment_records/${world.record}?expand[]=latest_payment_attempt_record`,
  },
  { name: 'expand what does not exist', request: 'GET /v1/payment_records?expand[0]=data.foo' },
  { name: 'expand in a list without data', request: 'GET /v1/payment_records?expand[]=customer' },
  { name: 'expand too deep', request: 'GET /v1/payment_records?expand[]=data.a.b.c.d' },
  { name: 'expand, no array', request: 'GET /v1/payment_records?expand=customer' },
  { name: 'expand is judged before anything is changed', request: `${report({})}&expand[]=customer_details.customer` },
]);
