/** What requests can say of an intent, and what it makes of one: the same for create, update and confirm. */

import type { Context } from '../../kernel/decision.js';
import { isRefusal, type Refusal } from '../../kernel/errors.js';
import { compact, type Loose, type MetadataPatch, patchMetadata, replaced } from '../../kernel/shared.js';
import { checkParts } from '../amount_details/parts.js';
import { replacePaymentDetails } from '../amount_details/payment_details.js';
import { replaceAmountDetails } from '../amount_details/replacing.js';
import type { GivenAmountDetails, GivenPaymentDetails } from '../amount_details/types.js';
import type { CardOptions, PaymentIntent } from './types.js';

/** Members that are simply kept. */
type Kept = Pick<
  PaymentIntent,
  | 'allowed_payment_method_types'
  | 'automatic_payment_methods'
  | 'customer'
  | 'description'
  | 'excluded_payment_method_types'
  | 'receipt_email'
  | 'return_url'
  | 'setup_future_usage'
  | 'shipping'
  | 'statement_descriptor'
  | 'statement_descriptor_suffix'
>;

/** Undefined leaves a member as it is, null unsets it. */
export type IntentMembers = { readonly [K in keyof Kept]?: Kept[K] | null | undefined } & {
  readonly amount_details?: GivenAmountDetails | null | undefined;
  readonly capture_method?: PaymentIntent['capture_method'] | undefined;
  /** Members that are given replace those that were there. */
  readonly card_options?: { readonly [K in keyof CardOptions]?: CardOptions[K] | null | undefined } | undefined;
  readonly metadata?: MetadataPatch | undefined;
  readonly payment_details?: GivenPaymentDetails | null | undefined;
};

/** The intent with these members. Details are checked against what is to be paid where they or that, as `asked` tells, changed. */
export function withMembers(
  before: PaymentIntent,
  given: IntentMembers,
  context: Context,
  asked: Pick<PaymentIntent, 'amount' | 'currency'> = before,
): PaymentIntent | Refusal {
  const { amount_details, capture_method, card_options, metadata, payment_details, ...kept } = given;
  const { amount, currency } = asked;
  const is_same = amount_details === undefined && amount === before.amount && currency === before.currency;
  const details = is_same
    ? before.amount_details
    : replaceAmountDetails(before.amount_details, amount_details, amount, context.newId);
  if (isRefusal(details)) return details;
  const not_carried = is_same ? undefined : checkParts(details, currency);
  if (not_carried !== undefined) return not_carried;
  const patched = patchMetadata(before.metadata, metadata);
  if (isRefusal(patched)) return patched;
  const after: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(kept)) after[name] = replaced(after[name], value);
  return compact<PaymentIntent>({
    ...(after as Loose<PaymentIntent>),
    amount,
    amount_details: details,
    capture_method: capture_method ?? before.capture_method,
    card_options: mergedOptions(before.card_options, card_options),
    currency,
    metadata: patched,
    payment_details: replacePaymentDetails(before.payment_details, payment_details),
  });
}

function mergedOptions(before: CardOptions | undefined, given: IntentMembers['card_options']): CardOptions | undefined {
  if (given === undefined) return before;
  const sent = Object.entries(given).filter(([, value]) => value !== undefined);
  return compact<CardOptions>({ ...before, ...Object.fromEntries(sent) });
}

/** Whether the money stays on hold until it is captured. */
export function isManual(intent: Pick<PaymentIntent, 'capture_method' | 'card_options'>): boolean {
  return intent.card_options?.capture_method === 'manual' || intent.capture_method === 'manual';
}
