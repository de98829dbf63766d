/** What must have become of every event once nothing goes wrong any more. */
import { isInService } from '../../src/app/webhooks/endpoints.js';
import type { Store } from '../../src/store/port.js';
import type { JournalWatch, SeenEndpoint } from './journal_watch.js';
import { RETRY_SECONDS } from './process.js';

/** What is not as it was promised; undefined where all is. */
export async function checkDelivered(
  store: Store,
  journal: JournalWatch,
  taken: ReadonlySet<string>,
): Promise<string | undefined> {
  for (const [id, endpoint] of journal.endpoints) {
    const name = { scope: endpoint.scope, endpoint: id };
    const { items } = await store.deliveries.deliveries({ ...name, status: 'pending', limit: 1 });
    if (items[0] !== undefined) return `event ${items[0].event} is still pending for ${id}`;
    const missed = isInService(endpoint.document) ? await missedBy(store, journal, id, endpoint, taken) : undefined;
    if (missed !== undefined) return missed;
  }
  return undefined;
}

async function missedBy(
  { deliveries }: Store,
  journal: JournalWatch,
  id: string,
  { scope, start, types }: SeenEndpoint,
  taken: ReadonlySet<string>,
): Promise<string | undefined> {
  for (const { number, type } of journal.events.get(scope) ?? []) {
    if (number <= start || !types.has(type)) continue;
    const delivery = await deliveries.delivery({ scope, endpoint: id }, number);
    if (delivery === undefined) return `event ${number} was never sent to ${id}`;
    const { status, tries_in_round } = delivery;
    if (status === 'canceled') return `event ${number} was canceled for ${id}, which is in service`;
    if (status === 'succeeded' && !taken.has(`${id}/${number}`)) return `${id} never took event ${number}`;
    if (status === 'failed' && tries_in_round <= RETRY_SECONDS.length) {
      return `event ${number} was given up for ${id} after ${tries_in_round} tries`;
    }
  }
  return undefined;
}
