/** What issuers do by themselves once money was taken, as far as whoever took it knows beforehand. */
import { amountStep } from '../../kernel/currencies.js';
import { compact } from '../../kernel/shared.js';
import type { Payment } from '../payment_intent/payment.js';
import type { Aftermath } from '../processor/port.js';
import { processorOf } from '../processor/registry.js';
import { withdraw } from './money.js';
import { isInquiry } from './states.js';
import { evidenceDueBy, INQUIRY_SECONDS } from './times.js';
import type { Dispute, DisputeOpening, EarlyFraudWarning } from './types.js';

/** The first capture that brings money is disputed, whatever is captured after it. */
export function disputeByIssuer(payment: Payment): void {
  const { charge, context, draft } = payment;
  const { disputes: openings = [] } = aftermathOf(payment);
  if (charge === undefined || openings.length === 0 || charge.disputed === true) return;
  const amounts = shares(charge.amount_captured ?? 0, openings.length, amountStep(charge.currency));
  if (amounts.length === 0) return;
  payment.changeCharge({ disputed: true });
  amounts.forEach((amount, index) => {
    const { status, ...opening } = openings[index] as DisputeOpening;
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
  if (charge === undefined || aftermathOf(payment).fraud_warning !== true) return;
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

function aftermathOf({ attempt, charge }: Payment): Aftermath {
  return attempt === undefined || charge === undefined ? {} : processorOf(attempt).aftermath(charge);
}
