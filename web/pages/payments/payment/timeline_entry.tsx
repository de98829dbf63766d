import { Link } from 'wouter';
import type { JournalEntry } from '../../../api/types.js';
import { usePlace } from '../../../app/session_context.js';
import { useText } from '../../../i18n/use_text.js';
import { declineInSentence } from '../../../model/decline_reason.js';
import { disputesBegunIn } from '../../../model/dispute_history.js';
import { isInquiry } from '../../../model/dispute_status.js';
import { declineOf, differencesIn, happeningOf, movementsOf } from '../../../model/history.js';
import { Icon } from '../../../parts/icon.js';
import { Time } from '../../../parts/time.js';
import { DisputeLink } from '../disputes/dispute_link.js';

interface Properties {
  readonly entry: JournalEntry;
  readonly lookAt: ((created: number) => void) | undefined;
  readonly names_disputes: boolean;
}

export function TimelineEntry({ entry, lookAt, names_disputes }: Properties) {
  const { t, money } = useText();
  const { can } = usePlace();
  const { icon, tone } = happeningOf(entry);
  const { id: request_id } = entry.request;
  return (
    <li className={`timeline-entry ${tone}`}>
      <span className="timeline-sign">
        <Icon name={icon} />
      </span>
      <div>
        <p className="timeline-title">
          <strong>
            <Title entry={entry} />
          </strong>{' '}
          {movementsOf(entry).map(({ part, amount, currency }) => (
            <span key={part} className="movement">
              {t(`moved.${part}`)} {money(amount, currency)}
            </span>
          ))}
        </p>
        {names_disputes &&
          disputesBegunIn(entry).map((dispute) => (
            <p key={dispute.id}>
              {t(isInquiry(dispute.status) ? 'history.inquiry_opened' : 'history.dispute_opened')}:{' '}
              {t(`dispute.reason.${dispute.reason}`)} <DisputeLink id={dispute.id} />
            </p>
          ))}
        <p className="timeline-details">
          <Time at={entry.created} style="full" />
          <span>
            {t('history.by')} <code>{entry.actor}</code>
            {entry.via !== null && ` ${t('history.via')}`}
          </span>
          {request_id !== null &&
            (can('request_logs', 'read') ? (
              <Link href={`/requests/${request_id}`}>{request_id}</Link>
            ) : (
              <code>{request_id}</code>
            ))}
          {lookAt !== undefined && (
            <button type="button" className="link-button" onClick={() => lookAt(entry.created)}>
              {t('history.look')}
            </button>
          )}
        </p>
        <details>
          <summary>{t('history.changes')}</summary>
          {entry.changes.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one object can change twice in an entry
            <div key={index} className="change">
              <p>
                <code>{change.object}</code> <code>{change.id}</code>
                {change.before === null && ` · ${t('history.made')}`}
              </p>
              <ul>
                {differencesIn(change).map(({ name, before, after }) => (
                  <li key={name}>
                    <code>{name}</code>: <del>{JSON.stringify(before)}</del> → <ins>{JSON.stringify(after)}</ins>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </details>
      </div>
    </li>
  );
}

/** What happened; of a try that was declined, also why. */
function Title({ entry }: Pick<Properties, 'entry'>) {
  const { t, language } = useText();
  const { text } = happeningOf(entry);
  const decline = text === 'history.declined' ? declineOf(entry) : null;
  if (decline !== null) {
    return t(`history.declined_${decline.how}`, { reason: declineInSentence(decline.reason, t, language) });
  }
  return text === null ? <code>{entry.command}</code> : t(text);
}
