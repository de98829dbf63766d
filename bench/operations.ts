/** What is asked of a server, as bytes on the wire: made in advance where it can be, so that asking costs little. */
import { DEFAULT_API_VERSION } from '../src/wire/api_version.js';
import type { Manifest } from './manifest.js';
import { FIRST_PAYMENT_MS } from './payments.js';

export const BENCH_KEY = 'sk_test_benchmarkKeyOfAnEmptyStore';

export const OPERATION_NAMES = [
  'retrieve',
  'retrieve_any',
  'list',
  'list_by_customer',
  'list_by_happened',
  'overview',
  'overview_by_recorded',
  'report_payment',
  'report_refund',
  'create_and_confirm',
  'create_then_capture',
  'create_then_refund',
] as const;
export type OperationName = (typeof OPERATION_NAMES)[number];

export function isOperationName(name: string): name is OperationName {
  return (OPERATION_NAMES as readonly string[]).includes(name);
}

/**
 * The next request to send; every one of a write is new. `answer` is the text of the answer before on the same
 * connection, of which a second step can be made.
 */
export type NextRequest = (answer: () => string) => string;

/** `run` keeps the references and keys of one run apart from those of any other on the same store. */
export function requestsOf(name: OperationName, manifest: Manifest, run: string): NextRequest {
  switch (name) {
    case 'retrieve':
      return inTurn(retrievals(manifest.records.slice(-RECENT)));
    case 'retrieve_any':
      return inTurn(retrievals(manifest.records));
    case 'list':
      return inTurn([get('/v1/payment_records?limit=10')]);
    case 'list_by_customer':
      return inTurn(manifest.customers.map((id) => get(`/v1/payment_records?limit=10&customer=${id}`)));
    case 'list_by_happened':
      return inTurn(
        DAYS.map((from) =>
          get(`/v1/payment_records?limit=10&happened[gte]=${from}&happened[lt]=${from + DAY_SECONDS}`),
        ),
      );
    case 'overview':
      return inTurn([get(`/v1/daybook/overview?${OVERVIEW}`)]);
    case 'overview_by_recorded':
      return inTurn([get(`/v1/daybook/overview?${OVERVIEW}&dated_by=recorded`)]);
    case 'report_payment':
      return reportPayment(manifest.customers, run);
    case 'report_refund':
      return reportRefund(manifest.guaranteed, run);
    case 'create_and_confirm':
      return createIntent(manifest.customers, run, 'automatic');
    case 'create_then_capture':
      return createThen(createIntent(manifest.customers, run, 'manual'), run, captureOf);
    case 'create_then_refund':
      return createThen(createIntent(manifest.customers, run, 'automatic'), run, refundOf);
  }
}

/** The dashboard's longest: up to a million preloaded payments are made in this year, and none in the year before. */
const DAY_SECONDS = 86_400;
const YEAR_SECONDS = 365 * DAY_SECONDS;
const OVERVIEW = `from=${FIRST_PAYMENT_MS / 1000}&to=${FIRST_PAYMENT_MS / 1000 + YEAR_SECONDS}&interval=month&compare=true&timezone=Europe/Berlin`;

/** Those of a year, most of which a million preloaded payments fill. */
const DAYS = Array.from({ length: 365 }, (_, day) => FIRST_PAYMENT_MS / 1000 + day * DAY_SECONDS);

/** What is asked for again and again: payments of the last hours, not of the last years. */
const RECENT = 1_000;

function retrievals(ids: readonly string[]): string[] {
  return ids.map((id) => get(`/v1/payment_records/${id}`));
}

/** Headers that Stripe's SDKs send with every request. */
const HEADERS = [
  'Host: 127.0.0.1',
  `Authorization: Bearer ${BENCH_KEY}`,
  'Accept: application/json',
  'User-Agent: Stripe/v1 NodeBindings/23.1.0',
  `Stripe-Version: ${DEFAULT_API_VERSION}`,
].join('\r\n');

function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\n${HEADERS}\r\n\r\n`;
}

function post(path: string, form: string, idempotency_key: string): string {
  const content = `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${form.length}`;
  return `POST ${path} HTTP/1.1\r\n${HEADERS}\r\nIdempotency-Key: ${idempotency_key}\r\n${content}\r\n\r\n${form}`;
}

/** Spreads over all of them: neighbours in the list are not asked for one after the other. */
function inTurn(requests: readonly string[]): () => string {
  const step = strideOf(requests.length);
  let at = 0;
  return () => {
    at = (at + step) % requests.length;
    return requests[at] as string;
  };
}

/** A step that visits every index before it comes back, far from the last each time. */
function strideOf(length: number): number {
  const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));
  let step = Math.max(1, Math.floor(length * 0.618));
  while (commonDivisor(step, length) !== 1) step += 1;
  return step;
}

function form(members: Readonly<Record<string, string>>): string {
  return Object.entries(members)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

function reportPayment(customers: readonly string[], run: string): NextRequest {
  const customer = inTurn(customers);
  const fixed = form({
    'amount_requested[currency]': 'eur',
    'amount_requested[value]': '4999',
    initiated_at: '1767225600',
    outcome: 'guaranteed',
    'guaranteed[guaranteed_at]': '1767225601',
    'payment_method_details[type]': 'custom',
    'payment_method_details[custom][display_name]': 'Bank transfer',
    'payment_method_details[custom][type]': 'bank_transfer',
    'payment_method_details[billing_details][name]': 'Ada Lovelace',
    'payment_method_details[billing_details][address][country]': 'GB',
    customer_presence: 'off_session',
    description: 'Monthly subscription',
    'metadata[order]': '8421',
    'metadata[channel]': 'web',
    'processor_details[type]': 'custom',
  });
  let count = 0;
  return () => {
    count += 1;
    const reference = `pay_${run}_${count}`;
    const own = `&processor_details[custom][payment_reference]=${reference}&customer_details[customer]=${customer()}`;
    return post('/v1/payment_records/report_payment', fixed + own, `stripe-node-retry-${run}-${count}`);
  };
}

/** Refunds of one minor unit: many fit into each payment. */
function reportRefund(records: readonly string[], run: string): NextRequest {
  const record = inTurn(records);
  const fixed = form({
    outcome: 'refunded',
    'refunded[refunded_at]': '1767225700',
    'amount[currency]': 'eur',
    'amount[value]': '1',
    'processor_details[type]': 'custom',
  });
  let count = 0;
  return () => {
    count += 1;
    const own = `&processor_details[custom][refund_reference]=refund_${run}_${count}`;
    return post(
      `/v1/payment_records/${record()}/report_refund`,
      fixed + own,
      `stripe-node-retry-${run}-refund-${count}`,
    );
  };
}

/** A payment of a customer with a test card, confirmed at once. */
function createIntent(customers: readonly string[], run: string, capture_method: 'automatic' | 'manual'): NextRequest {
  const customer = inTurn(customers);
  const fixed = form({
    amount: '4999',
    currency: 'eur',
    confirm: 'true',
    ...(capture_method === 'manual' ? { capture_method } : {}),
    payment_method: 'pm_card_visa',
    description: 'Order 8421',
    'metadata[order]': '8421',
    'metadata[channel]': 'web',
  });
  let count = 0;
  return () => {
    count += 1;
    return post('/v1/payment_intents', `${fixed}&customer=${customer()}`, `stripe-node-retry-${run}-${count}`);
  };
}

/** In turns a payment and what comes after it; either counts as a request. */
function createThen(
  create: NextRequest,
  run: string,
  second: (answer: string, idempotency_key: string) => string | undefined,
): NextRequest {
  let count = 0;
  return (answer) => {
    count += 1;
    return second(answer(), `stripe-node-retry-${run}-then-${count}`) ?? create(answer);
  };
}

function captureOf(answer: string, key: string): string | undefined {
  if (!answer.includes('"status": "requires_capture"')) return undefined;
  return post(`/v1/payment_intents/${/"id": "(pi_[^"]+)"/.exec(answer)?.[1]}/capture`, '', key);
}

function refundOf(answer: string, key: string): string | undefined {
  if (!answer.includes('"object": "payment_intent"')) return undefined;
  return post('/v1/refunds', `payment_intent=${/"id": "(pi_[^"]+)"/.exec(answer)?.[1]}`, key);
}
