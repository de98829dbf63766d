/** The requests that were made about a payment: reads and refusals too, which the journal does not know. */
import { Link } from 'wouter';
import type { List, RequestLog } from '../../../api/types.js';
import { useGet } from '../../../app/use_api.js';
import { useText } from '../../../i18n/use_text.js';
import { ErrorNote } from '../../../parts/error_note.js';
import { SkeletonLines } from '../../../parts/skeleton.js';
import { StatusCode } from '../../../parts/status_code.js';
import { Time } from '../../../parts/time.js';

interface Properties {
  readonly record: string;
  readonly intent: string | undefined;
}

const SHOWN = 10;

export function PaymentRequests({ record, intent }: Properties) {
  const { t } = useText();
  const object = intent === undefined ? [record] : [record, intent];
  const { data, error } = useGet<List<RequestLog>>(
    '/v1/daybook/request_logs',
    { object, limit: SHOWN },
    { keep: true },
  );
  if (error !== null) return <ErrorNote error={error} />;
  if (data === undefined) return <SkeletonLines count={3} />;
  const logs = data.data;
  if (logs.length === 0) return <p className="muted">{t('payment.no_requests')}</p>;
  return (
    <ul className="request-list">
      {logs.map((log) => (
        <li key={log.id}>
          <StatusCode status={log.status} />
          <Link href={`/requests/${log.id}`}>
            <code>
              {log.method} {log.path}
            </code>
          </Link>
          <Time at={log.created} />
        </li>
      ))}
    </ul>
  );
}
