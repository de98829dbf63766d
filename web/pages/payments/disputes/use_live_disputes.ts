/** Disputes that change elsewhere change in the list; new ones appear on top of it. */
import { call } from '../../../api/http.js';
import type { Dispute, Event } from '../../../api/types.js';
import { useEvents } from '../../../app/live.js';
import { usePlace } from '../../../app/session_context.js';
import type { DisputeRow } from '../../../model/dispute.js';
import type { Pager } from '../../../model/pager.js';
import { expansionsFor } from './expansions.js';

/** Beyond this many at once, reading the list anew is less work. */
const SINGLE_READS = 30;

export function useLiveDisputes(pager: Pager<Dispute, DisputeRow>): void {
  const place = usePlace();
  async function apply(events: readonly Event[]) {
    const ids = new Set(events.map(({ data }) => (data.object.object === 'dispute' ? data.object.id : undefined)));
    const known = [...ids].filter((id): id is string => id !== undefined && pager.has(id));
    if (known.length > SINGLE_READS) return pager.reload();
    // Events name the charge by its id only, and the table says who paid.
    await Promise.all(
      known.map(async (id) => {
        const fields = expansionsFor(place);
        pager.replace(await call<Dispute>(place.mode, { method: 'GET', path: `/v1/disputes/${id}`, fields }));
      }),
    );
    await pager.loadNew();
  }
  useEvents((events) => {
    if (events.length > 0 && !events.some(({ type }) => type.startsWith('charge.dispute.'))) return;
    // What cannot be read now is read with the next event, or when the list is opened again.
    apply(events).catch(() => undefined);
  });
}
