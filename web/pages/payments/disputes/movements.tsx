import type { Dispute } from '../../../api/types.js';
import { useText } from '../../../i18n/use_text.js';
import { CopyText } from '../../../parts/copy_text.js';
import { Scroll } from '../../../parts/scroll.js';
import { Time } from '../../../parts/time.js';

/** What the dispute moved on the balance. */
export function Movements({ movements }: { readonly movements: Dispute['balance_transactions'] }) {
  const { t, money } = useText();
  if (movements.length === 0) return <p className="muted">{t('dispute.no_money')}</p>;
  return (
    <Scroll label={t('dispute.money')}>
      <table>
        <thead>
          <tr>
            <th>{t('column.description')}</th>
            <th className="number">{t('column.amount')}</th>
            <th className="number">{t('dispute.fee')}</th>
            <th className="number">{t('dispute.net')}</th>
            <th>{t('column.created')}</th>
            <th>{t('column.id')}</th>
          </tr>
        </thead>
        <tbody>
          {movements.map(({ id, amount, fee, net, currency, created }) => (
            <tr key={id}>
              <td>{t(amount < 0 ? 'dispute.taken' : 'dispute.returned')}</td>
              <td className="number">{money(amount, currency)}</td>
              <td className="number">{money(fee, currency)}</td>
              <td className="number">{money(net, currency)}</td>
              <td>
                <Time at={created} />
              </td>
              <td className="cut">
                <CopyText text={id} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
