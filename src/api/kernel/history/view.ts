/** Entries of the journal as the history of an object shows them (extension). */

import { decodeBase62, encodeBase62 } from '../../../core/kernel/ids.js';
import type { JournalEntry, StoredRow } from '../../../store/port.js';
import { shownActor } from '../actor.js';
import type { Call } from '../call.js';

const PREFIX = 'jrn_';

export function positionOfEntry(id: string): number | undefined {
  const position = id.startsWith(PREFIX) ? decodeBase62(id.slice(PREFIX.length)) : null;
  return position === null || position > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(position);
}

/** What the history tells of a change that the object does not show. */
export type Beside = (change: StoredRow) => object;

export async function viewHistoryEntry(call: Call, entry: JournalEntry, beside: Beside): Promise<object> {
  const { actor, via } = shownActor(entry.actor);
  return {
    id: PREFIX + encodeBase62(entry.position, 24),
    object: 'journal_entry',
    actor,
    changes: await Promise.all(entry.changes.map((change) => viewChange(call, change, beside))),
    command: entry.command,
    created: Math.floor(entry.at_ms / 1000),
    livemode: call.livemode,
    request: { id: entry.request_id, idempotency_key: entry.idempotency_key },
    via,
  };
}

/** That something changed is told to everybody who reads the history; what it is, to those who may read it itself. */
async function viewChange(call: Call, change: StoredRow, beside: Beside): Promise<object> {
  if (!call.access.mayRead(change.kind)) return { object: change.kind, id: change.id, before: null, after: null };
  const before =
    change.version === 1
      ? undefined
      : await call.store.versionOf(call.scope, change.id, { version: change.version - 1 });
  return {
    object: change.kind,
    id: change.id,
    before: before === undefined ? null : viewRow(call, before),
    after: viewRow(call, change),
    ...beside(change),
  };
}

/** Nothing of a change is left out: what no operation answers with is shown as it is stored. */
function viewRow(call: Call, row: StoredRow): object {
  return call.rendering.views.has(row.kind)
    ? call.rendering.show(row.kind, JSON.parse(row.document))
    : { object: row.kind, ...JSON.parse(row.document) };
}
