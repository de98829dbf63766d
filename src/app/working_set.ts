/**
 * The state that one batch decides on: rows read from the store, overlaid with what its commands have decided so far.
 *
 * Rules ask for rows synchronously. What is not here yet is noted, and the rule is stopped and run again after the
 * next read: it is a plain function, so running it twice does no harm.
 */
import type { Change, Reference, Row, State } from '../core/kernel/decision.js';
import type { Kind } from '../core/kernel/kind.js';
import { columnsOf } from '../core/kinds.js';
import type { Scope } from '../store/page.js';
import type { Prefetch, Prefetched, StoredReply, StoredRow } from '../store/port.js';

/** Thrown through a rule that asked for something that has not been read. Not an Error: it carries no stack. */
const MISSING = Symbol('missing');

/** A row with its document as text too, so that nothing is written out twice. */
interface Held extends Row {
  readonly text: string;
}

export class WorkingSet {
  /** By scope, kind and id; undefined where the store has no such row. */
  readonly #rows = new Map<string, Held | undefined>();
  /** Ids by scope, kind, column and value, as the store has them. */
  readonly #found = new Map<string, readonly string[]>();
  readonly #changed = new Map<string, Held>();
  readonly #replies = new Map<string, StoredReply | undefined>();
  #wanted = new Map<string, { scope: Scope; reference: Reference }>();
  #wanted_replies = new Map<string, { scope: Scope; key: string }>();

  want(scope: Scope, reference: Reference): void {
    const key = referenceKey(scope, reference);
    const known = 'id' in reference ? this.#rows.has(key) : this.#found.has(key);
    if (!known) this.#wanted.set(key, { scope, reference });
  }

  wantReply(scope: Scope, key: string): void {
    const name = `${scope}/${key}`;
    if (!this.#replies.has(name)) this.#wanted_replies.set(name, { scope, key });
  }

  /** What has been asked for and not read yet, or undefined where that is nothing. */
  takeWanted(): Prefetch | undefined {
    if (this.#wanted.size === 0 && this.#wanted_replies.size === 0) return undefined;
    const wanted = { references: [...this.#wanted.values()], reply_keys: [...this.#wanted_replies.values()] };
    this.#wanted = new Map();
    this.#wanted_replies = new Map();
    return wanted;
  }

  load(wanted: Prefetch, { rows, replies }: Prefetched): void {
    wanted.references.forEach(({ scope, reference }, index) => {
      const found = rows[index] ?? [];
      for (const row of found) this.#hold(scope, row);
      const key = referenceKey(scope, reference);
      if (!('id' in reference)) {
        this.#found.set(
          key,
          found.map((row) => row.id),
        );
      } else if (found.length === 0) {
        this.#rows.set(key, undefined);
      }
    });
    wanted.reply_keys.forEach(({ scope, key }, index) => {
      this.#replies.set(`${scope}/${key}`, replies[index]);
    });
  }

  #hold(scope: Scope, row: StoredRow): void {
    const key = rowKey(scope, row.kind, row.id);
    // A row that was read twice may be newer the second time; what was decided on is the first.
    if (this.#rows.get(key) !== undefined) return;
    this.#rows.set(key, {
      kind: row.kind,
      id: row.id,
      version: row.version,
      document: JSON.parse(row.document),
      text: row.document,
    });
  }

  reply(scope: Scope, key: string): StoredReply | undefined {
    return this.#replies.get(`${scope}/${key}`);
  }

  setReply(scope: Scope, key: string, reply: StoredReply): void {
    this.#replies.set(`${scope}/${key}`, reply);
  }

  /** Runs a rule against the state of a scope; undefined if it needs a read first. */
  run<T>(scope: Scope, rule: (state: State) => T): T | undefined {
    try {
      return rule(this.#state(scope));
    } catch (thrown) {
      if (thrown === MISSING) return undefined;
      throw thrown;
    }
  }

  #state(scope: Scope): State {
    const get = (kind: Kind, id: string): Held | undefined => {
      const key = rowKey(scope, kind, id);
      if (this.#rows.has(key)) return this.#rows.get(key);
      this.want(scope, { kind, id });
      throw MISSING;
    };
    const find = (kind: Kind, column: string, value: string): Held[] => {
      const ids = this.#found.get(referenceKey(scope, { kind, column, value }));
      if (ids === undefined) {
        this.want(scope, { kind, column, value });
        throw MISSING;
      }
      const found = new Set(ids);
      for (const [key, row] of this.#changed) {
        if (row.kind === kind && key === rowKey(scope, kind, row.id)) found.add(row.id);
      }
      const rows = [...found].sort().map((id) => get(kind, id));
      return rows.filter((row) => row !== undefined && columnsOf(kind, row.document)[column] === value) as Held[];
    };
    return { get, find } as State;
  }

  /**
   * Takes a change into the overlay; returns the new version, or undefined for a change that changes nothing.
   * A change is always decided on the latest version in this set, so versions follow each other.
   */
  apply(scope: Scope, change: Change): StoredRow | undefined {
    const key = rowKey(scope, change.kind, change.id);
    const before = this.#rows.get(key);
    const text = JSON.stringify(change.document);
    if (before?.text === text) return undefined;
    const version = (before?.version ?? 0) + 1;
    const row: Held = { kind: change.kind, id: change.id, version, document: change.document, text };
    this.#rows.set(key, row);
    this.#changed.set(key, row);
    return stored(row);
  }

  /** The latest version of an object that is in this set. */
  latest(scope: Scope, kind: Kind, id: string): StoredRow {
    const row = this.#rows.get(rowKey(scope, kind, id));
    if (row === undefined) throw new Error(`a rule replied with ${kind} ${id}, which it neither read nor made`);
    return stored(row);
  }
}

function stored({ kind, id, version, text }: Held): StoredRow {
  return { kind, id, version, document: text };
}

function rowKey(scope: Scope, kind: Kind, id: string): string {
  return `${scope}/${kind}/${id}`;
}

function referenceKey(scope: Scope, reference: Reference): string {
  return 'id' in reference
    ? rowKey(scope, reference.kind, reference.id)
    : `${scope}/${reference.kind}/${reference.column}/${reference.value}`;
}
