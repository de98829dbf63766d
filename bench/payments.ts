/** The payments of a preloaded store: the same on every run, and as different from each other as real ones. */
import type { CommandEnvelope } from '../src/app/command_envelope.js';
import type { IdSource } from '../src/core/kernel/ids.js';
import { columnsOf } from '../src/core/kinds.js';
import type { Customer } from '../src/core/payments/customer/types.js';
import type { PaymentMethod } from '../src/core/payments/payment_method/types.js';
import type { Outcome } from '../src/core/payments/payment_record/amounts.js';
import type { ReportPayment } from '../src/core/payments/payment_record/report_payment.js';
import type { JournalEntryDraft, RowWrite, StoredRow } from '../src/store/port.js';
import { DEFAULT_API_VERSION } from '../src/wire/api_version.js';

/** The first payment was made on 1 January 2025; they follow each other in this distance. */
export const FIRST_PAYMENT_MS = Date.UTC(2025, 0, 1);
export const BETWEEN_PAYMENTS_MS = 20_000;

const PAYMENTS_A_CUSTOMER = 20;
const NAMES = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Edsger Dijkstra', 'Barbara Liskov', 'Donald Knuth'];
const CITIES = ['London', 'Paris', 'Berlin', 'Lisbon', 'Warsaw', 'Dublin', 'Vienna'];
const BRANDS = ['visa', 'mastercard', 'amex'] as const;

/** A small generator with a seed (mulberry32): benchmarks must not differ by what they stored. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** Somebody who pays, with the card on file. */
export interface Payer {
  readonly customer: Customer;
  readonly method: PaymentMethod;
}

export function payersFor(payments: number): number {
  return Math.max(50, Math.ceil(payments / PAYMENTS_A_CUSTOMER));
}

export function makePayer(index: number, ids: IdSource, random: () => number): Payer {
  const at_ms = FIRST_PAYMENT_MS - 1000;
  const created = Math.floor(at_ms / 1000);
  const name = pick(NAMES, random);
  const address = { city: pick(CITIES, random), country: 'GB', line1: `${1 + (index % 90)} High Street` };
  const customer: Customer = {
    id: ids.next('cus', at_ms),
    created,
    address,
    email: `payer${index}@example.com`,
    invoice_prefix: `P${index}`,
    metadata: { account: String(index) },
    name,
    phone: '+441234567890',
  };
  const brand = pick(BRANDS, random);
  const method: PaymentMethod = {
    id: ids.next('pm', at_ms),
    created,
    type: 'card',
    card: {
      brand,
      country: 'GB',
      exp_month: 1 + (index % 12),
      exp_year: 2030,
      fingerprint: `fp${String(index).padStart(14, '0')}`,
      funding: 'credit',
      last4: String(1000 + Math.floor(random() * 9000)),
      cvc_check: 'pass',
    } as NonNullable<PaymentMethod['card']>,
    billing_details: { address, email: `payer${index}@example.com`, name },
    customer: customer.id,
  };
  return { customer, method };
}

/** Payers as they are written to the store. */
export function payerRows(payers: readonly Payer[], scope: number): { rows: RowWrite[]; entries: JournalEntryDraft[] } {
  const changes = payers.flatMap<StoredRow>(({ customer, method }) => [
    { kind: 'customer', id: customer.id, version: 1, document: JSON.stringify(customer) },
    { kind: 'payment_method', id: method.id, version: 1, document: JSON.stringify(method) },
  ]);
  const documents = payers.flatMap(({ customer, method }) => [customer, method]);
  return {
    rows: changes.map((change, index) => {
      const document = documents[index] as Customer | PaymentMethod;
      const metadata = change.kind === 'customer' ? Object.entries(document.metadata ?? {}) : [];
      return {
        ...change,
        scope,
        expected_version: 0,
        columns: columnsOf(change.kind, document),
        metadata: metadata.length === 0 ? undefined : { removed: [], added: metadata },
      };
    }),
    entries: [
      {
        scope,
        at_ms: FIRST_PAYMENT_MS - 1000,
        command: 'bench.payers',
        actor: 'bench',
        request_id: null,
        idempotency_key: null,
        api_version: DEFAULT_API_VERSION,
        changes,
        events: [],
      },
    ],
  };
}

/** Four in five are guaranteed; the rest failed, were canceled, or are still open. */
function outcomeOf(random: () => number): Outcome | undefined {
  const drawn = random();
  if (drawn < 0.8) return 'guaranteed';
  if (drawn < 0.9) return 'failed';
  return drawn < 0.94 ? 'canceled' : undefined;
}

/** The command that reports the payment. Half of them were made with the card on file, half by other means. */
export function makePayment(index: number, payer: Payer, scope: number, random: () => number): CommandEnvelope {
  const initiated_at = Math.floor((FIRST_PAYMENT_MS + index * BETWEEN_PAYMENTS_MS) / 1000);
  const outcome = outcomeOf(random);
  const { customer, method } = payer;
  const input: ReportPayment = {
    amount_requested: { currency: 'eur', value: 100_000 + Math.floor(random() * 900_000) },
    initiated_at,
    outcome: outcome && { outcome, at: initiated_at + 1 },
    payment_method_details:
      random() < 0.5
        ? { payment_method: method.id }
        : {
            type: 'custom',
            custom: { display_name: 'Bank transfer', type: 'bank_transfer' },
            billing_details: { address: { country: 'GB' }, name: customer.name ?? '' },
          },
    processor_details: { type: 'custom', payment_reference: `pay_${index.toString(36).padStart(8, '0')}` },
    customer_details: { customer: customer.id, email: customer.email ?? '', name: customer.name ?? '' },
    customer_presence: random() < 0.5 ? 'on_session' : 'off_session',
    description: `Order ${index}`,
    metadata: { order: String(index), channel: pick(['web', 'app', 'shop', 'phone'], random) },
    shipping_details: undefined,
  };
  return {
    name: 'payment_record.report_payment',
    input,
    scope,
    livemode: false,
    actor: 'bench',
    request_id: null,
    api_version: DEFAULT_API_VERSION,
  };
}

function pick<T>(values: readonly T[], random: () => number): T {
  return values[Math.floor(random() * values.length)] as T;
}
