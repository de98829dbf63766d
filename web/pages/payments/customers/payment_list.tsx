import { Link } from 'wouter';
import { useText } from '../../../i18n/use_text.js';
import type { PaymentRow } from '../../../model/payment_row.js';
import { StateBadge } from '../../../parts/badge.js';
import { Method } from '../../../parts/method.js';
import { Scroll } from '../../../parts/scroll.js';
import { Time } from '../../../parts/time.js';

export function PaymentList({ rows }: { readonly rows: readonly PaymentRow[] }) {
  const { t, money } = useText();
  if (rows.length === 0) return <p className="muted">{t('customer.no_payments')}</p>;
  return (
    <Scroll label={t('payments.title')}>
      <table>
        <thead>
          <tr>
            <th className="number">{t('column.amount')}</th>
            <th>{t('column.state')}</th>
            <th>{t('column.method')}</th>
            <th>{t('column.happened')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="number">
                <Link href={`/payments/${row.id}`}>{money(row.amount, row.currency)}</Link>
              </td>
              <td>
                <StateBadge state={row.state} />
              </td>
              <td>
                <Method method={row.method} />
              </td>
              <td>
                <Time at={row.happened ?? row.created} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
