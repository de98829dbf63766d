import type { PaymentMethod } from '../../../api/types.js';
import { useAll } from '../../../app/use_all.js';
import { useText } from '../../../i18n/use_text.js';
import { brandName } from '../../../model/method.js';
import { Badge } from '../../../parts/badge.js';
import { CopyText } from '../../../parts/copy_text.js';
import { ErrorNote } from '../../../parts/error_note.js';
import { SkeletonLines } from '../../../parts/skeleton.js';

interface Properties {
  readonly customer: string;
  readonly default_method: string | null;
}

export function CustomerMethods({ customer, default_method }: Properties) {
  const { t } = useText();
  const { items, error, retry } = useAll<PaymentMethod>(`/v1/customers/${customer}/payment_methods`);
  if (error !== null) return <ErrorNote error={error} retry={retry} />;
  if (items === undefined) return <SkeletonLines count={2} />;
  if (items.length === 0) return <p className="muted">{t('customer.no_methods')}</p>;
  return (
    <ul className="stack">
      {items.map(({ id, card, type }) => (
        <li key={id} className="row">
          <strong>{card === undefined ? type : `${brandName(card.brand)} •••• ${card.last4}`}</strong>
          {card !== undefined && (
            <span className="muted">
              {card.exp_month}/{card.exp_year}
            </span>
          )}
          {id === default_method && <Badge tone="quiet" icon="star" text={t('customer.default')} />}
          <CopyText text={id} />
        </li>
      ))}
    </ul>
  );
}
