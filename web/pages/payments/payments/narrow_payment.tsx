import { useText } from '../../../i18n/use_text.js';
import type { PaymentRow } from '../../../model/payment_row.js';
import { StateBadge } from '../../../parts/badge.js';
import { Method } from '../../../parts/method.js';
import { Time } from '../../../parts/time.js';

/** A payment in two lines, for telephones. */
export function NarrowPayment({ row }: { readonly row: PaymentRow }) {
  const { money } = useText();
  return (
    <span className="narrow-row">
      <span className="amount">{money(row.amount, row.currency)}</span>
      <StateBadge state={row.state} />
      <span className="muted">{row.method === null ? row.customer : <Method method={row.method} />}</span>
      <span className="muted">
        <Time at={row.happened ?? row.created} />
      </span>
    </span>
  );
}
