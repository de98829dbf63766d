import type { List, PaymentRecord } from '../../../api/types.js';
import { useGet } from '../../../app/use_api.js';
import { useInSight } from '../../../app/use_in_sight.js';
import { useText } from '../../../i18n/use_text.js';
import { type PaymentRow, paymentRow } from '../../../model/payment_row.js';
import { countText, isPossibleDouble, MOST, sameReferencePath } from '../../../model/same_reference.js';
import { Badge } from '../../../parts/badge.js';

/** The processor's reference, and whether other payments have it too: each row in sight asks. */
export function Reference({ row }: { readonly row: PaymentRow }) {
  return (
    <span className="reference">
      <code>{row.reference}</code>
      {useInSight() && <SharedMark row={row} />}
    </span>
  );
}

function SharedMark({ row }: { readonly row: PaymentRow }) {
  const { t } = useText();
  const { data } = useGet<List<PaymentRecord>>(sameReferencePath(row.id), { limit: MOST }, { stale_ms: 60_000 });
  if (data === undefined || data.data.length === 0) return null;
  const is_double = data.data.some((other) => isPossibleDouble(row, paymentRow(other)));
  const count = countText(data);
  return (
    <span title={t(is_double ? 'reference.double_note' : 'reference.same_note', { count })}>
      <Badge
        tone={is_double ? 'waiting' : 'quiet'}
        icon="copy"
        text={t(is_double ? 'reference.double_mark' : 'reference.shared_mark', { count })}
      />
    </span>
  );
}
