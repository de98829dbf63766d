/** What the lines of an export add up to, by currency. */
import { usePlace } from '../../../app/session_context.js';
import { useText } from '../../../i18n/use_text.js';
import { type CsvSums, SUMMED } from '../../../model/csv_sums.js';
import { Scroll } from '../../../parts/scroll.js';

export function ExportSums({ sums: { by_currency } }: { readonly sums: CsvSums }) {
  const { t, money } = useText();
  const { can } = usePlace();
  if (by_currency.length === 0) return null;
  const shown = can('balance', 'read') ? SUMMED : (['captured', 'refunded'] as const);
  return (
    <Scroll label={t('export.sums')}>
      <table>
        <thead>
          <tr>
            <th>{t('field.currency')}</th>
            {shown.map((name) => (
              <th key={name} className="number">
                {t(`column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {by_currency.map(([currency, sums]) => (
            <tr key={currency}>
              <td>{currency.toUpperCase()}</td>
              {shown.map((name) => (
                <td key={name} className="number">
                  {money(sums[name], currency)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
