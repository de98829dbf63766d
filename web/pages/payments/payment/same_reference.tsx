/** The other payments with the reference of this one, and which of them may be this one again. */
import { Link } from 'wouter';
import type { List, PaymentRecord } from '../../../api/types.js';
import { useGet } from '../../../app/use_api.js';
import { useText } from '../../../i18n/use_text.js';
import { referenceOf } from '../../../model/method.js';
import { paymentRow } from '../../../model/payment_row.js';
import { countText, isPossibleDouble, MOST, sameReferencePath } from '../../../model/same_reference.js';
import { StateBadge } from '../../../parts/badge.js';
import { Time } from '../../../parts/time.js';

export function SameReference({ record }: { readonly record: PaymentRecord }) {
  const { t, money } = useText();
  const enabled = referenceOf(record) !== null;
  const { data } = useGet<List<PaymentRecord>>(sameReferencePath(record.id), { limit: MOST }, { enabled });
  if (data === undefined || data.data.length === 0) return null;
  const own = paymentRow(record);
  const others = data.data.map(paymentRow);
  const is_double = others.some((other) => isPossibleDouble(own, other));
  return (
    <section className={`notice ${is_double ? 'waiting' : 'quiet'}`} aria-label={t('reference.same')}>
      <p>
        <strong>{t(is_double ? 'reference.double' : 'reference.same')}</strong>{' '}
        {t(is_double ? 'reference.double_note' : 'reference.same_note', { count: countText(data) })}
      </p>
      <ul className="same-reference">
        {others.map((other) => (
          <li key={other.id} className="row">
            <Link href={`/payments/${other.id}`}>{money(other.amount, other.currency)}</Link>
            <StateBadge state={other.state} />
            <span className="muted">
              <Time at={other.happened ?? other.created} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
