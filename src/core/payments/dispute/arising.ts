/** What issuers do by themselves once money was taken from a test card. */

import { amountStep } from '../../kernel/currencies.js';
import { compact } from '../../kernel/shared.js';
import type { Payment } from '../payment_intent/payment.js';
import { type DisputeKind, testCardByKey } from '../processor/sandbox/test_cards.js';
import { withdraw } from './money.js';
import { isInquiry } from './statuses.js';
import { evidenceDueBy, INQUIRY_SECONDS } from './times.js';
import type { Dispute, EarlyFraudWarning } from './types.js';

type Opening = Pick<Dispute, 'status' | 'reason' | 'network_reason_code' | 'eligibility'>;

const FRAUD: Opening = { status: 'needs_response', reason: 'fraudulent', network_reason_code: '10.4' };

/** The disputes of each test card. Several share what was captured, so that no more is taken than was received. */
const OPENINGS: Readonly<Record<DisputeKind, readonly Opening[]>> = {
  fraudulent: [FRAUD],
  product_not_received: [{ status: 'needs_response', reason: 'product_not_received', network_reason_code: '13.1' }],
  inquiry: [{ status: 'warning_needs_response', reason: 'fraudulent', network_reason_code: '10' }],
  early_fraud_warning: [],
  multiple: [FRAUD, FRAUD],
  visa_compelling_evidence_3: [{ ...FRAUD, eligibility: 'visa_compelling_evidence_3' }],
  visa_compliance: [{ status: 'needs_response', reason: 'noncompliant', eligibility: 'visa_compliance' }],
};

/** The first capture that brings money is disputed, whatever is captured after it. */
export function disputeByIssuer(payment: Payment): void {
  const { charge, context, draft } = payment;
  const kind = kindOf(payment);
  if (charge === undefined || kind === undefined || charge.disputed === true) return;
  const openings = OPENINGS[kind];
  const amounts = shares(charge.amount_captured ?? 0, openings.length, amountStep(charge.currency));
  if (amounts.length === 0) return;
  payment.changeCharge({ disputed: true });
  amounts.forEach((amount, index) => {
    const { status, ...opening } = openings[index] as Opening;
    const evidence_due_by = evidenceDueBy(context.now);
    const opened = compact<Dispute>({
      ...opening,
      id: context.newId('dispute'),
      created: context.now,
      amount,
      currency: charge.currency,
      status,
      card_brand: charge.payment_method_details.card?.brand ?? 'unknown',
      charge: charge.id,
      due_at: isInquiry(status) ? context.now + INQUIRY_SECONDS : evidence_due_by,
      evidence_due_by,
      payment_intent: charge.payment_intent,
      test_clock: charge.test_clock,
    });
    const dispute = isInquiry(status) ? opened : withdraw(draft, opened);
    draft.create('dispute', dispute);
    draft.emit('charge.dispute.created', dispute.id);
    if (!isInquiry(status)) draft.emit('charge.dispute.funds_withdrawn', dispute.id);
  });
}

/** The amount in so many parts that are multiples of the step and differ by one at most; none of them is nothing. */
function shares(amount: number, count: number, step: number): number[] {
  const steps = Math.floor(amount / step);
  const parts = Array.from({ length: count }, (_, index) => Math.floor((steps + count - 1 - index) / count) * step);
  // A payment of before currencies were held to what they carry can have a rest.
  return parts.map((part, index) => (index === 0 ? part + (amount % step) : part)).filter((part) => part > 0);
}

/** The issuer reports fraud before there is a dispute. */
export function warnOfFraud(payment: Payment): void {
  const { charge, context, draft } = payment;
  if (charge === undefined || kindOf(payment) !== 'early_fraud_warning') return;
  payment.changeCharge({ fraud_details: { ...charge.fraud_details, stripe_report: 'fraudulent' } });
  const warning = compact<EarlyFraudWarning>({
    id: context.newId('early_fraud_warning'),
    created: context.now,
    actionable: true,
    charge: charge.id,
    fraud_type: 'misc',
    payment_intent: charge.payment_intent,
    test_clock: charge.test_clock,
  });
  draft.create('early_fraud_warning', warning);
  draft.emit('radar.early_fraud_warning.created', warning.id);
}

function kindOf({ charge }: Payment): DisputeKind | undefined {
  const behaviour = charge?.test_card === undefined ? undefined : testCardByKey(charge.test_card)?.behaviour;
  return behaviour?.kind === 'disputed' ? behaviour.dispute : undefined;
}
