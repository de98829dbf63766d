import { useText } from '../../../i18n/use_text.js';
import { urgencyOf } from '../../../model/dispute.js';
import type { DisputeStatus } from '../../../model/dispute_status.js';
import { Icon } from '../../../parts/icon.js';

interface Properties {
  readonly status: DisputeStatus;
  readonly due_by: number;
}

/** How long there is for evidence, while it is waited for. What is urgent has a sign and a shape beside its colour. */
export function Deadline({ status, due_by }: Properties) {
  const { t, time, distance } = useText();
  const urgency = urgencyOf(status, due_by, Date.now() / 1000);
  if (urgency === undefined) return <span className="muted">–</span>;
  return (
    <time
      className={urgency === 'later' ? undefined : 'badge bad'}
      dateTime={new Date(due_by * 1000).toISOString()}
      title={time(due_by, 'full')}
    >
      {urgency !== 'later' && <Icon name="clock" />}
      {urgency === 'overdue' ? t('dispute.overdue') : distance(due_by)}
    </time>
  );
}
