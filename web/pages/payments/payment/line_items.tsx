/** What was ordered and what of it is left, and what was captured, capture by capture. */
import { useText } from '../../../i18n/use_text.js';
import { capturesIn } from '../../../model/history.js';
import { wholeOf } from '../../../model/item_totals.js';
import { itemsByCapture } from '../../../model/items_by_capture.js';
import { Time } from '../../../parts/time.js';
import { ItemsTable } from './items_table.js';
import type { Payment } from './use_payment.js';

interface Properties {
  readonly payment: Payment;
  readonly currency: string;
}

export function LineItems({ payment: { lines, order, intent, history }, currency }: Properties) {
  const items = lines.items ?? [];
  const { t, money } = useText();
  const captures = capturesIn(history.items ?? []);
  const grouped = captures.length === 0 ? null : itemsByCapture(captures, items);
  if (grouped === null) {
    return (
      <ItemsTable items={items} whole={wholeOf(intent?.amount_details)} currency={currency} label={t('line.title')} />
    );
  }
  const ordered = order?.lines.map(({ item }) => item) ?? [];
  const is_left = order?.lines.some(({ left }) => left.quantity > 0) === true;
  return (
    <>
      {order !== undefined && is_left && (
        <div className="capture">
          <h3>{t('line.order')}</h3>
          <ItemsTable
            items={ordered}
            progress={order.lines}
            whole={order.whole}
            currency={currency}
            label={t('line.order')}
          />
        </div>
      )}
      {grouped.map(({ capture, items: own }, index) => {
        const label = t('line.capture', { number: index + 1 });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: captures are known by their order
          <div key={index} className="capture">
            <h3>
              {label} · {money(capture.amount, currency)} <Time at={capture.at} />
            </h3>
            <ItemsTable items={own} whole={capture} currency={currency} label={label} />
          </div>
        );
      })}
    </>
  );
}
