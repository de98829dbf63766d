/** The statuses that people look for, as links: the address holds them in the API's own parameter. */
import { Link } from 'wouter';
import { formText } from '../../../api/form.js';
import type { TextKey } from '../../../i18n/texts.js';
import { useText } from '../../../i18n/use_text.js';
import { ANSWERABLE_STATUSES, type DisputeStatus, isDisputeStatus } from '../../../model/dispute_status.js';

interface View {
  readonly text: TextKey;
  /** Empty: all. */
  readonly statuses: readonly DisputeStatus[];
}

const VIEWS: readonly View[] = [
  { text: 'views.all', statuses: [] },
  { text: 'dispute.status.needs_response', statuses: ANSWERABLE_STATUSES },
  { text: 'dispute.status.under_review', statuses: ['under_review', 'warning_under_review'] },
  { text: 'dispute.status.won', statuses: ['won'] },
  { text: 'dispute.status.lost', statuses: ['lost'] },
  { text: 'disputes.view.closed', statuses: ['warning_closed'] },
];

export function StatusViews({ shown }: { readonly shown: readonly DisputeStatus[] }) {
  const { t } = useText();
  return (
    <nav className="tabs" aria-label={t('views.label')}>
      {VIEWS.map(({ text, statuses }) => (
        <Link
          key={text}
          className="tab"
          href={disputesPath(statuses)}
          aria-current={disputesPath(statuses) === disputesPath(shown) ? 'page' : undefined}
        >
          {t(text)}
        </Link>
      ))}
    </nav>
  );
}

export function disputesPath(statuses: readonly DisputeStatus[]): string {
  return statuses.length === 0 ? '/disputes' : `/disputes?${formText({ status: statuses })}`;
}

export function statusesIn(search: string): readonly DisputeStatus[] {
  return new URLSearchParams(search).getAll('status[]').filter(isDisputeStatus);
}
