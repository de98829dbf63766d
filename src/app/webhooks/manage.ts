/** Webhook endpoints as their owner manages them on the command line. */
import type { CommandInput } from '../../core/commands.js';
import { documentAs } from '../../core/kernel/stored_document.js';
import { noSuchNumber } from '../../core/platform/event/refusals.js';
import type { WebhookEndpoint } from '../../core/platform/webhook_endpoint/types.js';
import type { Delivery, DeliveryQuery } from '../../store/delivery_port.js';
import type { Page } from '../../store/page.js';
import type { ScopeInfo, Store } from '../../store/port.js';
import type { Ledger } from '../ledger.js';
import type { ReadSource } from '../long_read.js';
import { isInService, listEndpoints } from './endpoints.js';
import { type Replayed, type ReplayRange, replay } from './replay.js';
import { currentSecret } from './secrets.js';

/** Why something was refused, for people. */
export class WebhookRefusal extends Error {
  override readonly name = 'WebhookRefusal';
}

export interface KnownEndpoint extends WebhookEndpoint {
  readonly livemode: boolean;
}

/** All endpoints of both modes, oldest first. */
export async function listAllEndpoints(store: ReadSource): Promise<KnownEndpoint[]> {
  const found = await Promise.all(
    store.scopes.map(async ({ scope, livemode }) =>
      (await listEndpoints(store, scope)).map((endpoint) => ({ ...endpoint, livemode })),
    ),
  );
  return found.flat().sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Replaces the secret; the old one signs for `expires_in` more seconds. */
export async function rollSecret(
  ledger: Ledger,
  { id, expires_in }: CommandInput<'webhook_endpoint.roll_secret'>,
): Promise<string> {
  const { scope } = await findEndpoint(ledger.store, id);
  const outcome = await ledger.committer.submit({
    name: 'webhook_endpoint.roll_secret',
    input: { id, expires_in },
    scope: scope.scope,
    livemode: scope.livemode,
    actor: 'cli',
    request_id: null,
    api_version: '',
  });
  if (outcome.status === 'refused') throw new WebhookRefusal(outcome.refusal.message);
  if (outcome.status !== 'done') throw new Error(`the secret could not be replaced: ${JSON.stringify(outcome)}`);
  return currentSecret(ledger.store.fingerprint_key, documentAs('webhook_endpoint', outcome.row));
}

export async function listDeliveriesOf(
  store: ReadSource,
  id: string,
  query: Pick<DeliveryQuery, 'limit' | 'status'>,
): Promise<Page<Delivery>> {
  const { scope } = await findEndpoint(store, id);
  return store.deliveries.deliveries({ scope: scope.scope, endpoint: id, ...query });
}

/** Replays a range however long it is, bit by bit. */
export async function replayAll(store: Store, id: string, range: ReplayRange, now_ms: number): Promise<number> {
  const { scope, endpoint } = await findEndpoint(store, id);
  const refusal = new WebhookRefusal(`${id} is disabled. Enable it first.`);
  if (!isInService(endpoint)) throw refusal;
  const last = (await store.deliveries.heads()).get(scope.scope) ?? 0;
  if (range.from_sequence !== undefined && range.from_sequence > last + 1) {
    throw new WebhookRefusal(noSuchNumber(undefined, range.from_sequence, last).message);
  }
  let count = 0;
  let from: ReplayRange = range;
  for (;;) {
    const done: Replayed | undefined = await replay(store, scope.scope, endpoint, from, now_ms);
    if (done === undefined) throw refusal;
    count += done.count;
    if (!done.has_more || done.last === undefined) return count;
    from = { ...range, from_sequence: done.last + 1 };
  }
}

async function findEndpoint(store: ReadSource, id: string): Promise<{ scope: ScopeInfo; endpoint: WebhookEndpoint }> {
  for (const scope of store.scopes) {
    const row = await store.get(scope.scope, 'webhook_endpoint', id);
    const endpoint = row && documentAs('webhook_endpoint', row);
    if (endpoint !== undefined && endpoint.deleted === undefined) return { scope, endpoint };
  }
  throw new WebhookRefusal(`There is no webhook endpoint '${id}'. "daybook webhooks list" shows the ids of all.`);
}
