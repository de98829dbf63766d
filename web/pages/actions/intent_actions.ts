/** What can be done with a payment that Daybook processes. */
import type { Charge, Dispute, PaymentIntent } from '../../api/types.js';
import { editableMoney } from '../../format/money.js';
import type { Speech } from '../../i18n/use_text.js';
import type { Order } from '../../model/order.js';
import type { Action } from './action.js';
import { captureAction } from './capture_action.js';

const INTENT_ACTIONS = ['capture', 'cancel', 'refund'] as const;
export type IntentAction = (typeof INTENT_ACTIONS)[number];

const CANCELABLE: readonly string[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'requires_capture',
];
const REASONS = ['requested_by_customer', 'duplicate', 'fraudulent'] as const;

export function intentActions(
  intent: PaymentIntent,
  charge: Charge | undefined,
  disputes: readonly Dispute[],
): readonly IntentAction[] {
  return INTENT_ACTIONS.filter((name) => {
    if (name === 'capture') return intent.status === 'requires_capture';
    // A payment of which something was captured is ended by a last capture.
    if (name === 'cancel') return CANCELABLE.includes(intent.status) && intent.amount_received === 0;
    // What the bank has taken cannot be given back as well.
    if (disputes.some(({ is_charge_refundable }) => !is_charge_refundable)) return false;
    return charge !== undefined && charge.status === 'succeeded' && charge.amount_captured > charge.amount_refunded;
  });
}

export function intentAction(
  name: IntentAction,
  { intent, charge, order }: { intent: PaymentIntent; charge: Charge | undefined; order: Order | undefined },
  speech: Speech,
): Action {
  if (name === 'capture') return captureAction(intent, charge, order, speech);
  return name === 'cancel' ? cancel(intent, speech) : refund(intent, charge, speech);
}

function cancel(intent: PaymentIntent, { t }: Speech): Action {
  return {
    title: t('action.cancel'),
    explanation: t('cancel.explanation'),
    is_danger: true,
    fields: [
      {
        name: 'reason',
        type: 'select',
        label: t('field.reason'),
        options: (['', 'abandoned', ...REASONS] as const).map((value) => ({
          value,
          label: value === '' ? t('reason.none') : t(`reason.${value}`),
        })),
      },
    ],
    drafts: { reason: '' },
    submit: () => t('action.cancel'),
    request: ({ reason }) => ({
      method: 'POST',
      path: `/v1/payment_intents/${intent.id}/cancel`,
      fields: { cancellation_reason: reason },
    }),
  };
}

function refund(intent: PaymentIntent, charge: Charge | undefined, { t, money, locale }: Speech): Action {
  const { currency } = intent;
  const left = (charge?.amount_captured ?? 0) - (charge?.amount_refunded ?? 0);
  return {
    title: t('action.refund'),
    explanation: t('refund.explanation', { left: money(left, currency) }),
    fields: [
      { name: 'amount', type: 'money', label: t('field.amount'), currency, most: left, is_required: true },
      {
        name: 'reason',
        type: 'select',
        label: t('field.reason'),
        options: (['', ...REASONS] as const).map((value) => ({
          value,
          label: value === '' ? t('reason.none') : t(`reason.${value}`),
        })),
      },
    ],
    drafts: { amount: editableMoney(left, currency, locale), reason: '' },
    submit: ({ amount }) =>
      typeof amount === 'number' ? t('action.refund_of', { amount: money(amount, currency) }) : t('action.refund'),
    request: ({ amount, reason }) => ({
      method: 'POST',
      path: '/v1/refunds',
      fields: { payment_intent: intent.id, amount, reason },
    }),
  };
}
