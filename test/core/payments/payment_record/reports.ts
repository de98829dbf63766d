/** Reports with everything filled in that a test does not care about. */
import type { Decision } from '../../../../src/core/kernel/decision.js';
import type { Refusal } from '../../../../src/core/kernel/errors.js';
import type { ReportInformational } from '../../../../src/core/payments/payment_record/report_informational.js';
import { reportInformational } from '../../../../src/core/payments/payment_record/report_informational.js';
import type { ReportOutcome } from '../../../../src/core/payments/payment_record/report_outcome.js';
import { reportOutcome } from '../../../../src/core/payments/payment_record/report_outcome.js';
import type { ReportPayment } from '../../../../src/core/payments/payment_record/report_payment.js';
import { reportPayment } from '../../../../src/core/payments/payment_record/report_payment.js';
import type { ReportPaymentAttempt } from '../../../../src/core/payments/payment_record/report_payment_attempt.js';
import { reportPaymentAttempt } from '../../../../src/core/payments/payment_record/report_payment_attempt.js';
import type { ReportRefund } from '../../../../src/core/payments/payment_record/report_refund.js';
import { reportRefund } from '../../../../src/core/payments/payment_record/report_refund.js';
import type { Report, ReportedState } from '../../../../src/core/payments/payment_record/states.js';
import type { PaymentAttemptRecord, PaymentRecord } from '../../../../src/core/payments/payment_record/types.js';
import type { RuleLedger } from './rule_ledger.js';

const AMOUNT = 1_000;

export function payment(change: Partial<ReportPayment> = {}): ReportPayment {
  return {
    amount_requested: { currency: 'usd', value: AMOUNT },
    initiated_at: 1_730_253_453,
    outcome: undefined,
    payment_method_details: { type: 'custom', custom: { display_name: 'Cheque' } },
    processor_details: undefined,
    customer_details: undefined,
    customer_presence: undefined,
    description: undefined,
    metadata: undefined,
    shipping_details: undefined,
    ...change,
  };
}

export function attempt(id: string, change: Partial<ReportPaymentAttempt> = {}): ReportPaymentAttempt {
  return {
    id,
    initiated_at: 1_730_253_825,
    outcome: undefined,
    payment_method_details: undefined,
    processor_details: undefined,
    description: undefined,
    metadata: undefined,
    shipping_details: undefined,
    ...change,
  };
}

export function outcome(
  id: string,
  name: ReportOutcome['outcome'],
  change: Partial<ReportOutcome> = {},
): ReportOutcome {
  return { id, outcome: name, at: 1_746_572_320, metadata: undefined, ...change };
}

export function informational(id: string, change: Partial<ReportInformational> = {}): ReportInformational {
  return {
    id,
    customer_details: undefined,
    description: undefined,
    metadata: undefined,
    shipping_details: undefined,
    ...change,
  };
}

export function refund(id: string, reference: string, change: Partial<ReportRefund> = {}): ReportRefund {
  return {
    id,
    refund_reference: reference,
    amount: undefined,
    initiated_at: undefined,
    refunded_at: undefined,
    metadata: undefined,
    ...change,
  };
}

export function usd(value: number): { currency: string; value: number } {
  return { currency: 'usd', value };
}

/** A record whose only attempt has come to a state; answers with the record's id. */
export function recordIn(ledger: RuleLedger, state: ReportedState): string {
  const id = ledger.accept(reportPayment, payment());
  const funds = state === 'partially_refunded' || state === 'refunded' ? 'guaranteed' : state;
  if (funds !== 'initiated') ledger.accept(reportOutcome, outcome(id, funds));
  if (state === 'partially_refunded') ledger.accept(reportRefund, refund(id, 'earlier', { amount: usd(400) }));
  if (state === 'refunded') ledger.accept(reportRefund, refund(id, 'earlier'));
  return id;
}

/** Makes any of the reports that can follow on a record; a refund is of 300. */
export function follow(ledger: RuleLedger, id: string, report: Report): Decision | Refusal {
  switch (report) {
    case 'informational':
      return ledger.decide(reportInformational, informational(id, { description: 'known by now' }));
    case 'refund':
      return ledger.decide(reportRefund, refund(id, 'this', { amount: usd(300) }));
    case 'attempt':
      return ledger.decide(reportPaymentAttempt, attempt(id));
    default:
      return ledger.decide(reportOutcome, outcome(id, report));
  }
}

export function recordOf(ledger: RuleLedger, id: string): PaymentRecord {
  return ledger.get('payment_record', id);
}

/** The attempts of a record, oldest first. */
export function attemptsOf(ledger: RuleLedger, id: string): PaymentAttemptRecord[] {
  return ledger.all('payment_attempt_record').filter((found) => found.payment_record === id);
}

/** Amounts as in the tables: requested/authorized/guaranteed/failed/canceled/refunded. */
export function shown({ amounts }: Pick<PaymentRecord, 'amounts'>): string {
  const { requested, authorized = 0, guaranteed = 0, failed = 0, canceled = 0, refunded = 0 } = amounts;
  return [requested, authorized, guaranteed, failed, canceled, refunded].join('/');
}
