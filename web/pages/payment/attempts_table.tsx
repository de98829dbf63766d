import type { JournalEntry, PaymentAttemptRecord, ReportedTimes } from '../../api/types.js';
import { useText } from '../../i18n/use_text.js';
import { methodOf, processorOf, referenceOf } from '../../model/method.js';
import { stateOf } from '../../model/payment_state.js';
import { StateBadge } from '../../parts/badge.js';
import { CopyText } from '../../parts/copy_text.js';
import { Method } from '../../parts/method.js';
import { Scroll } from '../../parts/scroll.js';
import { Time } from '../../parts/time.js';

interface Properties {
  readonly attempts: readonly PaymentAttemptRecord[];
  readonly history: readonly JournalEntry[];
}

export function AttemptsTable({ attempts, history }: Properties) {
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
            const times = timesOf(attempt.id, history);
            const reference = referenceOf(attempt);
            const ended = times?.guaranteed_at ?? times?.failed_at ?? times?.canceled_at ?? null;
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
                    <Time at={times?.initiated_at ?? attempt.created} />
                  </div>
                  {ended === null ? '–' : <Time at={ended} />}
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

/** The times that were reported; attempts themselves do not show them. */
function timesOf(attempt: string, history: readonly JournalEntry[]): ReportedTimes | undefined {
  for (const { changes } of history) {
    const change = changes.findLast(({ id }) => id === attempt);
    if (change?.reported_times !== undefined) return change.reported_times;
  }
  return undefined;
}
