/** What was sold, capture by capture. */
import type { JournalEntry, LineItem } from '../../../api/types.js';
import { useText } from '../../../i18n/use_text.js';
import { capturesIn } from '../../../model/history.js';
import { itemsByCapture, lineTotal } from '../../../model/items_by_capture.js';
import { Scroll } from '../../../parts/scroll.js';
import { Time } from '../../../parts/time.js';

interface Properties {
  readonly items: readonly LineItem[];
  readonly history: readonly JournalEntry[];
  readonly currency: string;
}

export function LineItems({ items, history, currency }: Properties) {
  const { t, money } = useText();
  const captures = capturesIn(history);
  const grouped = captures.length === 0 ? null : itemsByCapture(captures, items);
  if (grouped === null) return <ItemsTable items={items} currency={currency} label={t('line.title')} />;
  return grouped.map(({ capture, items: own }, index) => {
    const label = t('line.capture', { number: index + 1 });
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: captures are known by their order
      <div key={index} className="capture">
        <h3>
          {label} · {money(capture.amount, currency)} <Time at={capture.at} />
        </h3>
        <ItemsTable items={own} currency={currency} label={label} />
        <p className="muted">
          {(['tax', 'shipping', 'discount'] as const)
            .filter((name) => capture[name] !== 0)
            .map((name) => `${t(`line.${name}`)} ${money(capture[name], currency)}`)
            .join(' · ')}
        </p>
      </div>
    );
  });
}

function ItemsTable({ items, currency, label }: { items: readonly LineItem[]; currency: string; label: string }) {
  const { t, money, number } = useText();
  return (
    <Scroll label={label}>
      <table>
        <thead>
          <tr>
            <th>{t('line.name')}</th>
            <th className="number">{t('line.quantity')}</th>
            <th className="number">{t('line.unit_cost')}</th>
            <th className="number">{t('line.discount')}</th>
            <th className="number">{t('line.tax')}</th>
            <th className="number">{t('line.total')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td>
                {item.product_name} {item.product_code !== null && <code>{item.product_code}</code>}
              </td>
              <td className="number">{number(item.quantity)}</td>
              <td className="number">{money(item.unit_cost, currency)}</td>
              <td className="number">{item.discount_amount === null ? '' : money(item.discount_amount, currency)}</td>
              <td className="number">{item.tax === null ? '' : money(item.tax.total_tax_amount, currency)}</td>
              <td className="number">{money(lineTotal(item), currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
