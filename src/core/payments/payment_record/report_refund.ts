/** The report of money that was given back. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, newMetadata } from '../../kernel/shared.js';
import { refundable, withRefund } from './amounts.js';
import { trimmedReference } from './references.js';
import { refundInOtherCurrency, refundReportedBefore, refundTooLarge } from './refusals.js';
import { changeBoth, checkReport, findTarget } from './target.js';
import type { PaymentRecordRefund } from './types.js';

export interface ReportRefund {
  readonly id: string;
  /** By name; `custom` where it is left out. */
  readonly processor?: string | undefined;
  readonly refund_reference: string | undefined;
  /** Absent: everything that is guaranteed and not refunded yet. */
  readonly amount: { readonly currency: string; readonly value: number } | undefined;
  readonly initiated_at: number | undefined;
  readonly refunded_at: number | undefined;
  readonly metadata: MetadataPatch | undefined;
}

export const reportRefund: Command<ReportRefund> = {
  reads: ({ id, refund_reference }) => [
    { kind: 'payment_record', id },
    ...(refund_reference === undefined
      ? []
      : [
          {
            kind: 'payment_record_refund',
            column: 'trimmed_reference',
            value: trimmedReference(refund_reference),
          } as const,
        ]),
  ],
  decide(state, input, context) {
    const { processor = 'custom' } = input;
    const target = findTarget(state, input.id);
    if (isRefusal(target)) return target;
    // Before the state: repeating the last refund should be told apart from refunding too much.
    const name = input.refund_reference && trimmedReference(input.refund_reference);
    const [reported] = name === undefined ? [] : state.find('payment_record_refund', 'trimmed_reference', name);
    if (name !== undefined && reported !== undefined)
      return refundReportedBefore(processor, name, reported.document.payment_record);
    const refused = checkReport(target, 'refund');
    if (refused !== undefined) return refused;

    const { amounts, currency } = target.record.document;
    const left = refundable(amounts);
    const amount = input.amount?.value ?? left;
    if (input.amount !== undefined && input.amount.currency !== currency) {
      return refundInOtherCurrency(input.amount.currency, input.id, currency);
    }
    if (amount > left) return refundTooLarge(amount, left, currency);
    const refunded = { amounts: withRefund(amounts, amount) };
    const draft = new Draft(state, context);
    const unchanged = changeBoth(draft, target, refunded, refunded, undefined);
    if (unchanged !== undefined) return unchanged;
    const refund = compact<PaymentRecordRefund>({
      id: context.newId('payment_record_refund'),
      created: context.now,
      payment_record: input.id,
      payment_attempt_record: target.attempt.id,
      currency,
      amount,
      processor: processor === 'custom' ? undefined : processor,
      refund_reference: name,
      initiated_at: input.initiated_at,
      refunded_at: input.refunded_at ?? input.initiated_at ?? context.now,
      metadata: newMetadata(input.metadata),
    });
    draft.create('payment_record_refund', refund);
    draft.emit('payment_record.refunded', input.id);
    draft.emit('payment_attempt_record.updated', target.attempt.id);
    return draft.decision({ kind: 'payment_record', id: input.id });
  },
};
