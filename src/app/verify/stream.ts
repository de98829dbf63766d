/** Walking through a table of any size in batches. */
import type { Kind } from '../../core/kinds.js';
import type { InspectedEntry, InspectedRow, Inspector } from '../../store/port.js';

/**
 * How much of any table is in memory at once. Documents are a few kilobytes, so that a batch of each stream that is
 * open at the same time (at most three) stays within some tens of megabytes.
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
 * Rows in the order of a column, one at a time, to be walked through beside another table in the same order. Of a column
 * that names objects of several kinds, those of one kind: whose value begins with `prefix`.
 */
export class RowsByColumn {
  readonly #inspector: Inspector;
  readonly #kind: Kind;
  readonly #column: string;
  readonly #prefix: string;
  #rows: readonly InspectedRow[] = [];
  #next = 0;
  #after = { scope: 0, value: '', id: '' };
  #exhausted = false;

  constructor(inspector: Inspector, kind: Kind, column: string, prefix = '') {
    this.#inspector = inspector;
    this.#kind = kind;
    this.#column = column;
    this.#prefix = prefix;
  }

  /** The row that is next, or undefined at the end. It stays next until it is taken. */
  async peek(): Promise<InspectedRow | undefined> {
    for (let row = await this.#peek(); ; row = await this.#peek()) {
      if (row === undefined || this.valueOf(row).startsWith(this.#prefix)) return row;
      this.take();
    }
  }

  async #peek(): Promise<InspectedRow | undefined> {
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
