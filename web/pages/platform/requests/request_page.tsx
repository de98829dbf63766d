/** One request: what was asked, what was answered, and what it touched. */
import { Link } from 'wouter';
import type { RequestLog } from '../../../api/types.js';
import { useGet } from '../../../app/use_api.js';
import { useText } from '../../../i18n/use_text.js';
import { CopyText } from '../../../parts/copy_text.js';
import { Facts } from '../../../parts/facts.js';
import { FailedPage } from '../../../parts/failed_page.js';
import { JsonView } from '../../../parts/json_view.js';
import { PageHead } from '../../../parts/page_head.js';
import { Section } from '../../../parts/section.js';
import { PageSkeleton } from '../../../parts/skeleton.js';
import { StatusCode } from '../../../parts/status_code.js';
import { Time } from '../../../parts/time.js';
import { pathOfId } from './path_of_id.js';

export default function RequestPage({ id }: { readonly id: string }) {
  const { t } = useText();
  const { data, error, refetch } = useGet<RequestLog>(`/v1/daybook/request_logs/${id}`, {}, { stale_ms: 60_000 });
  const parent = { path: '/requests', text: t('nav.requests') };
  if (error !== null) return <FailedPage id={id} parent={parent} error={error} retry={() => void refetch()} />;
  if (data === undefined) return <PageSkeleton />;
  return (
    <div className="page">
      <PageHead title={`${data.method} ${data.path}`} parent={parent}>
        <StatusCode status={data.status} />
      </PageHead>
      <div className="columns">
        <div className="column-main">
          {data.error !== null && (
            <Section title={t('request.error')}>
              <Facts
                facts={[
                  [t('request.message'), data.error.message],
                  [t('request.code'), data.error.code == null ? null : <code key="code">{data.error.code}</code>],
                  [t('request.param'), data.error.param == null ? null : <code key="param">{data.error.param}</code>],
                ]}
              />
            </Section>
          )}
          <Section title={t('request.parameters')}>
            {data.parameters === null || Object.keys(data.parameters).length === 0 ? (
              <p className="muted">{t('request.no_parameters')}</p>
            ) : (
              <JsonView value={data.parameters} label={t('request.parameters')} />
            )}
          </Section>
          {data.objects.length > 0 && (
            <Section title={t('request.objects')}>
              <ul className="stack">
                {data.objects.map((object) => {
                  const path = pathOfId(object);
                  return (
                    <li key={object}>
                      {path === undefined ? <CopyText text={object} /> : <Link href={path}>{object}</Link>}
                    </li>
                  );
                })}
              </ul>
            </Section>
          )}
        </div>
        <div className="column-side">
          <Section title={t('payment.details')}>
            <Facts
              facts={[
                [t('column.id'), <CopyText key="id" text={data.id} />],
                [t('column.created'), <Time key="created" at={data.created} style="full" />],
                [t('request.duration'), `${data.duration_ms} ms`],
                [
                  t('request.key'),
                  data.key === null ? null : (
                    <Link key="key" href={`/requests?key=${encodeURIComponent(data.key)}`}>
                      {data.key}
                    </Link>
                  ),
                ],
                [t('request.via'), data.via === null ? t('request.via_api') : t('request.via_dashboard')],
                [t('request.version'), data.api_version],
                [
                  t('request.idempotency_key'),
                  data.idempotency_key === null ? null : <CopyText key="idempotency" text={data.idempotency_key} />,
                ],
              ]}
            />
          </Section>
        </div>
      </div>
    </div>
  );
}
