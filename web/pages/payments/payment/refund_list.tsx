import type { Refund } from '../../../api/types.js';
import { useText } from '../../../i18n/use_text.js';
import { CopyText } from '../../../parts/copy_text.js';
import { Scroll } from '../../../parts/scroll.js';
import { Time } from '../../../parts/time.js';

export function RefundList({ refunds }: { readonly refunds: readonly Refund[] }) {
  const { t, money } = useText();
  return (
    <Scroll label={t('payment.refunds')}>
      <table>
        <thead>
          <tr>
            <th className="number">{t('column.amount')}</th>
            <th>{t('column.state')}</th>
            <th>{t('field.reason')}</th>
            <th>{t('column.created')}</th>
            <th>{t('column.id')}</th>
          </tr>
        </thead>
        <tbody>
          {refunds.map((refund) => (
            <tr key={refund.id}>
              <td className="number">{money(refund.amount, refund.currency)}</td>
              <td>
                <code>{refund.status}</code>{' '}
                {refund.failure_reason !== undefined && <code>{refund.failure_reason}</code>}
              </td>
              <td>{refund.reason !== null && <code>{refund.reason}</code>}</td>
              <td>
                <Time at={refund.created} />
              </td>
              <td>
                <CopyText text={refund.id} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
