/** What became of the amount: a bar whose parts add up, and the same in words. */
import { useText } from '../../../i18n/use_text.js';
import { amountParts, type PartName } from '../../../model/amount_parts.js';
import type { PaymentAmounts } from '../../../model/payment_state.js';

interface Properties {
  readonly payment: PaymentAmounts;
  /** What the bank has taken back, minor units. */
  readonly disputed: number;
}

export function AmountPicture({ payment, disputed }: Properties) {
  const { t, money } = useText();
  const { parts, total } = amountParts(payment, disputed);
  const { currency, value } = payment.amount;
  const requested = payment.amount_requested.value;
  // What is left of a hold after a capture is not canceled: the payment was made.
  const is_rest = payment.amount_guaranteed.value > 0;
  const nameOf = (part: PartName) => t(part === 'canceled' && is_rest ? 'part.released' : `part.${part}`);
  const summary = parts.map((part) => `${nameOf(part.name)}: ${money(part.value, currency)}`).join(', ');
  return (
    <figure className="picture">
      <div className="bar" role="img" aria-label={summary}>
        {parts.map((part) => (
          <span key={part.name} className={`bar-part ${part.name}`} style={{ flexGrow: part.value }} />
        ))}
      </div>
      <figcaption>
        <ul className="legend">
          {parts.map((part) => (
            <li key={part.name}>
              <span className={`swatch ${part.name}`} aria-hidden="true" />
              {nameOf(part.name)} <strong>{money(part.value, currency)}</strong>
            </li>
          ))}
          <li className="legend-total">
            {t('part.total')} <strong>{money(total, currency)}</strong>
          </li>
        </ul>
        {requested !== value && (
          <p className="muted">{t('part.requested_note', { amount: money(requested, currency) })}</p>
        )}
      </figcaption>
    </figure>
  );
}
