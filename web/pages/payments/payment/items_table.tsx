/** Items with all that is added to them and taken from them, down to the total. */
import type { LineItem } from '../../../api/types.js';
import { useText } from '../../../i18n/use_text.js';
import { lineTotal, totalOf, WHOLE_PARTS, type Whole } from '../../../model/item_totals.js';
import type { OrderLine } from '../../../model/order.js';
import { Scroll } from '../../../parts/scroll.js';

interface Properties {
  readonly items: readonly LineItem[];
  /** What of each item was captured, and what is left. */
  readonly progress?: readonly OrderLine[];
  readonly whole: Whole;
  readonly currency: string;
  readonly label: string;
}

export function ItemsTable({ items, progress, whole, currency, label }: Properties) {
  const { t, money, number } = useText();
  const columns = progress === undefined ? 5 : 7;
  return (
    <Scroll label={label}>
      <table>
        <thead>
          <tr>
            <th>{t('line.name')}</th>
            <th className="number">{t(progress === undefined ? 'line.quantity' : 'line.ordered')}</th>
            {progress !== undefined && <th className="number">{t('line.captured')}</th>}
            {progress !== undefined && <th className="number">{t('line.left')}</th>}
            <th className="number">{t('line.unit_cost')}</th>
            <th className="number">{t('line.discount')}</th>
            <th className="number">{t('line.tax')}</th>
            <th className="number">{t('line.total')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            <tr key={item.id}>
              <td>
                {item.product_name} {item.product_code !== null && <code>{item.product_code}</code>}
              </td>
              <td className="number">{number(item.quantity)}</td>
              {progress !== undefined && <td className="number">{number(progress[index]?.captured ?? 0)}</td>}
              {progress !== undefined && <td className="number">{number(progress[index]?.left.quantity ?? 0)}</td>}
              <td className="number">{money(item.unit_cost, currency)}</td>
              <td className="number">{item.discount_amount === null ? '' : money(item.discount_amount, currency)}</td>
              <td className="number">{item.tax === null ? '' : money(item.tax.total_tax_amount, currency)}</td>
              <td className="number">{money(lineTotal(item), currency)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {WHOLE_PARTS.filter((name) => whole[name] !== 0).map((name) => (
            <tr key={name}>
              <td colSpan={columns}>{t(`line.${name}`)}</td>
              <td className="number">{money(name === 'discount' ? -whole[name] : whole[name], currency)}</td>
            </tr>
          ))}
          <tr className="total">
            <th scope="row" colSpan={columns}>
              {t('line.total')}
            </th>
            <td className="number">{money(totalOf(items, whole), currency)}</td>
          </tr>
        </tfoot>
      </table>
    </Scroll>
  );
}
