import type { PaymentAttemptRecord } from '../../../api/types.js';
import { useText } from '../../../i18n/use_text.js';
import { methodOf, processorOf, referenceOf } from '../../../model/method.js';
import { stateOf } from '../../../model/payment_state.js';
import { StateBadge } from '../../../parts/badge.js';
import { CopyText } from '../../../parts/copy_text.js';
import { Method } from '../../../parts/method.js';
import { Scroll } from '../../../parts/scroll.js';
import { Time } from '../../../parts/time.js';

interface Properties {
  readonly attempts: readonly PaymentAttemptRecord[];
}

export function AttemptsTable({ attempts }: Properties) {
  const { t, money } = useText();
  return (
    <Scroll label={t('payment.attempts')}>
      <table>
        <thead>
          <tr>
            <th>{t('column.state')}</th>
            <th className="number">{t('column.amount')}</th>
            <th>{t('column.method')}</th>
            <th>{t('column.processor')}</th>
            <th>{t('attempt.times')}</th>
            <th>{t('column.id')}</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt) => {
            const reference = referenceOf(attempt);
            return (
              <tr key={attempt.id}>
                <td>
                  <StateBadge state={stateOf(attempt)} />
                </td>
                <td className="number">{money(attempt.amount.value, attempt.amount.currency)}</td>
                <td>
                  <Method method={methodOf(attempt.payment_method_details)} />
                </td>
                <td className="cut">
                  <div>{processorOf(attempt)}</div>
                  {reference !== null && <code title={reference}>{reference}</code>}
                </td>
                <td>
                  <div>
                    <Time at={attempt.happened} />
                  </div>
                  {attempt.outcome_happened === null ? '–' : <Time at={attempt.outcome_happened} />}
                </td>
                <td className="cut">
                  <CopyText text={attempt.id} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}
