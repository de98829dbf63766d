/** The endpoints that events are sent to. */
import { useState } from 'react';
import { Link } from 'wouter';
import type { WebhookEndpoint } from '../../../api/types.js';
import { useShowSecret } from '../../../app/secret_context.js';
import { usePlace } from '../../../app/session_context.js';
import { useAll } from '../../../app/use_all.js';
import { useText } from '../../../i18n/use_text.js';
import { Badge } from '../../../parts/badge.js';
import { Button } from '../../../parts/button.js';
import { EmptyState } from '../../../parts/empty_state.js';
import { ErrorNote } from '../../../parts/error_note.js';
import { PageHead } from '../../../parts/page_head.js';
import { Scroll } from '../../../parts/scroll.js';
import { SkeletonLines } from '../../../parts/skeleton.js';
import { ActionDialog } from '../../actions/action_dialog.js';
import { createEndpoint } from '../../actions/webhook_actions.js';

const EXAMPLE = {
  method: 'POST',
  path: '/v1/webhook_endpoints',
  fields: { url: 'https://example.com/webhook', enabled_events: ['*'] },
} as const;

export default function WebhooksPage() {
  const speech = useText();
  const { t } = speech;
  const { can } = usePlace();
  const { items, error, retry, has_more, loadMore } = useAll<WebhookEndpoint>('/v1/webhook_endpoints');
  const [is_creating, setCreating] = useState(false);
  const showSecret = useShowSecret();
  return (
    <div className="page">
      <PageHead title={t('nav.webhooks')}>
        {can('webhook_endpoints', 'write') && (
          <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
            {t('action.create_endpoint')}
          </Button>
        )}
      </PageHead>
      {error !== null && <ErrorNote error={error} retry={retry} />}
      {items === undefined && error === null && <SkeletonLines count={4} />}
      {items?.length === 0 && (
        <EmptyState title={t('webhooks.none')} text={t('webhooks.none_text')} request={EXAMPLE} />
      )}
      {items !== undefined && items.length > 0 && (
        <div className="section">
          <Scroll label={t('nav.webhooks')}>
            <table className="stacks">
              <thead>
                <tr>
                  <th>{t('webhook.url')}</th>
                  <th>{t('column.state')}</th>
                  <th>{t('webhook.events')}</th>
                  <th>{t('column.description')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((endpoint) => (
                  <tr key={endpoint.id}>
                    <td>
                      <Link href={`/webhooks/${endpoint.id}`}>{endpoint.url}</Link>
                    </td>
                    <td>
                      <EndpointStatus status={endpoint.status} />
                    </td>
                    <td>
                      <code>{endpoint.enabled_events.join(', ')}</code>
                    </td>
                    <td>{endpoint.description}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          {has_more && <Button onClick={loadMore}>{t('history.older')}</Button>}
        </div>
      )}
      {is_creating && (
        <ActionDialog
          action={createEndpoint(speech)}
          close={() => setCreating(false)}
          done={(answer) => {
            const { secret } = answer as WebhookEndpoint;
            if (secret !== undefined)
              showSecret({ title: t('webhook.secret'), text: t('webhook.secret_text'), secret });
          }}
        />
      )}
    </div>
  );
}

export function EndpointStatus({ status }: { readonly status: string }) {
  const { t } = useText();
  return status === 'enabled' ? (
    <Badge tone="good" icon="check" text={t('webhook.enabled')} />
  ) : (
    <Badge tone="quiet" icon="cancel" text={t('webhook.disabled')} />
  );
}
