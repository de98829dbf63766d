/** A store as an earlier release left it: what a Daybook holds, written into the schema that it had before some step. */
import type { Document, Kind } from '../../src/core/kernel/kind.js';
import { KIND_NAMES, kindOf, searchableMetadata } from '../../src/core/kinds.js';
import { encodeBody } from '../../src/store/journal_body.js';
import type { Inspector } from '../../src/store/port.js';

type Value = string | number | boolean | null;
export type TableRow = Readonly<Record<string, Value>>;

/** How a document looked then, as text, and the columns that were derived from it. */
export interface Earlier {
  readonly document: (kind: Kind, document: Document<Kind>) => Document<Kind>;
  readonly columns: (kind: Kind, document: Document<Kind>) => Record<string, string | number | null>;
}

const ALL = 1_000_000;

/** The rows of every table but those of installations, keys and requests. */
export async function earlierRows(
  inspector: Inspector,
  earlier: Earlier,
): Promise<readonly (readonly [table: string, row: TableRow])[]> {
  const rows: [table: string, row: TableRow][] = [];
  const before = (kind: Kind, text: string) => earlier.document(kind, JSON.parse(text) as Document<Kind>);
  for (const { scope, last_event, last_at_ms, account, livemode } of await inspector.heads()) {
    rows.push(['scopes', { scope, account, livemode, last_event, last_at_ms }]);
  }
  for (const kind of KIND_NAMES) {
    for (const { scope, id, version, document } of await inspector.rows(kind, { scope: 0, id: '' }, ALL)) {
      const then = before(kind, document);
      const columns = earlier.columns(kind, then);
      rows.push([kindOf(kind).table, { scope, id, version, document: JSON.stringify(then), ...columns }]);
      for (const [key, value] of Object.entries(searchableMetadata(kind, then) ?? {})) {
        rows.push(['metadata_index', { scope, kind, key, value, id }]);
      }
    }
  }
  for (const entry of await inspector.journal(0, ALL)) {
    const { scope, position, at_ms, command, actor, request_id, idempotency_key, api_version, events } = entry;
    const changes = entry.changes.map((change) => ({
      ...change,
      document: JSON.stringify(before(change.kind, change.document)),
    }));
    const { first_event, event_count } = entry;
    const named = { position, scope, at_ms, command, actor, request_id, idempotency_key, api_version };
    rows.push(['journal', { ...named, first_event, event_count, body: encodeBody({ ...entry, changes }) }]);
    for (const { id, version } of changes) rows.push(['journal_objects', { scope, id, version, position }]);
    events.forEach(({ type }, index) => {
      rows.push(['event_types', { scope, type, number: first_event + index }]);
    });
  }
  return rows;
}
