/**
 * What Daybook asks of a database: a few methods that know nothing of payments. Every engine implements them, and the
 * conformance kit (test/store/conformance.ts) holds each engine to the same answers.
 *
 * All rows live in a scope: one account in one mode. No method reads across scopes.
 */
import type { Reference } from '../core/kernel/decision.js';
import type { Refusal } from '../core/kernel/errors.js';
import type { Kind } from '../core/kernel/kind.js';
import type { ColumnValue } from '../core/kernel/kind_declaration.js';
import type { DeliveryStore } from './delivery_port.js';
import type { Page, Scope } from './page.js';
import type { RequestLogStore } from './request_log_port.js';

export interface ScopeInfo {
  readonly scope: Scope;
  readonly account: string;
  readonly livemode: boolean;
}

/** One version of an object; the document is JSON text, since most rows are only passed on. */
export interface StoredRow<K extends Kind = Kind> {
  readonly kind: K;
  readonly id: string;
  readonly version: number;
  readonly document: string;
}

// --- writing -------------------------------------------------------------------------------------------------------

/** What one command changed, with who did it: the unit of history. */
export interface JournalEntryDraft {
  readonly scope: Scope;
  /** Unix milliseconds by the machine's clock. Engines keep it from running backwards within a scope. */
  readonly at_ms: number;
  readonly command: string;
  /** `key_…`, or the name of a part of Daybook itself, such as `cli`. */
  readonly actor: string;
  readonly request_id: string | null;
  readonly idempotency_key: string | null;
  readonly api_version: string;
  readonly changes: readonly StoredRow[];
  readonly events: readonly JournalEvent[];
}

export interface JournalEvent {
  readonly type: string;
  /** Index into `changes`: the object version that the event shows. */
  readonly change: number;
}

export interface JournalEntry extends JournalEntryDraft {
  /** Rises with every entry; within a scope in the order of commits. */
  readonly position: number;
  /** The number of the entry's first event. Events of a scope are numbered 1, 2, 3, … without gaps. */
  readonly first_event: number;
}

/** The state of one object after a batch. */
export interface RowWrite extends StoredRow {
  readonly scope: Scope;
  /** The version that must be stored now; 0 for a new object. */
  readonly expected_version: number;
  /** Texts here are indexed: at most 500 characters and no NUL, which fits every engine's indexes. */
  readonly columns: Readonly<Record<string, ColumnValue>>;
  /** The columns that differ from the stored version; absent where that is not known, or nothing is stored yet. */
  readonly changed_columns?: readonly string[];
  /** Changes to the index of metadata. */
  readonly metadata: MetadataChange | undefined;
}

/** Pairs of key and value that leave or enter the index. */
export interface MetadataChange {
  readonly removed: readonly (readonly [key: string, value: string])[];
  readonly added: readonly (readonly [key: string, value: string])[];
}

/** The answer under an idempotency key: the object version it showed, or the refusal. */
export interface StoredReply {
  readonly request_id: string;
  readonly path: string;
  readonly request_hash: string;
  readonly api_version: string;
  /** Unix milliseconds. */
  readonly at_ms: number;
  readonly outcome: { readonly kind: Kind; readonly id: string; readonly version: number } | Refusal;
}

export interface ReplyWrite extends StoredReply {
  readonly scope: Scope;
  readonly key: string;
}

/** A version that must be stored when the batch is written, before any of its own changes. */
export interface Guard {
  readonly scope: Scope;
  readonly kind: Kind;
  readonly id: string;
  readonly version: number;
}

/** Everything that one transaction writes. */
export interface WriteBatch {
  readonly entries: readonly JournalEntryDraft[];
  readonly rows: readonly RowWrite[];
  readonly replies: readonly ReplyWrite[];
  readonly guards: readonly Guard[];
}

/** Somebody else changed what the batch was decided on: nothing was written; read again and decide again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** There was no room for what should be written: nothing of it was, and what is stored can still be read. */
export class StorageFullError extends Error {
  override readonly name = 'StorageFullError';
}

/** The store does not answer: nothing could be read, and of a write under way nobody has told what became of it. */
export class StoreUnreachableError extends Error {
  override readonly name = 'StoreUnreachableError';
}

export interface Prefetch {
  readonly references: readonly { readonly scope: Scope; readonly reference: Reference }[];
  readonly reply_keys: readonly { readonly scope: Scope; readonly key: string }[];
}

export interface Prefetched {
  /** For each reference the rows found: at most one for an id, at most 1,000 for a column, oldest first. */
  readonly rows: readonly (readonly StoredRow[])[];
  readonly replies: readonly (StoredReply | undefined)[];
}

// --- reading -------------------------------------------------------------------------------------------------------

/** A comparison with a declared column, with `id`, or with a key of the metadata. */
export interface Condition {
  /** `created` is when an object was made, as it shows (Unix seconds): by its test clock where it has one. */
  readonly field: { readonly column: string } | { readonly metadata: string } | { readonly shown: 'created' };
  readonly operator: '=' | '<' | '<=' | '>' | '>=' | 'in' | 'contains' | 'present';
  /** `in` holds for any of these. */
  readonly values?: readonly (string | number)[];
  /** Null with `present` and `in`. `contains` and, if `ignore_case`, `=` compare without regard to case. */
  readonly value: string | number | null;
  readonly ignore_case?: boolean;
  readonly negated?: boolean;
}

export interface ListQuery<K extends Kind = Kind> {
  readonly scope: Scope;
  readonly kind: K;
  /** All must hold. */
  readonly where: readonly Condition[];
  /** At least one must hold, if there are any. */
  readonly any?: readonly Condition[];
  /** Ids the page lies after (older) or before (newer); newest first either way. */
  readonly starting_after?: string;
  readonly ending_before?: string;
  /** Newest first by a column of whole numbers, never null, and then by id; by id alone if left out. */
  readonly order?: ListOrder;
  readonly limit: number;
}

export interface ListOrder {
  readonly column: string;
  /** What the object that the page lies after or before has there; needed with either. */
  readonly cursor?: number;
}

export interface EventQuery {
  readonly scope: Scope;
  /** Any of these types; absent for all. */
  readonly types?: readonly string[];
  /** Unix milliseconds, from inclusive, below exclusive. */
  readonly from_ms?: number;
  readonly below_ms?: number;
  /** Event numbers, exclusive. */
  readonly starting_after?: number;
  readonly ending_before?: number;
  readonly limit: number;
}

/** An event with the journal entry it belongs to. */
export interface StoredEvent {
  readonly entry: JournalEntry;
  readonly number: number;
}

interface HistoryQuery {
  readonly scope: Scope;
  readonly id: string;
  /** Journal positions, exclusive. */
  readonly starting_after?: number;
  readonly ending_before?: number;
  readonly limit: number;
}

/** Of a kind with the column `due_at`. */
export interface DueQuery {
  readonly scope: Scope;
  readonly kind: Kind;
  /** The object before the first, by its time and then its id; absent for the beginning. */
  readonly after?: DueObject;
  readonly limit: number;
}

export interface DueObject {
  readonly id: string;
  /** Unix seconds. */
  readonly due_at: number;
}

export interface TotalsQuery {
  readonly scope: Scope;
  readonly kind: Kind;
  /** A column of whole numbers; without one, objects are counted only. */
  readonly sum?: string;
  /** One total for each combination of values of these columns; without any, one of everything. */
  readonly by: readonly string[];
  /** All must hold. */
  readonly where: readonly Condition[];
  /** At least one must hold, if there are any. */
  readonly any?: readonly Condition[];
}

export interface Total {
  /** In the order of the columns that were asked for. */
  readonly by: readonly ColumnValue[];
  readonly count: number;
  /** Exact, however large: a number would be silently wrong beyond 2^53. 0 where nothing was to be added. */
  readonly sum: bigint;
}

/** Sums of objects by when they were made, or by another time that they have. */
export interface PeriodTotalsQuery {
  readonly scope: Scope;
  readonly kind: Kind;
  /** One total for each combination of values of these columns of text. Where one is null, the row is in no total. */
  readonly by: readonly string[];
  /** What the first of these columns must be. */
  readonly only: readonly string[];
  /** Columns of whole numbers. */
  readonly sums: readonly string[];
  /** `id`, or a column of whole numbers. Where that is null, the row is in no total. */
  readonly along: string;
  /** Rising ids or numbers: period n is of those from the nth, inclusive, to the next, exclusive. */
  readonly bounds: readonly (string | number)[];
  /** Only rows for which another column of whole numbers is in this stretch. */
  readonly within?: { readonly column: string; readonly from: number; readonly below: number };
}

/** Periods in which there is nothing have none. */
export interface PeriodTotal {
  readonly by: readonly string[];
  readonly period: number;
  readonly count: number;
  /** In the order of the columns that were asked for; exact. */
  readonly sums: readonly bigint[];
}

export interface Reader {
  get<K extends Kind>(scope: Scope, kind: K, id: string): Promise<StoredRow<K> | undefined>;
  list<K extends Kind>(query: ListQuery<K>): Promise<Page<StoredRow<K>>>;
  /** A given version, or the one that was current at a moment (Unix milliseconds, inclusive). */
  versionOf(
    scope: Scope,
    id: string,
    which: { readonly version: number } | { readonly at_ms: number },
  ): Promise<StoredRow | undefined>;
  /** The entries that changed an object, newest first. */
  history(query: HistoryQuery): Promise<Page<JournalEntry>>;
  events(query: EventQuery): Promise<Page<StoredEvent>>;
  event(scope: Scope, number: number): Promise<StoredEvent | undefined>;
  /** The objects that fall due, soonest first, those that lie in the future too. */
  due(query: DueQuery): Promise<readonly DueObject[]>;
  /** In any order. Reads all that the conditions leave, so they should leave an index. */
  totals(query: TotalsQuery): Promise<readonly Total[]>;
  /** In any order. Reads what lies in the periods, from an index that begins with the columns of `by` and with `along`. */
  periodTotals(query: PeriodTotalsQuery): Promise<readonly PeriodTotal[]>;
}

/** What the committer needs. */
export interface Writer {
  prefetch(wanted: Prefetch): Promise<Prefetched>;
  /**
   * All or nothing, flushed to disk before it resolves. Throws ConflictError where a version or a unique value clashes,
   * StorageFullError where there is no room, and OutdatedError where a newer Daybook has migrated the database.
   */
  commit(batch: WriteBatch): Promise<void>;
  /** Forgets at most `limit` replies stored before a moment; tells how many. */
  pruneReplies(before_ms: number, limit: number): Promise<number>;
  /** The time of the latest entry of any scope, in Unix milliseconds; 0 where there is none. */
  latestTime(): Promise<number>;
}

/** An entry that an index beside the tables should hold. */
export type IndexEntry =
  | {
      readonly index: 'journal_objects';
      readonly scope: Scope;
      readonly id: string;
      readonly version: number;
      readonly position: number;
    }
  | { readonly index: 'event_types'; readonly scope: Scope; readonly type: string; readonly number: number }
  | {
      readonly index: 'metadata_index';
      readonly scope: Scope;
      readonly kind: Kind;
      readonly key: string;
      readonly value: string;
      readonly id: string;
    };

/** A scope with where its history has come to. */
export interface ScopeHead extends ScopeInfo {
  readonly last_event: number;
  readonly last_at_ms: number;
  /** Where the chain of the journal ends (chain.ts). */
  readonly head_position: number;
  readonly head_hash: string;
}

/** An entry as it is stored, even if it makes no sense. */
export interface InspectedEntry extends JournalEntry {
  /** How many events the entry says that it has. */
  readonly event_count: number;
  /** Why the body cannot be read; there are no changes and no events then. */
  readonly unreadable: string | undefined;
  /** The hash of the commit that the entry ends; empty for one that does not end its commit. */
  readonly hash: string;
  /** What the entry says, as it is hashed. */
  readonly hashed_text: string;
}

export interface InspectedRow extends StoredRow {
  readonly scope: Scope;
  readonly columns: Readonly<Record<string, ColumnValue>>;
}

/** What the journal's index of objects holds of one object. */
export interface IndexedHistory {
  readonly id: string;
  /** How many versions, and the highest of them. */
  readonly versions: number;
  readonly last_version: number;
  /** Versions that stand before their predecessor in the journal. */
  readonly misplaced: number;
  /** Versions whose entry is not in the journal. */
  readonly lost: number;
}

/**
 * What `daybook verify` walks through: the journal in order, and every table as it stands. Answers are bounded by
 * `limit` or by what is asked for, so that a walk takes the same memory however much is stored.
 */
export interface Inspector {
  counts(): Promise<{
    readonly journal: number;
    readonly rows: number;
    readonly indexes: Readonly<Record<IndexEntry['index'], number>>;
  }>;
  heads(): Promise<readonly ScopeHead[]>;
  journal(after_position: number, limit: number): Promise<readonly InspectedEntry[]>;
  /** Rows of one table in the order of scope and id. */
  rows(
    kind: Kind,
    after: { readonly scope: Scope; readonly id: string },
    limit: number,
  ): Promise<readonly InspectedRow[]>;
  /** Rows of one table in the order of scope, a column of text that is never null, and id. */
  rowsBy(
    kind: Kind,
    column: string,
    after: { readonly scope: Scope; readonly value: string; readonly id: string },
    limit: number,
  ): Promise<readonly InspectedRow[]>;
  /** Those of the given ids that have a row, in any order. */
  rowsWithIds(kind: Kind, scope: Scope, ids: readonly string[]): Promise<readonly InspectedRow[]>;
  /** For those of the given ids that the journal's index of objects knows, in any order. */
  histories(scope: Scope, ids: readonly string[]): Promise<readonly IndexedHistory[]>;
  /** Those of the given entries that their index does not hold. */
  missingFromIndexes(entries: readonly IndexEntry[]): Promise<readonly IndexEntry[]>;
  /** What the engine's own check of its files finds wrong. */
  integrity(): Promise<readonly string[]>;
}

export interface Store extends Reader, Writer, Inspector {
  /** The engine and where the data is, for people: without a password. */
  readonly description: string;
  /** What its operator should know about how safe the data is, one line each; said when a server starts. */
  readonly warnings: readonly string[];
  readonly scopes: readonly ScopeInfo[];
  /** A secret of the installation, made once: fingerprints are keyed with it. */
  readonly fingerprint_key: string;
  /** What has been sent to webhook endpoints. */
  readonly deliveries: DeliveryStore;
  /** What was asked over HTTP. */
  readonly requests: RequestLogStore;
  /**
   * Rejects if the store cannot be reached; with an OutdatedError if a newer Daybook has migrated it, with a DamageError if
   * its files are gone.
   */
  ready(): Promise<void>;
  /** Commits something that changes nothing; rejects where that fails, or where hardly any room is left. */
  probe(): Promise<void>;
  /** Runs `work` on everything as it is at one moment, while others go on writing. */
  snapshot<T>(work: (inspector: Inspector) => Promise<T>): Promise<T>;
  /** A consistent copy while the store is in use, checked to open. The file is there already, empty. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}
