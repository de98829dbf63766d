/** Disputes that somebody should answer: those that there is time for, and apart from them those whose time is over. */
import { Link } from 'wouter';
import { useText } from '../../../i18n/use_text.js';
import { ANSWERABLE_STATUSES } from '../../../model/dispute_status.js';
import { disputesPath } from '../disputes/status_views.js';
import type { OverviewReport } from './report.js';

type Properties = Pick<OverviewReport, 'disputes_needing_response' | 'disputes_overdue'>;

export function WaitingDisputes({ disputes_needing_response: all, disputes_overdue: overdue }: Properties) {
  const { count } = useText();
  if (all === null || overdue === null || all === 0) return null;
  const in_time = all - overdue;
  return (
    <p className="notice waiting row">
      {in_time > 0 && (
        <Link href={disputesPath({ statuses: ANSWERABLE_STATUSES, due: 'in_time' })}>
          {count('overview.disputes', in_time)}
        </Link>
      )}
      {overdue > 0 && (
        <Link href={disputesPath({ statuses: ANSWERABLE_STATUSES, due: 'overdue' })}>
          {count('overview.disputes_overdue', overdue)}
        </Link>
      )}
    </p>
  );
}
