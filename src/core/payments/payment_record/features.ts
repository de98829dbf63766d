/**
 * What payments are told apart by in lists and sums. Migrations derive the same in SQL, for rows that were there before:
 * a change here needs another migration.
 */
import { namedProcessor } from '../processor/named.js';
import { stateOf } from './states.js';
import type { PaymentRecord } from './types.js';

/** In characters. What follows hardly tells one way of paying from another, and an index has to hold it. */
const LONGEST_NAME = 60;
/** In characters, for the same reason; no address is longer. */
const LONGEST_EMAIL = 254;

/** `visa`, `custom: Bank transfer`; empty while nobody has tried to pay. */
export function methodOf({ payment_method_details: details }: Pick<PaymentRecord, 'payment_method_details'>): string {
  if (details === undefined) return '';
  if (details.card !== undefined) return details.card.brand;
  const name = details.custom?.display_name ?? details.custom?.type;
  return name === undefined ? details.type : `${details.type}: ${firstCharacters(name, LONGEST_NAME)}`;
}

/**
 * Who has processed the payment: whom Daybook has asked, or whom a report names. Empty while nobody has tried to pay.
 * On the wire every processor hides behind `custom`, the only one that Stripe's type knows.
 */
export function processorNameOf(
  record: Pick<PaymentRecord, 'latest_payment_attempt_record' | 'payment_intent' | 'processor' | 'processor_details'>,
): string {
  if (record.latest_payment_attempt_record === undefined) return '';
  return record.payment_intent === undefined ? record.processor_details.type : namedProcessor(record);
}

/** Why a payment failed where nobody has said why: not reported, or not told by the processor. */
export const WITHOUT_REASON = 'none';

/** Why the latest attempt was declined; null of one that was not. What failed always has a reason to be counted by. */
export function declineReasonOf(record: Pick<PaymentRecord, 'amounts' | 'decline_reason'>): string | null {
  return record.decline_reason ?? (stateOf(record.amounts) === 'failed' ? WITHOUT_REASON : null);
}

/** In lower case, as far as ASCII goes: databases disagree about other letters. */
export function emailOf({ customer_details }: Pick<PaymentRecord, 'customer_details'>): string | null {
  const email = customer_details?.email;
  return email === undefined ? null : firstCharacters(inLowerCase(email), LONGEST_EMAIL);
}

export function inLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** An emoji is one character, as it is to databases. */
function firstCharacters(text: string, count: number): string {
  return text.length <= count ? text : [...text].slice(0, count).join('');
}
