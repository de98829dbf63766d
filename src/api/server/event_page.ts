/** A page of events as streams send it, read and written in a thread aside: so it finds by itself how objects look. */
import { eventParts } from '../../app/event_id.js';
import { inTurns } from '../../app/fair_turns.js';
import { intentSecretsWith } from '../../app/intent_secrets.js';
import type { LongRead } from '../../app/long_read.js';
import { pendingWebhooks } from '../../app/webhooks/pending.js';
import { hasEvent } from '../../core/event_types.js';
import type { Kind } from '../../core/kernel/kind.js';
import { documentOf } from '../../core/kernel/stored_document.js';
import type { EventQuery } from '../../store/port.js';
import { storedVersion } from '../../wire/api_version.js';
import { accessOf } from '../kernel/access.js';
import { eraOf } from '../kernel/versions/era.js';
import type { EventPage, PageWanted } from '../platform/event/pages.js';
import { viewEvent } from '../platform/event/view.js';
import { SHOWN_OBJECTS } from '../shown_objects.js';
import { derivationsAt } from './derivations.js';

const EVENTS_AT_ONCE = 50;
/** What a stream whose client does not read costs. */
const BYTES_AT_ONCE = 32 * 1024;

export const eventPage: LongRead<PageWanted, EventPage> = {
  lane: 'events',
  module: import.meta.url,
  name: 'eventPage',
  async work(source, { scope: { scope, livemode }, key, api_version, now, base_url, after, head, types }) {
    const version = storedVersion(api_version);
    const era = eraOf(version);
    const derivations = derivationsAt(() => base_url, intentSecretsWith(source.fingerprint_key));
    const access = accessOf(key);
    const context = { ...derivations, access, livemode, now, era };
    const viewed = {
      store: source,
      scope,
      livemode,
      era,
      access,
      lists: SHOWN_OBJECTS.lists,
      render: (row: { readonly kind: Kind; readonly document: string }) =>
        SHOWN_OBJECTS.render(row.kind, documentOf(row), context),
    };
    const query: EventQuery = { scope, limit: EVENTS_AT_ONCE, ending_before: after, starting_after: head + 1 };
    const page = await source.events(types === undefined ? query : { ...query, types });
    const events = page.items.toReversed();
    const pending = await pendingWebhooks(source, scope, events);
    let text = '';
    let last = page.has_more ? (events.at(-1)?.number ?? head) : head;
    await inTurns(events, async (event) => {
      if (text.length >= BYTES_AT_ONCE || !hasEvent(version.date, eventParts(event).own.type)) return;
      const shown = await viewEvent(viewed, event, { pending_webhooks: pending.get(event.number) ?? 0 });
      text += `id: ${event.number}\ndata: ${JSON.stringify(shown)}\n\n`;
      if (text.length >= BYTES_AT_ONCE && event !== events.at(-1)) last = event.number;
    });
    return { bytes: new TextEncoder().encode(text), last };
  },
};
