/**
 * The journal of a scope as a chain of commits. The hash of a commit is made of the hash of the one before it and of
 * everything that its entries say, so that the last hash, the head, stands for the whole history: whoever has kept an
 * earlier head can prove that nothing before it was changed. The hash is stored with the last entry of the commit; the
 * others have none. Numbers of events are not hashed, since they follow from counting.
 *
 * What was written before there was a chain was put into it, a thousand entries at a time, by the migration: it says
 * what those entries said then.
 */
import { hash } from 'node:crypto';
import type { Scope } from './page.js';
import type { JournalEntryDraft } from './port.js';

/** Where the chain of a scope ends. */
export interface ChainHead {
  /** Of the entry that ends the last commit; 0 where nothing is written. */
  readonly position: number;
  /** Hexadecimal; empty where nothing is written. */
  readonly hash: string;
}

/** How many entries the migration puts into the chain at a time. */
export const ENTRIES_CHAINED_AT_ONCE = 1_000;

/** The name in the table `installation` that says that all of the journal is in the chain. */
export const IS_CHAINED = 'journal_is_chained';

/** A scope whose journal goes on behind its head. */
export interface Unchained {
  readonly scope: Scope;
  readonly head_position: number;
  readonly head_hash: string;
}

type HashedFields = Pick<JournalEntryDraft, 'command' | 'actor' | 'request_id' | 'idempotency_key' | 'api_version'>;

/**
 * What stands for what an entry says, but for its time; `body` is its changes and events as they are stored. The body is
 * hashed by itself: joining it with more would copy it.
 */
export function hashedText(entry: HashedFields, body: string): string {
  const { command, actor, request_id, idempotency_key, api_version } = entry;
  return `${JSON.stringify([command, actor, request_id, idempotency_key, api_version, hash('sha256', body)])}\n`;
}

/** Of the texts of all entries of a commit, one after the other. */
export function digestOf(texts: string): string {
  return hash('sha256', texts);
}

/** The times are those that the entries have in the journal (Unix milliseconds). */
export function linkHash(previous: string, scope: Scope, digest: string, times: readonly number[]): string {
  return hash('sha256', [previous, scope, digest, times.join(',')].join('\n'));
}

/** Collects the entries of one commit of one scope. */
export class ChainLink {
  readonly #previous: string;
  readonly #scope: Scope;
  readonly #times: number[] = [];
  #texts = '';

  constructor(previous: string, scope: Scope) {
    this.#previous = previous;
    this.#scope = scope;
  }

  add(text: string, at_ms: number): void {
    this.#texts += text;
    this.#times.push(at_ms);
  }

  hash(): string {
    return linkHash(this.#previous, this.#scope, digestOf(this.#texts), this.#times);
  }
}

/** What of an entry is put into the chain, as engines return it. */
interface ChainedRow extends HashedFields {
  readonly scope: Scope;
  readonly position: number;
  readonly at_ms: number;
  readonly body: string;
}

/** The heads that scopes have after entries from before there was a chain: each scope's are one commit. */
export function chainRows(
  unchained: readonly Unchained[],
  rows: readonly ChainedRow[],
): readonly (ChainHead & { readonly scope: Scope })[] {
  return unchained.flatMap(({ scope, head_position, head_hash }) => {
    const link = new ChainLink(head_hash, scope);
    let position = head_position;
    for (const row of rows) {
      if (row.scope !== scope || row.position <= head_position) continue;
      link.add(hashedText(row, row.body), row.at_ms);
      position = row.position;
    }
    return position === head_position ? [] : [{ scope, position, hash: link.hash() }];
  });
}
