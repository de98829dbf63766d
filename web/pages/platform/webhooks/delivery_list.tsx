import { Link } from 'wouter';
import type { WebhookDelivery } from '../../../api/types.js';
import { useText } from '../../../i18n/use_text.js';
import { Badge, type Tone } from '../../../parts/badge.js';
import { Button } from '../../../parts/button.js';
import { CodeBlock } from '../../../parts/code_block.js';
import type { IconName } from '../../../parts/icon.js';
import { StatusCode } from '../../../parts/status_code.js';
import { Time } from '../../../parts/time.js';

const LOOKS: Record<WebhookDelivery['status'], { tone: Tone; icon: IconName }> = {
  pending: { tone: 'waiting', icon: 'clock' },
  succeeded: { tone: 'good', icon: 'check' },
  failed: { tone: 'bad', icon: 'failed' },
  canceled: { tone: 'quiet', icon: 'cancel' },
};

interface Properties {
  readonly deliveries: readonly WebhookDelivery[];
  /** Absent where events cannot be sent again. */
  readonly retry: ((event: string) => void) | undefined;
}

export function DeliveryList({ deliveries, retry }: Properties) {
  const { t, count } = useText();
  if (deliveries.length === 0) return <p className="muted">{t('webhook.no_deliveries')}</p>;
  return (
    <ul className="deliveries">
      {deliveries.map((delivery) => (
        <li key={delivery.id}>
          <div className="row">
            <Badge {...LOOKS[delivery.status]} text={t(`delivery.${delivery.status}`)} />
            <Link href={`/events/${delivery.event}`}>
              <code>{delivery.event_type}</code>
            </Link>
            {delivery.next_try !== null && (
              <span className="muted">
                {t('delivery.next')} <Time at={delivery.next_try} />
              </span>
            )}
          </div>
          {retry !== undefined && delivery.status !== 'pending' && (
            <Button icon="retry" onClick={() => retry(delivery.event)}>
              {t('action.retry_event')}
            </Button>
          )}
          <details>
            <summary>
              {count('delivery.tries', delivery.tries.length)}
              <LastTry delivery={delivery} />
            </summary>
            <ul className="stack">
              {delivery.tries.map((attempt, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: tries are known by their order
                <li key={index}>
                  <p className="row">
                    {attempt.response !== null && <StatusCode status={attempt.response.status} />}
                    <Time at={attempt.created} style="full" /> <span className="muted">{attempt.latency_ms} ms</span>
                    {attempt.error}
                  </p>
                  {attempt.response !== null && attempt.response.body !== null && attempt.response.body !== '' && (
                    <CodeBlock text={attempt.response.body} label={t('delivery.answer')} />
                  )}
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

function LastTry({ delivery }: { readonly delivery: WebhookDelivery }) {
  const last = delivery.tries.at(-1);
  return last === undefined ? null : (
    <span className="muted">
      {' · '}
      <Time at={last.created} />
    </span>
  );
}
