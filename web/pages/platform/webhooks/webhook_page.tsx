/** One endpoint: what it is sent, and what became of every delivery. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { WebhookDelivery, WebhookEndpoint } from '../../../api/types.js';
import { useShowSecret } from '../../../app/secret_context.js';
import { usePlace } from '../../../app/session_context.js';
import { useAll } from '../../../app/use_all.js';
import { useGet } from '../../../app/use_api.js';
import { useText } from '../../../i18n/use_text.js';
import { Button } from '../../../parts/button.js';
import { CopyText } from '../../../parts/copy_text.js';
import { ErrorNote } from '../../../parts/error_note.js';
import { Facts } from '../../../parts/facts.js';
import { FailedPage } from '../../../parts/failed_page.js';
import { PageHead } from '../../../parts/page_head.js';
import { Section } from '../../../parts/section.js';
import { Segments } from '../../../parts/segments.js';
import { PageSkeleton, SkeletonLines } from '../../../parts/skeleton.js';
import { Time } from '../../../parts/time.js';
import type { Action } from '../../actions/action.js';
import { ActionDialog } from '../../actions/action_dialog.js';
import {
  deleteEndpoint,
  replayEvents,
  retryEvent,
  rollSecret,
  switchEndpoint,
  updateEndpoint,
} from '../../actions/webhook_actions.js';
import { DeliveryList } from './delivery_list.js';
import { EndpointStatus } from './webhooks_page.js';

const FILTERS = ['', 'pending', 'succeeded', 'failed'] as const;
type Filter = (typeof FILTERS)[number];
/** A delivery comes some time after its event, and its end is no event. */
const READ_EVERY_MS = 3_000;

export default function WebhookPage({ id }: { readonly id: string }) {
  const speech = useText();
  const { t } = speech;
  const { can } = usePlace();
  const [, navigate] = useLocation();
  const [action, setAction] = useState<Action | null>(null);
  const showSecret = useShowSecret();
  const [filter, setFilter] = useState<Filter>('');
  const { data, error, refetch } = useGet<WebhookEndpoint>(`/v1/webhook_endpoints/${id}`);
  const deliveries = useAll<WebhookDelivery>(
    `/v1/webhook_endpoints/${id}/deliveries`,
    filter === '' ? {} : { status: filter },
    { read_every_ms: READ_EVERY_MS },
  );
  const parent = { path: '/webhooks', text: t('nav.webhooks') };
  if (error !== null) return <FailedPage id={id} parent={parent} error={error} retry={() => void refetch()} />;
  if (data === undefined) return <PageSkeleton />;
  const offers: [string, () => Action][] = [
    [t('action.update_endpoint'), () => updateEndpoint(data, speech)],
    ...(data.status === 'enabled'
      ? ([[t('action.replay'), () => replayEvents(data, speech)]] satisfies [string, () => Action][])
      : []),
    [t('action.roll_secret'), () => rollSecret(data, speech)],
    [
      t(data.status === 'enabled' ? 'action.disable_endpoint' : 'action.enable_endpoint'),
      () => switchEndpoint(data, speech),
    ],
    [t('action.delete_endpoint'), () => deleteEndpoint(data, speech)],
  ];
  return (
    <div className="page">
      <PageHead title={data.url} parent={parent}>
        <EndpointStatus status={data.status} />
        {can('webhook_endpoints', 'write') &&
          offers.map(([label, make]) => (
            <Button key={label} onClick={() => setAction(make())}>
              {label}
            </Button>
          ))}
      </PageHead>
      <div className="columns">
        <div className="column-main">
          <Section
            title={t('webhook.deliveries')}
            aside={
              <Segments
                label={t('column.state')}
                options={FILTERS.map((value) => ({
                  value,
                  label: value === '' ? t('views.all') : t(`delivery.${value}`),
                }))}
                value={filter}
                choose={setFilter}
              />
            }
          >
            {deliveries.error !== null && <ErrorNote error={deliveries.error} retry={deliveries.retry} />}
            {deliveries.items === undefined && deliveries.error === null && <SkeletonLines count={4} />}
            {deliveries.items !== undefined && (
              <DeliveryList
                deliveries={deliveries.items}
                retry={
                  can('events', 'write') && data.status === 'enabled'
                    ? (event) => setAction(retryEvent(event, [data], speech))
                    : undefined
                }
              />
            )}
            {deliveries.has_more && (
              <Button is_busy={deliveries.is_loading_more} onClick={deliveries.loadMore}>
                {t('history.older')}
              </Button>
            )}
          </Section>
        </div>
        <div className="column-side">
          <Section title={t('payment.details')}>
            <Facts
              facts={[
                [t('column.id'), <CopyText key="id" text={data.id} />],
                [t('webhook.events'), <code key="events">{data.enabled_events.join(', ')}</code>],
                [t('column.description'), data.description],
                [t('webhook.version'), data.api_version],
                [t('column.created'), <Time key="created" at={data.created} style="full" />],
              ]}
            />
          </Section>
        </div>
      </div>
      {action !== null && (
        <ActionDialog
          action={action}
          close={() => setAction(null)}
          done={(answer) => {
            const { secret: made, deleted } = answer as { secret?: string; deleted?: boolean };
            if (deleted === true) navigate('/webhooks');
            else if (made !== undefined) {
              showSecret({ title: t('webhook.secret'), text: t('webhook.secret_text'), secret: made });
            }
          }}
        />
      )}
    </div>
  );
}
