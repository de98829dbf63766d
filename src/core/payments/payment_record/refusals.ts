/** Why a report is not taken. */
import type { Refusal } from '../../kernel/refusal.js';
import { invalid } from '../../kernel/refusing.js';

/** What the state of the latest attempt has against a report. */
const REASONS = {
  outcome_stands: 'its outcome is final, so it can be neither guaranteed, failed nor canceled any more',
  still_open: 'a new attempt can be reported only after it has failed or been canceled',
  funds_held: 'a payment whose funds are guaranteed takes no further attempt',
  nothing_guaranteed: 'no funds are guaranteed, so there is nothing to refund',
  nothing_left: 'everything that was guaranteed has been refunded already',
} as const;
export type Reason = keyof typeof REASONS;

export function refusedInState(endpoint: string, attempt: string, state: string, reason: Reason): Refusal {
  return invalid(
    `${endpoint} is refused: payment attempt record '${attempt}' is ${state.replaceAll('_', ' ')}, and ${REASONS[reason]}.`,
  );
}

export function keptForPayment(record: string): Refusal {
  return invalid(
    `The payment record '${record}' is kept for a payment that Daybook processed, so it takes no reports. Such payments are changed through their PaymentIntent and its refunds.`,
  );
}

export function notAProcessorName(param: string, given: string): Refusal {
  return invalid(
    `Invalid ${param}: '${given}' must be custom or the name of a processor, of at most 40 lower-case letters, digits and underscores, beginning with a letter; sandbox is Daybook's own.`,
    { param },
  );
}

export function paymentReportedBefore(processor: string, reference: string, record: string): Refusal {
  return invalid(
    `The payment that ${processor} calls '${reference}' has already been reported, on payment record '${record}'. Report what came of it there.`,
    { code: 'resource_already_exists', param: `processor_details[${processor}][payment_reference]` },
  );
}

export function refundReportedBefore(processor: string, reference: string, record: string): Refusal {
  return invalid(
    `A refund with the reference '${reference}' has already been reported, on payment record '${record}'. References are unique: report each refund once.`,
    { code: 'resource_already_exists', param: `processor_details[${processor}][refund_reference]` },
  );
}

export function refundInOtherCurrency(given: string, record: string, currency: string): Refusal {
  return invalid(`The refund is in ${given}, but payment record '${record}' is in ${currency}.`, {
    param: 'amount[currency]',
  });
}

export function refundTooLarge(amount: number, left: number, currency: string): Refusal {
  return invalid(
    `The refund amount (${amount} ${currency}) is greater than the remaining unrefunded amount (${left} ${currency}).`,
    { param: 'amount[value]' },
  );
}

export function methodOfAnother(payment_method: string, owner: string, customer: string): Refusal {
  return invalid(
    `The payment method '${payment_method}' belongs to customer '${owner}', but the payment names customer '${customer}'.`,
    { param: 'payment_method_details[payment_method]' },
  );
}

export function methodIsNotCustom(payment_method: string, type: string): Refusal {
  return invalid(
    `The payment method '${payment_method}' is of type ${type}; leave payment_method_details[type] and [custom] out.`,
    { param: 'payment_method_details[type]' },
  );
}

export function ofOtherOutcome(param: string): Refusal {
  return invalid(`${param} can be given only together with outcome=${param}.`, { param });
}
