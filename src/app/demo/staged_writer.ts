/**
 * Many small batches written as few large ones, so that each can have a time of its own without a flush to disk of its
 * own. It answers reads by itself: the account was empty and nobody else writes to it, so what came through here is all
 * there is.
 */
import type { Kind } from '../../core/kernel/kind.js';
import type {
  JournalEntryDraft,
  Prefetch,
  Prefetched,
  RowWrite,
  StoredRow,
  WriteBatch,
  Writer,
} from '../../store/port.js';
import { joinedMetadata } from '../batch.js';

/** Written at once: enough to make flushes cheap, and few enough for one statement. */
const ENTRIES_AT_ONCE = 400;

export class StagedWriter implements Writer {
  readonly #store: Writer;
  readonly #rows = new Map<Kind, Map<string, RowWrite>>();
  #entries: JournalEntryDraft[] = [];
  #waiting = new Map<string, RowWrite>();
  #latest: readonly RowWrite[] = [];
  events = 0;

  constructor(store: Writer) {
    this.#store = store;
  }

  async prefetch({ references, reply_keys }: Prefetch): Promise<Prefetched> {
    return {
      rows: references.map(({ reference }): readonly StoredRow[] => {
        const rows = this.rows(reference.kind);
        if (!('id' in reference)) {
          return [...rows.values()].filter(({ columns }) => columns[reference.column] === reference.value);
        }
        const row = rows.get(reference.id);
        return row === undefined ? [] : [row];
      }),
      replies: reply_keys.map(() => undefined),
    };
  }

  async commit({ entries, rows }: WriteBatch): Promise<void> {
    for (const row of rows) {
      const earlier = this.#waiting.get(row.id);
      this.#waiting.set(row.id, earlier === undefined ? row : merged(earlier, row));
      this.#rows.set(row.kind, this.rows(row.kind).set(row.id, row));
    }
    this.#latest = rows;
    this.events += entries.reduce((sum, entry) => sum + entry.events.length, 0);
    this.#entries.push(...entries);
    if (this.#entries.length >= ENTRIES_AT_ONCE) await this.flush();
  }

  pruneReplies(before_ms: number, limit: number): Promise<number> {
    return this.#store.pruneReplies(before_ms, limit);
  }

  latestTime(): Promise<number> {
    return this.#store.latestTime();
  }

  async flush(): Promise<void> {
    const [entries, rows] = [this.#entries, [...this.#waiting.values()]];
    this.#entries = [];
    this.#waiting = new Map();
    if (entries.length > 0) await this.#store.commit({ entries, rows, replies: [], guards: [] });
  }

  /** What the latest batch wrote, once. */
  takeLatest(): readonly RowWrite[] {
    const latest = this.#latest;
    this.#latest = [];
    return latest;
  }

  /** By id, oldest first. */
  rows(kind: Kind): Map<string, RowWrite> {
    return this.#rows.get(kind) ?? new Map();
  }
}

/** Two writes of one object as one; which columns differ from the stored version is not known any more. */
function merged(earlier: RowWrite, { changed_columns: _changed, ...later }: RowWrite): RowWrite {
  return {
    ...later,
    expected_version: earlier.expected_version,
    metadata: earlier.metadata === undefined ? later.metadata : joinedMetadata(earlier.metadata, later.metadata),
  };
}
