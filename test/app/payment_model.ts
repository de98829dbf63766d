/**
 * What payment records should do, written down a second time and as simply as possible: requests come in as the pairs
 * of their form, and the model says how Daybook must answer. It shares no code with the rules it judges.
 */
import type { Form, Sent } from './payment_steps.js';

// biome-ignore lint/suspicious/noExplicitAny: objects as they are on the wire
export type Wire = Record<string, any>;

export interface Refused {
  readonly status: number;
  readonly type?: string;
  readonly code?: string | undefined;
  readonly param?: string | undefined;
  readonly message?: RegExp;
}

export type Expected =
  | { readonly refused: Refused }
  | { readonly replayed: { readonly status: number; readonly body: string } }
  | { readonly record: ModelRecord; readonly events: readonly string[] };

export interface ModelRecord {
  /** Everything on the wire but what Daybook makes up: ids and times of creation. */
  record: Wire;
  /** Oldest first. */
  attempts: Wire[];
  /** What Daybook made up, as it was first seen. */
  id: string;
  attempt_ids: string[];
}

interface Reply {
  readonly path: string;
  readonly form: string;
  status: number;
  body: string;
}

const AMOUNTS = ['authorized', 'guaranteed', 'failed', 'canceled', 'refunded'];

export class PaymentModel {
  readonly records: ModelRecord[] = [];
  readonly references = new Set<string>();
  readonly replies = new Map<string, Reply>();

  /** Decides a request and takes over what it changes. */
  submit(sent: Sent): Expected {
    if (sent.flaw?.stage === 'parameters') return { refused: { status: 400, ...sent.flaw.refused } };
    if (sent.key === undefined) return this.#decide(sent);
    const form = JSON.stringify(Object.entries(sent.form).sort());
    const known = this.replies.get(sent.key);
    if (known !== undefined) {
      const refuse = (message: RegExp): Expected => ({ refused: { status: 400, type: 'idempotency_error', message } });
      if (known.path !== sent.path) return refuse(/same endpoint/);
      if (known.form !== form) return refuse(/same parameters/);
      return { replayed: known };
    }
    this.replies.set(sent.key, { path: sent.path, form, status: 0, body: '' });
    return this.#decide(sent);
  }

  /** What was answered under a key is what a replay must answer. */
  answered(sent: Sent, status: number, body: string): void {
    const reply = sent.key === undefined ? undefined : this.replies.get(sent.key);
    if (reply !== undefined && reply.status === 0) Object.assign(reply, { status, body });
  }

  #decide(sent: Sent): Expected {
    if (sent.report === 'payment') return this.#payment(sent);
    const target = sent.record === undefined ? undefined : this.records[sent.record];
    if (target === undefined) return { refused: { status: 404, code: 'resource_missing', param: 'id' } };
    const { report, form } = sent;
    const state = stateOf(target.record);
    const illegal = { refused: { status: 400, code: undefined, param: undefined, message: new RegExp(`is ${state}`) } };
    if (report === 'refund') return this.#refund(target, form, illegal);
    if (report === 'informational') return change(target, form, informed(target, form), 'informed');
    if (report !== 'attempt') {
      if (state !== 'initiated') return illegal;
      const outcome = withOutcome(target.record, report, form[`${report}_at`]);
      return change(target, form, [outcome, outcome], report);
    }
    if (state !== 'failed' && state !== 'canceled') return illegal;
    if (sent.flaw !== undefined) return { refused: { status: 400, ...sent.flaw.refused } };
    return newAttempt(target, form);
  }

  #payment({ form, flaw }: Sent): Expected {
    if (flaw !== undefined) return { refused: { status: 400, ...flaw.refused } };
    const currency = form['amount_requested[currency]']?.toLowerCase();
    const value = Number(form['amount_requested[value]']);
    const reference = form['processor_details[custom][payment_reference]'];
    const customer = members(form, 'customer_details');
    const requested: Wire = {
      amount: { currency, value },
      amount_requested: { currency, value },
      application: null,
      happened: Number(form['initiated_at']),
      livemode: false,
      reported_by: 'self',
      customer_details:
        customer === undefined ? null : { customer: null, email: null, name: null, phone: null, ...customer },
      customer_presence: form['customer_presence'] ?? null,
      description: form['description'] ?? null,
      metadata: merged({}, form),
      payment_method_details: methodOf(form),
      processor_details: {
        type: 'custom',
        ...(reference === undefined ? {} : { custom: { payment_reference: reference } }),
      },
      shipping_details: shippingOf(form) ?? null,
    };
    const both = { ...requested, ...withOutcome(requested, form['outcome'], endOf(form)) };
    const made = { record: both, attempts: [both], id: '', attempt_ids: [] };
    this.records.push(made);
    return {
      record: made,
      events: [
        'payment_record.created',
        'payment_attempt_record.created',
        'payment_record.payment_reported',
        ...outcomeEvent(form['outcome']),
      ],
    };
  }

  #refund(target: ModelRecord, form: Form, illegal: Expected): Expected {
    const reference = form['processor_details[custom][refund_reference]']?.replace(/^\s+|\s+$/g, '');
    if (reference !== undefined && this.references.has(reference)) {
      const param = 'processor_details[custom][refund_reference]';
      return { refused: { status: 400, code: 'resource_already_exists', param } };
    }
    const { record } = target;
    const left = record['amount_guaranteed'].value - record['amount_refunded'].value;
    if (left === 0) return illegal;
    const amount = Number(form['amount[value]'] ?? left);
    const currency = form['amount[currency]'] ?? record['amount'].currency;
    if (currency !== record['amount'].currency) {
      return { refused: { status: 400, code: undefined, param: 'amount[currency]' } };
    }
    if (amount > left) {
      const message = new RegExp(`${amount} .*${left} `);
      return { refused: { status: 400, code: undefined, param: 'amount[value]', message } };
    }
    if (reference !== undefined) this.references.add(reference);
    const amount_refunded = { currency, value: record['amount_refunded'].value + amount };
    target.record = { ...record, amount_refunded };
    target.attempts = [...target.attempts.slice(0, -1), { ...target.attempts.at(-1), amount_refunded }];
    return { record: target, events: ['payment_record.refunded', 'payment_attempt_record.updated'] };
  }
}

function stateOf(record: Wire): string {
  const [guaranteed, refunded] = [record['amount_guaranteed'].value, record['amount_refunded'].value];
  if (refunded > 0) return refunded === guaranteed ? 'refunded' : 'partially refunded';
  return ['guaranteed', 'failed', 'canceled'].find((name) => record[`amount_${name}`].value > 0) ?? 'initiated';
}

/** The amounts after an outcome, or of an attempt without one. */
function withOutcome(payment: Wire, outcome: string | undefined, at: string | undefined): Wire {
  const { currency, value } = payment['amount_requested'];
  const full = outcome === 'guaranteed' ? ['authorized', 'guaranteed'] : [outcome];
  return {
    ...Object.fromEntries(
      AMOUNTS.map((name) => [`amount_${name}`, { currency, value: full.includes(name) ? value : 0 }]),
    ),
    outcome_happened: at === undefined ? null : Number(at),
  };
}

/** When the attempt ended that a report begins. */
function endOf(form: Form): string | undefined {
  return ['guaranteed', 'failed', 'canceled'].map((name) => form[`${name}[${name}_at]`]).find((at) => at !== undefined);
}

function outcomeEvent(outcome: string | undefined): string[] {
  return outcome === undefined ? [] : [`payment_record.payment_attempt_${outcome}`];
}

/** A later report on the record and its latest attempt; events tell only of what has really changed. */
function change(target: ModelRecord, form: Form, [record, attempt]: readonly [Wire, Wire], told: string): Expected {
  const before = [target.record, target.attempts.at(-1) ?? {}];
  const after = [
    { ...target.record, ...record, metadata: merged(target.record['metadata'], form) },
    { ...before[1], ...attempt, metadata: merged(before[1]?.['metadata'], form) },
  ] as const;
  target.record = after[0];
  target.attempts = [...target.attempts.slice(0, -1), after[1]];
  const [record_changed, attempt_changed] = after.map((one, index) => sorted(one) !== sorted(before[index]));
  return {
    record: target,
    events: [
      ...(record_changed ? ['payment_record.updated'] : []),
      ...(attempt_changed ? ['payment_attempt_record.updated'] : []),
      ...(record_changed ? [`payment_record.payment_attempt_${told}`] : []),
    ],
  };
}

function informed(target: ModelRecord, form: Form): [Wire, Wire] {
  const told = (before: Wire): Wire => {
    const customer = { ...before['customer_details'], ...members(form, 'customer_details') };
    for (const name of Object.keys(customer)) customer[name] ||= null;
    const known = Object.values(customer).some((value) => value !== null);
    return {
      customer_details: known ? { customer: null, email: null, name: null, phone: null, ...customer } : null,
      description: form['description'] === undefined ? before['description'] : form['description'] || null,
      shipping_details: shippingOf(form) ?? (form['shipping_details'] === '' ? null : before['shipping_details']),
    };
  };
  return [told(target.record), told(target.attempts.at(-1) ?? {})];
}

function newAttempt(target: ModelRecord, form: Form): Expected {
  const { record } = target;
  const given = Object.keys(form).some((name) => name.startsWith('payment_method_details'));
  const both = {
    ...record,
    ...withOutcome(record, form['outcome'], endOf(form)),
    description: form['description'] ?? record['description'],
    payment_method_details: given ? methodOf(form) : record['payment_method_details'],
    shipping_details: shippingOf(form) ?? record['shipping_details'],
  };
  const initiated_at = Number(form['initiated_at']);
  const happened = Math.min(record['happened'], initiated_at);
  target.record = { ...both, happened, metadata: merged(record['metadata'], form) };
  target.attempts = [...target.attempts, { ...both, happened: initiated_at, metadata: merged({}, form) }];
  return {
    record: target,
    events: [
      'payment_record.updated',
      'payment_attempt_record.created',
      'payment_record.payment_attempt_reported',
      ...outcomeEvent(form['outcome']),
    ],
  };
}

/** The members of a hash of texts; undefined if none was sent. */
function members(form: Form, name: string): Record<string, string> | undefined {
  const found = Object.entries(form).filter(([key]) => key.startsWith(`${name}[`));
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map(([key, value]) => [key.slice(name.length + 1, -1), value]));
}

function merged(before: Record<string, string>, form: Form): Record<string, string> {
  if (form['metadata'] === '') return {};
  const after = { ...before, ...members(form, 'metadata') };
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== ''));
}

function shippingOf(form: Form): Wire | undefined {
  const { name = null, 'address][city': city = null } = members(form, 'shipping_details') ?? {};
  if (name === null && city === null) return undefined;
  const address = { city, country: null, line1: null, line2: null, postal_code: null, state: null };
  return { name, phone: null, address };
}

function methodOf(form: Form): Wire {
  const template = form['payment_method_details[payment_method]'];
  if (template !== undefined) return { template };
  const address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  return {
    billing_details: { address, email: null, name: null, phone: null },
    custom: { display_name: form['payment_method_details[custom][display_name]'], type: null },
    payment_method: null,
    type: 'custom',
  };
}

/** JSON with members in order, for comparing. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, member) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort())
      : member,
  );
}
