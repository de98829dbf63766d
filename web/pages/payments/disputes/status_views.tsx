/** The disputes that people look for, as links: the address holds their statuses in the API's own parameter. */
import { Link } from 'wouter';
import { type Fields, formText } from '../../../api/form.js';
import type { TextKey } from '../../../i18n/texts.js';
import { useText } from '../../../i18n/use_text.js';
import { ANSWERABLE_STATUSES, type DisputeStatus, isDisputeStatus } from '../../../model/dispute_status.js';

interface Shown {
  /** Empty: all. */
  readonly statuses: readonly DisputeStatus[];
  /** Whether there is still time for evidence. */
  readonly due?: 'in_time' | 'overdue' | undefined;
}

const VIEWS: readonly (Shown & { readonly text: TextKey })[] = [
  { text: 'views.all', statuses: [] },
  { text: 'dispute.status.needs_response', statuses: ANSWERABLE_STATUSES, due: 'in_time' },
  { text: 'dispute.overdue', statuses: ANSWERABLE_STATUSES, due: 'overdue' },
  { text: 'dispute.status.under_review', statuses: ['under_review', 'warning_under_review'] },
  { text: 'dispute.status.won', statuses: ['won'] },
  { text: 'dispute.status.lost', statuses: ['lost'] },
  { text: 'disputes.view.closed', statuses: ['warning_closed'] },
];

export function StatusViews({ shown }: { readonly shown: Shown }) {
  const { t } = useText();
  return (
    <nav className="tabs" aria-label={t('views.label')}>
      {VIEWS.map((view) => (
        <Link
          key={view.text}
          className="tab"
          href={disputesPath(view)}
          aria-current={disputesPath(view) === disputesPath(shown) ? 'page' : undefined}
        >
          {t(view.text)}
        </Link>
      ))}
    </nav>
  );
}

export function disputesPath({ statuses, due }: Shown): string {
  const text = formText({ ...statusField(statuses), ...(due === undefined ? {} : { due }) });
  return text === '' ? '/disputes' : `/disputes?${text}`;
}

export function shownIn(search: string): Shown {
  const given = new URLSearchParams(search);
  const due = given.get('due');
  const statuses = given.getAll('status[]').filter(isDisputeStatus);
  return due === 'in_time' || due === 'overdue' ? { statuses, due } : { statuses };
}

/** What the API is asked for. */
export function disputeFields({ statuses, due }: Shown, now: number): Fields {
  return {
    ...statusField(statuses),
    ...(due === undefined ? {} : { evidence_due_by: due === 'overdue' ? { lt: now } : { gte: now } }),
  };
}

function statusField(statuses: readonly DisputeStatus[]): Fields {
  return statuses.length === 0 ? {} : { status: statuses };
}
