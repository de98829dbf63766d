/** One event: what it was about, who caused it, and what webhooks are sent. */
import { Link } from 'wouter';
import type { Event } from '../../../api/types.js';
import { usePlace } from '../../../app/session_context.js';
import { useGet } from '../../../app/use_api.js';
import { useText } from '../../../i18n/use_text.js';
import { CopyText } from '../../../parts/copy_text.js';
import { Facts } from '../../../parts/facts.js';
import { FailedPage } from '../../../parts/failed_page.js';
import { JsonView } from '../../../parts/json_view.js';
import { PageHead } from '../../../parts/page_head.js';
import { Section } from '../../../parts/section.js';
import { PageSkeleton } from '../../../parts/skeleton.js';
import { Time } from '../../../parts/time.js';
import { ObjectLink } from './object_link.js';
import { SendAgain } from './send_again.js';

export default function EventPage({ id }: { readonly id: string }) {
  const { t } = useText();
  const { can } = usePlace();
  const { data, error, refetch } = useGet<Event>(`/v1/events/${id}`);
  const parent = { path: '/events', text: t('nav.events') };
  if (error !== null) return <FailedPage id={id} parent={parent} error={error} retry={() => void refetch()} />;
  if (data === undefined) return <PageSkeleton />;
  const request = data.request?.id ?? null;
  const { object, previous_attributes } = data.data;
  return (
    <div className="page">
      <PageHead title={data.type} parent={parent}>
        {can('webhook_endpoints', 'read') && can('events', 'write') && <SendAgain event={id} />}
      </PageHead>
      <div className="columns">
        <div className="column-main">
          {previous_attributes !== undefined && (
            <Section title={t('event.before')}>
              <JsonView value={previous_attributes} label={t('event.before')} />
            </Section>
          )}
          <Section title={t('event.snapshot')}>
            <JsonView value={object} label={t('event.snapshot')} />
          </Section>
        </div>
        <div className="column-side">
          <Section title={t('payment.details')}>
            <Facts
              facts={[
                [t('column.id'), <CopyText key="id" text={data.id} />],
                [t('event.type'), <code key="type">{data.type}</code>],
                [t('column.created'), <Time key="created" at={data.created} style="full" />],
                [t('event.object'), <ObjectLink key="object" object={object} />],
                [
                  t('error.request'),
                  request === null ? null : can('request_logs', 'read') ? (
                    <Link key="request" href={`/requests/${request}`}>
                      {request}
                    </Link>
                  ) : (
                    <code key="request">{request}</code>
                  ),
                ],
                [t('event.pending'), String(data.pending_webhooks)],
              ]}
            />
          </Section>
        </div>
      </div>
    </div>
  );
}
