/** Reports as requests, with everything filled in that a test does not care about. */
import assert from 'node:assert/strict';
import { type Answer, request } from './daybook.js';

type Daybook = { readonly address: string };
export type Fields = Readonly<Record<string, string | number>>;
// biome-ignore lint/suspicious/noExplicitAny: objects as they are on the wire
export type Wire = Record<string, any>;

export function form(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

export function get(daybook: Daybook, path: string, fields: Fields = {}, key?: string): Promise<Answer> {
  return request(daybook, 'GET', path, form(fields), authorized(key));
}

/** GET where a refusal is not expected. */
export async function read(daybook: Daybook, path: string, fields: Fields = {}, key?: string): Promise<Wire> {
  const { status, body } = await get(daybook, path, fields, key);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

export function post(daybook: Daybook, path: string, fields: Fields = {}, key?: string): Promise<Answer> {
  return request(daybook, 'POST', path, form(fields), authorized(key));
}

const PAYMENT: Fields = {
  'amount_requested[currency]': 'usd',
  'amount_requested[value]': 1_000,
  initiated_at: 1_730_253_453,
  'payment_method_details[type]': 'custom',
  'payment_method_details[custom][display_name]': 'Cheque',
};

export async function reportPayment(daybook: Daybook, fields: Fields = {}, key?: string): Promise<Wire> {
  const { status, body } = await post(daybook, '/v1/payment_records/report_payment', { ...PAYMENT, ...fields }, key);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

/** A later report, such as `payment_attempt_failed`. */
export async function report(daybook: Daybook, id: string, name: string, fields: Fields, key?: string): Promise<Wire> {
  const { status, body } = await post(daybook, `/v1/payment_records/${id}/report_${name}`, fields, key);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

export function refundFields(reference: string, amount?: number): Fields {
  return {
    outcome: 'refunded',
    'processor_details[type]': 'custom',
    'processor_details[custom][refund_reference]': reference,
    ...(amount === undefined ? {} : { 'amount[currency]': 'usd', 'amount[value]': amount }),
  };
}

/** Waits until the clock shows another second, as times on the wire have no fractions. */
export function nextSecond(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1_005 - (Date.now() % 1_000)));
}

/** Holds an answer to an error with these parts. */
export function assertRefused(answer: Answer, status: number, code: string | undefined, param?: string): string {
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  assert.equal(answer.body.error.code, code, JSON.stringify(answer.body));
  assert.equal(answer.body.error.param, param, JSON.stringify(answer.body));
  return answer.body.error.message;
}

export function idsOf(list: Wire): string[] {
  return list['data'].map((object: Wire) => object['id']);
}

function authorized(key: string | undefined): Record<string, string> {
  return key === undefined ? {} : { Authorization: `Bearer ${key}` };
}
