/** The changes and events of a journal entry as the text that engines store. */
import type { Kind } from '../core/kernel/kind.js';
import type { JournalEntryDraft, JournalEvent, StoredRow } from './port.js';

interface Body {
  readonly changes: readonly { kind: Kind; id: string; version: number; document: unknown }[];
  readonly events: readonly [type: string, change: number][];
}

/** Documents are JSON text already: they are put in as they are, not parsed and written again. */
export function encodeBody(entry: JournalEntryDraft): string {
  const changes = entry.changes.map(
    (change) =>
      `{"kind":"${change.kind}","id":"${change.id}","version":${change.version},"document":${change.document}}`,
  );
  const events = entry.events.map((event) => `["${event.type}",${event.change}]`);
  return `{"changes":[${changes.join(',')}],"events":[${events.join(',')}]}`;
}

export function decodeBody(text: string): { changes: StoredRow[]; events: JournalEvent[] } {
  const body = JSON.parse(text) as Body;
  return {
    changes: body.changes.map((change) => ({ ...change, document: JSON.stringify(change.document) })),
    events: body.events.map(([type, change]) => ({ type, change })),
  };
}
