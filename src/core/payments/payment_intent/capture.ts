/** Taking money that is on hold: all of it, a part, several parts, or more than was authorized where that is possible. */
import { checkCarried } from '../../kernel/carried_amounts.js';
import type { Command } from '../../kernel/decision.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { type MetadataPatch, patchMetadata } from '../../kernel/shared.js';
import { captureAmountDetails } from '../amount_details/captures.js';
import { checkParts } from '../amount_details/parts.js';
import { replacePaymentDetails } from '../amount_details/payment_details.js';
import { replaceAmountDetails } from '../amount_details/replacing.js';
import type { AmountDetails, GivenAmountDetails, GivenPaymentDetails } from '../amount_details/types.js';
import { maximumCapturable } from '../charge/overcapture.js';
import { disputeByIssuer, warnOfFraud } from '../dispute/arising.js';
import { ask, authorizationOf, declinedFollowUp, followUpOf, patched, resume, type Settle } from './asking.js';
import { receive } from './money.js';
import { intentReferences, Payment } from './payment.js';
import { capturedOnce, captureTooLarge, tooManyCaptures } from './refusals.js';
import { checkStatus } from './states.js';
import type { IntentPurposes, Taking } from './types.js';

export interface Capture {
  readonly amount_details?: GivenAmountDetails | null | undefined;
  /** Absent: everything that can be captured. */
  readonly amount_to_capture?: number | undefined;
  /** The parameter that said so. */
  readonly amount_param?: 'amount' | undefined;
  /** False keeps the rest on hold. */
  readonly final_capture?: boolean | undefined;
  readonly metadata?: MetadataPatch | undefined;
  readonly payment_details?: GivenPaymentDetails | null | undefined;
  readonly statement_descriptor_suffix?: string | undefined;
}

export interface CapturePaymentIntent extends Capture {
  readonly id: string;
}

const MAXIMUM_CAPTURES = 50;

export const capturePaymentIntent: Command<CapturePaymentIntent> = {
  reads: intentReferences,
  decide(state, input, context) {
    const payment = Payment.load(state, context, input.id);
    if (isRefusal(payment)) return payment;
    return capture(payment, input) ?? payment.decision();
  },
};

/** Captures the payment; a refusal has changed nothing. */
export function capture(payment: Payment, input: Capture): Refusal | undefined {
  const { intent } = payment;
  const refused = checkStatus(intent, 'capture');
  if (refused !== undefined) return refused;
  const taking = takingOf(payment, input);
  if (isRefusal(taking)) return taking;
  const amount_details = detailsAfter(payment, input, taking);
  if (isRefusal(amount_details)) return amount_details;
  const metadata = patchMetadata(intent.metadata, input.metadata);
  if (isRefusal(metadata)) return metadata;
  const purpose: IntentPurposes['capture'] = {
    ...taking,
    amount_details,
    metadata: input.metadata,
    payment_details: replacePaymentDetails(intent.payment_details, input.payment_details),
    statement_descriptor_suffix: input.statement_descriptor_suffix,
  };
  // What is let go of needs nobody's answer.
  if (taking.is_release) return settleCapture(payment, purpose, { outcome: 'succeeded' });
  return ask(payment, 'capture', followUpOf(payment, taking.amount), purpose, settleCapture);
}

export const settleCapture: Settle<'capture'> = (payment, purpose, answer) => {
  if (answer.outcome === 'declined') return declinedFollowUp(payment, answer);
  resume(payment);
  const { intent } = payment;
  const { amount_details, payment_details, statement_descriptor_suffix } = purpose;
  payment.change({ amount_details, metadata: patched(intent.metadata, purpose.metadata), payment_details });
  if (statement_descriptor_suffix !== undefined) {
    payment.change({ statement_descriptor_suffix });
    payment.changeCharge({ statement_descriptor_suffix });
  }
  take(payment, purpose);
  return undefined;
};

function takingOf(payment: Payment, input: Capture): Taking | Refusal {
  const { intent } = payment;
  const multicapture = authorizationOf(payment).multicapture === true;
  const captures = intent.captures ?? 0;
  const capturable = intent.amount_capturable ?? 0;
  const amount = input.amount_to_capture ?? capturable;
  if (input.final_capture === false && !multicapture) return capturedOnce();
  const is_release = amount === 0 && captures > 0 && input.final_capture !== false;
  if (amount === 0 && !is_release) return errors.tooSmall('amount', 1);
  if (captures >= MAXIMUM_CAPTURES && !is_release) return tooManyCaptures(MAXIMUM_CAPTURES);
  const { amount_param = 'amount_to_capture' } = input;
  const charge = payment.requireCharge();
  const most = input.final_capture === false ? capturable : maximumCapturable(charge) - (charge.amount_captured ?? 0);
  if (amount > most) return captureTooLarge(intent.id, amount_param);
  // What is left can always be taken as a whole, or a payment could not be ended.
  const not_carried = amount === capturable ? undefined : checkCarried(amount, intent.currency, amount_param);
  if (not_carried !== undefined) return not_carried;
  // A capture of all that is left ends the payment, even where more were meant to come.
  return { amount, is_final: input.final_capture !== false || amount === capturable, is_release, multicapture };
}

function detailsAfter(
  { context, intent }: Payment,
  { amount_details }: Capture,
  { amount, is_release, multicapture }: Taking,
): AmountDetails | undefined | Refusal {
  const { amount_details: stored, captures: captured_before = 0, currency } = intent;
  const not_carried = checkParts(amount_details, currency);
  if (not_carried !== undefined) return not_carried;
  if (!multicapture) return replaceAmountDetails(stored, amount_details, amount, context.newId);
  const capture = { amount, captured_before, is_release };
  const sums = captureAmountDetails(stored, amount_details, capture, context.newId);
  // Parts that add up to too much: only where they need not add up to what is captured.
  return isRefusal(sums) ? sums : (checkParts(sums, currency) ?? sums);
}

function take(payment: Payment, { amount, is_final, is_release, multicapture }: Taking): void {
  const { draft, intent } = payment;
  const charge = payment.requireCharge();
  const amount_captured = (charge.amount_captured ?? 0) + amount;
  if (!is_release) {
    payment.change({ captures: (intent.captures ?? 0) + 1 });
    if (payment.attempt?.guaranteed_at === undefined) payment.changeAttempt({ guaranteed_at: payment.context.now });
    // Of a charge that is captured beyond its authorization, the amount is what was captured.
    payment.changeCharge({ amount: Math.max(charge.amount, amount_captured), amount_captured });
    receive(payment, amount);
  }
  const left = is_final ? 0 : (intent.amount_capturable ?? 0) - amount;
  payment.change({ amount: Math.max(intent.amount, amount_captured), amount_capturable: left || undefined });
  if (multicapture) {
    draft.emit('charge.updated', charge.id);
    draft.emit('payment_intent.amount_capturable_updated', intent.id);
  }
  if (is_final) endCaptures(payment);
  else disputeByIssuer(payment);
}

/** Nothing more will be taken: what is still on hold is given back to the payer. */
export function endCaptures(payment: Payment): void {
  const charge = payment.changeCharge({ captured: true });
  payment.change({ status: 'succeeded', amount_capturable: undefined, due_at: undefined });
  payment.draft.emit('charge.captured', charge.id);
  disputeByIssuer(payment);
  payment.draft.emit('payment_intent.succeeded', payment.intent.id);
  warnOfFraud(payment);
}
