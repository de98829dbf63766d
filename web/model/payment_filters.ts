/** Which payments are looked at. The address of the page holds it, in the very parameters that the API takes. */
import { type Fields, formText } from '../api/form.js';
import { isPaymentState, type PaymentState } from './payment_state.js';

export interface PaymentFilters {
  readonly state?: readonly PaymentState[];
  readonly currency?: string;
  readonly amount_gte?: number;
  readonly amount_lte?: number;
  /** When it happened. */
  readonly happened_gte?: number;
  readonly happened_lt?: number;
  /** When its outcome was known. */
  readonly outcome_gte?: number;
  readonly outcome_lt?: number;
  /** When it was recorded. */
  readonly created_gte?: number;
  readonly created_lt?: number;
  readonly processor?: string;
  readonly method?: string;
  readonly customer?: string;
  readonly decline_reason?: string;
  readonly metadata?: readonly (readonly [key: string, value: string])[];
  readonly query?: string;
}

export function filtersOf(search: string): PaymentFilters {
  const given = new URLSearchParams(search);
  const text = (name: string) => given.get(name) || undefined;
  const number = (name: string) => {
    const value = given.get(name);
    return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
  };
  const metadata = [...given].flatMap(([name, value]) => {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
    return key === undefined ? [] : [[key, value] as const];
  });
  const state = [...new Set(given.getAll('state[]'))].filter(isPaymentState);
  return withoutEmpty({
    state,
    currency: text('currency'),
    amount_gte: number('amount[gte]'),
    amount_lte: number('amount[lte]'),
    happened_gte: number('happened[gte]'),
    happened_lt: number('happened[lt]'),
    outcome_gte: number('outcome_happened[gte]'),
    outcome_lt: number('outcome_happened[lt]'),
    created_gte: number('created[gte]'),
    created_lt: number('created[lt]'),
    processor: text('processor'),
    method: text('method'),
    customer: text('customer'),
    decline_reason: text('decline_reason'),
    metadata,
    query: text('query'),
  });
}

/** As the API takes them. */
export function fieldsOf(filters: PaymentFilters): Fields {
  const { state, currency, amount_gte, amount_lte, metadata = [] } = filters;
  const amount = range(amount_gte, 'lte', amount_lte);
  const happened = range(filters.happened_gte, 'lt', filters.happened_lt);
  const outcome_happened = range(filters.outcome_gte, 'lt', filters.outcome_lt);
  const created = range(filters.created_gte, 'lt', filters.created_lt);
  return {
    ...(state === undefined ? {} : { state }),
    ...(currency === undefined ? {} : { currency }),
    ...(amount === undefined ? {} : { amount }),
    ...(happened === undefined ? {} : { happened }),
    ...(outcome_happened === undefined ? {} : { outcome_happened }),
    ...(created === undefined ? {} : { created }),
    ...(filters.processor === undefined ? {} : { processor: filters.processor }),
    ...(filters.method === undefined ? {} : { method: filters.method }),
    ...(filters.customer === undefined ? {} : { customer: filters.customer }),
    ...(filters.decline_reason === undefined ? {} : { decline_reason: filters.decline_reason }),
    ...(metadata.length === 0 ? {} : { metadata: Object.fromEntries(metadata) }),
    ...(filters.query === undefined ? {} : { query: filters.query }),
  };
}

function range(from: number | undefined, to_name: 'lt' | 'lte', to: number | undefined) {
  if (from === undefined && to === undefined) return undefined;
  return { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { [to_name]: to }) };
}

/** The path of the list with these filters. */
export function paymentsPath(filters: PaymentFilters): string {
  const text = formText(fieldsOf(filters));
  return text === '' ? '/payments' : `/payments?${text}`;
}

type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What is undefined or an empty list is left out, so that equal filters look equal. */
export function withoutEmpty(filters: Loose<PaymentFilters>): PaymentFilters {
  const kept = Object.entries(filters).filter(
    ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept) as PaymentFilters;
}

export function isSameFilter(a: PaymentFilters, b: PaymentFilters): boolean {
  return formText(fieldsOf(a)) === formText(fieldsOf(b));
}
