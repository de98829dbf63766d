/** One try of a delivery: the text of the event, its signature, the request. */
import { shownType } from '../../core/event_types.js';
import type { WebhookEndpoint } from '../../core/platform/webhook_endpoint/types.js';
import type { Delivery, DeliveryTry } from '../../store/delivery_port.js';
import type { ScopeInfo, Store, StoredEvent } from '../../store/port.js';
import type { Clock } from '../clock.js';
import { eventId, eventParts } from '../event_id.js';
import type { WrittenTime } from '../written_time.js';
import type { Parcels } from './parcels.js';
import { pendingWebhooks } from './pending.js';
import type { Sender } from './post.js';
import { signatureHeader, signingSecrets } from './secrets.js';

const USER_AGENT = 'Stripe/1.0 (+https://stripe.com/docs/webhooks)';

export interface AttemptEnvironment {
  readonly store: Store;
  readonly clock: Clock;
  readonly time: WrittenTime;
  readonly parcels: Parcels;
  /** How many endpoints in service are sent events of a type. */
  readonly countInterested: (scope: number, type: string) => number;
}

export interface Attempt {
  readonly scope: ScopeInfo;
  /** The version that the endpoint's events are written in. */
  readonly api_version: string | undefined;
  /** The endpoint, asked for when there is nothing left to do but to send; undefined if it is not to be sent any more. */
  readonly receiver: () => Promise<WebhookEndpoint | undefined>;
  readonly delivery: Delivery;
  /** The event, where it is sent for the first time. */
  readonly first: StoredEvent | undefined;
}

/** Undefined if the signal ended it, or nobody is to receive it any more. Rejects if the event cannot be written. */
export async function attempt(
  { store, clock, time, parcels, countInterested }: AttemptEnvironment,
  { scope, api_version, receiver, delivery, first }: Attempt,
  sender: Sender,
  signal: AbortSignal,
): Promise<DeliveryTry | undefined> {
  const event = first ?? (await store.event(scope.scope, delivery.event));
  if (event === undefined) throw new Error(`event ${delivery.event} is not in the journal`);
  // Nobody has received a new event yet; of an older one the store knows.
  const pending =
    first === undefined
      ? (await pendingWebhooks(store, scope.scope, [event])).get(event.number)
      : countInterested(scope.scope, eventParts(event).own.type);
  const { body, previous } = await parcels.get(scope, event, api_version, pending ?? 1);
  const endpoint = await receiver();
  if (endpoint === undefined) return undefined;
  // What receivers compare with their own clocks is the machine's time.
  const signed_at = Math.floor(clock.wallMs() / 1000);
  const secrets = signingSecrets(store.fingerprint_key, endpoint, Math.floor(time.now() / 1000));
  return sender.post(
    {
      url: endpoint.url,
      body,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': USER_AGENT,
        'Stripe-Signature': signatureHeader(body, secrets, signed_at),
        'Daybook-Sequence': String(event.number),
        ...(previous === undefined ? {} : { 'Daybook-Previous-Event': previous }),
      },
    },
    signal,
  );
}

export function newDelivery(event: StoredEvent): Delivery {
  const { own, change } = eventParts(event);
  return {
    event: event.number,
    event_id: eventId(event),
    type: shownType(own.type),
    object: change.id,
    status: 'pending',
    round: 0,
    tries_in_round: 0,
    due_at_ms: null,
    finished_at_ms: null,
    tries: [],
  };
}
