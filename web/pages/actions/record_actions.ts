/** What can be reported about a payment that was made elsewhere, in the state it is in. */
import type { PaymentRecord } from '../../api/types.js';
import { toLocalInput } from '../../format/dates.js';
import { editableMoney } from '../../format/money.js';
import type { Speech } from '../../i18n/use_text.js';
import { type PaymentState, stateOf } from '../../model/payment_state.js';
import type { Action } from './action.js';
import { reportRetry } from './report_payment.js';

export const RECORD_ACTIONS = ['guaranteed', 'failed', 'canceled', 'retry', 'refund'] as const;
export type RecordAction = (typeof RECORD_ACTIONS)[number];

const OUTCOMES: readonly RecordAction[] = ['guaranteed', 'failed', 'canceled'];

/** By the state of the latest attempt, as on the server. */
const POSSIBLE: Record<PaymentState, readonly RecordAction[]> = {
  initiated: OUTCOMES,
  authorized: OUTCOMES,
  guaranteed: ['refund'],
  partially_refunded: ['refund'],
  refunded: [],
  failed: ['retry'],
  canceled: ['retry'],
};

export function recordActions(record: PaymentRecord): readonly RecordAction[] {
  return record.reported_by === 'self' ? POSSIBLE[stateOf(record)] : [];
}

export function recordAction(name: RecordAction, record: PaymentRecord, speech: Speech): Action {
  if (name === 'retry') return reportRetry(record, speech);
  if (name === 'refund') return reportRefund(record, speech);
  return reportOutcome(name, record, speech);
}

function reportOutcome(name: 'guaranteed' | 'failed' | 'canceled', record: PaymentRecord, { t }: Speech): Action {
  return {
    title: t(`action.report_${name}`),
    explanation: t(`report.${name}_explanation`),
    is_danger: name !== 'guaranteed',
    fields: [{ name: 'at', type: 'time', label: t('report.outcome_at'), is_required: true }],
    drafts: { at: toLocalInput(Math.floor(Date.now() / 1000)) },
    submit: () => t(`action.report_${name}`),
    request: ({ at }) => ({
      method: 'POST',
      path: `/v1/payment_records/${record.id}/report_payment_attempt_${name}`,
      fields: { [`${name}_at`]: at },
    }),
  };
}

function reportRefund(record: PaymentRecord, { t, money, locale }: Speech): Action {
  const { currency } = record.amount;
  const left = record.amount_guaranteed.value - record.amount_refunded.value;
  return {
    title: t('action.report_refund'),
    explanation: t('report.refund_explanation', { left: money(left, currency) }),
    fields: [
      { name: 'amount', type: 'money', label: t('field.amount'), currency, most: left, is_required: true },
      {
        name: 'reference',
        type: 'text',
        label: t('report.refund_reference'),
        hint: t('report.refund_reference_hint'),
        is_required: true,
      },
      { name: 'refunded_at', type: 'time', label: t('report.refunded_at'), is_required: true },
    ],
    drafts: {
      amount: editableMoney(left, currency, locale),
      reference: '',
      refunded_at: toLocalInput(Math.floor(Date.now() / 1000)),
    },
    submit: ({ amount }) =>
      typeof amount === 'number'
        ? t('action.report_refund_of', { amount: money(amount, currency) })
        : t('action.report_refund'),
    request: ({ amount, reference, refunded_at }) => ({
      method: 'POST',
      path: `/v1/payment_records/${record.id}/report_refund`,
      fields: {
        outcome: 'refunded',
        processor_details: {
          type: 'custom',
          ...(reference === undefined ? {} : { custom: { refund_reference: reference } }),
        },
        ...(amount === undefined ? {} : { amount: { currency, value: amount } }),
        ...(refunded_at === undefined ? {} : { refunded: { refunded_at } }),
      },
    }),
  };
}
