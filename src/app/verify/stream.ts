/** Walking through a table of any size in batches. */

import type { Document, Kind } from '../../core/kernel/kind.js';
import { documentOf } from '../../core/kernel/stored_document.js';
import { columnsOf } from '../../core/kinds.js';
import type { InspectedEntry, InspectedRow, Inspector } from '../../store/port.js';

/**
 * How much of any table is in memory at once. Documents are a few kilobytes, so that a batch of each stream that is
 * open at the same time (at most three, and the objects that one of them names) stays within some tens of megabytes.
 */
const BATCH = 500;

export async function* journalBatches(inspector: Inspector): AsyncGenerator<readonly InspectedEntry[]> {
  let position = -1;
  for (;;) {
    const entries = await inspector.journal(position, BATCH);
    if (entries.length > 0) yield entries;
    if (entries.length < BATCH) return;
    position = entries.at(-1)?.position ?? position;
  }
}

export async function* rowBatches(inspector: Inspector, kind: Kind): AsyncGenerator<readonly InspectedRow[]> {
  let after = { scope: 0, id: '' };
  for (;;) {
    const rows = await inspector.rows(kind, after, BATCH);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (rows.length < BATCH || last === undefined) return;
    after = { scope: last.scope, id: last.id };
  }
}

/**
 * Rows in the order of a column, one at a time, to be walked through beside another table in the same order. `onStray`
 * is told of rows that name none of those.
 */
export class RowsByColumn {
  readonly #inspector: Inspector;
  readonly #kind: Kind;
  readonly #column: string;
  readonly #onStray: (row: InspectedRow, value: string) => void;
  #rows: readonly InspectedRow[] = [];
  #next = 0;
  #after = { scope: 0, value: '', id: '' };
  #exhausted = false;

  constructor(
    inspector: Inspector,
    kind: Kind,
    column: string,
    onStray: (row: InspectedRow, value: string) => void = () => {},
  ) {
    this.#inspector = inspector;
    this.#kind = kind;
    this.#column = column;
    this.#onStray = onStray;
  }

  /** The row that is next, or undefined at the end. It stays next until it is taken. */
  async peek(): Promise<InspectedRow | undefined> {
    if (this.#next === this.#rows.length && !this.#exhausted) {
      this.#rows = await this.#inspector.rowsBy(this.#kind, this.#column, this.#after, BATCH);
      this.#next = 0;
      this.#exhausted = this.#rows.length < BATCH;
      const last = this.#rows.at(-1);
      if (last !== undefined) this.#after = { scope: last.scope, value: this.valueOf(last), id: last.id };
    }
    return this.#rows[this.#next];
  }

  take(): void {
    this.#next += 1;
  }

  valueOf(row: InspectedRow): string {
    return String(row.columns[this.#column]);
  }

  /** Takes the rows that name an object. */
  async *naming({ scope, id }: InspectedRow): AsyncGenerator<InspectedRow> {
    await this.#skip((row) => row.scope < scope || (row.scope === scope && this.valueOf(row) < id));
    for (let row = await this.peek(); row !== undefined; row = await this.peek()) {
      if (row.scope !== scope || this.valueOf(row) !== id) return;
      yield row;
      this.take();
    }
  }

  /** Takes the rows that are left when the other table has ended. */
  end(): Promise<void> {
    return this.#skip(() => true);
  }

  async #skip(isStray: (row: InspectedRow) => boolean): Promise<void> {
    for (let row = await this.peek(); row !== undefined && isStray(row); row = await this.peek()) {
      this.#onStray(row, this.valueOf(row));
      this.take();
    }
  }
}

/** Undefined for what is not a document of its kind: that has been reported where every object is looked at. */
export function soundDocument<K extends Kind>(row: InspectedRow): Document<K> | undefined {
  try {
    const document = documentOf(row) as Document<K>;
    columnsOf(row.kind, document);
    const has_amounts = row.kind !== 'payment_attempt_record' && row.kind !== 'payment_record';
    return has_amounts || 'amounts' in document ? document : undefined;
  } catch {
    return undefined;
  }
}

/** The documents that a batch of rows names, each looked up by its scope and id. */
export async function documentsNamed<K extends Kind>(
  inspector: Inspector,
  kind: K,
  names: Iterable<{ readonly scope: number; readonly id: string | undefined }>,
): Promise<(scope: number, id: string | undefined) => Document<K> | undefined> {
  const found = new Map<string, Document<K>>();
  const wanted = [...names].filter((name): name is { scope: number; id: string } => name.id !== undefined);
  for (const [scope, ids] of idsByScope(wanted)) {
    for (const row of await inspector.rowsWithIds(kind, scope, ids)) {
      const document = soundDocument<K>(row);
      if (document !== undefined) found.set(`${scope}/${row.id}`, document);
    }
  }
  return (scope, id) => found.get(`${scope}/${id}`);
}

/** The ids of each scope, once each. */
export function idsByScope(items: Iterable<{ readonly scope: number; readonly id: string }>): Map<number, string[]> {
  const sets = new Map<number, Set<string>>();
  for (const { scope, id } of items) {
    const ids = sets.get(scope) ?? new Set();
    sets.set(scope, ids.add(id));
  }
  return new Map([...sets].map(([scope, ids]) => [scope, [...ids]]));
}
