/** Capturing what is authorized: what was ordered is ticked, and the amount follows. */
import type { Charge, PaymentIntent } from '../../api/types.js';
import { editableMoney } from '../../format/money.js';
import type { Speech } from '../../i18n/use_text.js';
import { detailsOf, type Order, partsLeft, partsTotal } from '../../model/order.js';
import type { Action, ActionField } from './action.js';
import { lineFields } from './lines.js';
import { tickedIn } from './ticked.js';

export function captureAction(
  intent: PaymentIntent,
  charge: Charge | undefined,
  order: Order | undefined,
  { t, money, locale }: Speech,
): Action {
  const { currency, amount_capturable } = intent;
  const card = charge?.payment_method_details?.card;
  const maximum = card?.overcapture?.maximum_amount_capturable ?? 0;
  const most = Math.max(amount_capturable, maximum - intent.amount_received);
  const may_repeat = card?.multicapture?.status === 'available';
  const parts = order === undefined ? [] : partsLeft(order);
  const tickedParts = (draft: unknown) => parts.filter(({ id }) => tickedIn(String(draft ?? '')).has(id));
  const what: ActionField =
    parts.length > 0
      ? { name: 'order', type: 'order', label: t('line.title'), hint: t('capture.order_hint'), currency, parts }
      : { name: 'lines', type: 'lines', label: t('line.title'), hint: t('capture.lines_hint'), currency };
  const amount = parts.length > 0 ? partsTotal(parts) : amount_capturable;
  return {
    title: t('action.capture'),
    explanation: t('capture.explanation', { capturable: money(amount_capturable, currency) }),
    fields: [
      ...(parts.length > 0 ? [what] : []),
      { name: 'amount', type: 'money', label: t('field.amount'), currency, most, is_required: true },
      ...(may_repeat
        ? [{ name: 'keep', type: 'check', label: t('capture.keep'), hint: t('capture.keep_hint') } as const]
        : []),
      ...(parts.length > 0 ? [] : [what]),
    ],
    drafts: { amount: editableMoney(amount, currency, locale), order: parts.map(({ id }) => id).join(' ') },
    follow: (drafts, changed) =>
      changed === 'order'
        ? { ...drafts, amount: editableMoney(partsTotal(tickedParts(drafts['order'])), currency, locale) }
        : drafts,
    submit: (values) =>
      typeof values['amount'] === 'number'
        ? t('action.capture_of', { amount: money(values['amount'], currency) })
        : t('action.capture'),
    request: ({ amount: wanted, keep, lines, order: ticked }) => ({
      method: 'POST',
      path: `/v1/payment_intents/${intent.id}/capture`,
      fields: {
        amount_to_capture: wanted,
        ...(keep === true ? { final_capture: false } : {}),
        ...(typeof lines === 'string' ? { amount_details: { line_items: lineFields(lines, currency, locale) } } : {}),
        ...(parts.length > 0 ? { amount_details: detailsOf(tickedParts(ticked), intent) } : {}),
      },
    }),
  };
}
