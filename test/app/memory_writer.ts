/** What the committer writes to, in maps: it checks versions and unique values as the engines do. */
import type { Kind } from '../../src/core/kernel/kind.js';
import { columnsOf } from '../../src/core/kinds.js';
import type { Scope } from '../../src/store/page.js';
import {
  ConflictError,
  type JournalEntryDraft,
  type Prefetch,
  type Prefetched,
  type StoredReply,
  type StoredRow,
  type WriteBatch,
  type Writer,
} from '../../src/store/port.js';

const UNIQUE: { readonly [kind in Kind]?: string } = {
  api_key: 'hash',
  payment_record_refund: 'refund_reference',
  webhook_endpoint: 'slot',
};

export class MemoryWriter implements Writer {
  readonly journal: JournalEntryDraft[] = [];
  readonly #rows = new Map<string, StoredRow>();
  readonly #replies = new Map<string, StoredReply>();
  /** Called before every read and write: to wait, or to throw a conflict in its stead. */
  interfere: (step: 'prefetch' | 'commit') => Promise<void> = async () => undefined;

  /** Another writer with the same contents. */
  copy(): MemoryWriter {
    const copy = new MemoryWriter();
    copy.journal.push(...this.journal);
    for (const [key, row] of this.#rows) copy.#rows.set(key, row);
    for (const [key, reply] of this.#replies) copy.#replies.set(key, reply);
    return copy;
  }

  async prefetch(wanted: Prefetch): Promise<Prefetched> {
    await this.interfere('prefetch');
    return {
      rows: wanted.references.map(({ scope, reference }) => {
        if ('id' in reference) {
          const row = this.#rows.get(`${scope}/${reference.id}`);
          return row?.kind === reference.kind ? [row] : [];
        }
        return this.#all(scope, reference.kind).filter(
          (row) => columnsOf(row.kind, JSON.parse(row.document))[reference.column] === reference.value,
        );
      }),
      replies: wanted.reply_keys.map(({ scope, key }) => this.#replies.get(`${scope}/${key}`)),
    };
  }

  async commit(batch: WriteBatch): Promise<void> {
    await this.interfere('commit');
    for (const { scope, id, version } of batch.guards) this.#expect(scope, id, version);
    for (const row of batch.rows) {
      this.#expect(row.scope, row.id, row.expected_version);
      const column = UNIQUE[row.kind];
      if (column === undefined || row.expected_version !== 0) continue;
      const taken = this.#all(row.scope, row.kind).some(
        (other) => columnsOf(other.kind, JSON.parse(other.document))[column] === row.columns[column],
      );
      if (taken) throw new ConflictError(`${column} of ${row.id} is taken`);
    }
    for (const { scope, key } of batch.replies) {
      if (this.#replies.has(`${scope}/${key}`)) throw new ConflictError(`the key ${key} is taken`);
    }
    for (const { scope, kind, id, version, document } of batch.rows) {
      this.#rows.set(`${scope}/${id}`, { kind, id, version, document });
    }
    for (const { scope, key, ...reply } of batch.replies) this.#replies.set(`${scope}/${key}`, reply);
    this.journal.push(...batch.entries);
  }

  async pruneReplies(): Promise<number> {
    return 0;
  }

  async latestTime(): Promise<number> {
    return Math.max(0, ...this.journal.map(({ at_ms }) => at_ms));
  }

  /** All rows of a kind, oldest first. */
  rows(scope: Scope, kind: Kind): StoredRow[] {
    return this.#all(scope, kind);
  }

  #all(scope: Scope, kind: Kind): StoredRow[] {
    return [...this.#rows]
      .filter(([key, row]) => key === `${scope}/${row.id}` && row.kind === kind)
      .map(([, row]) => row)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #expect(scope: Scope, id: string, version: number): void {
    const stored = this.#rows.get(`${scope}/${id}`)?.version ?? 0;
    if (stored !== version) throw new ConflictError(`${id} is at version ${stored}, not at ${version}`);
  }
}
