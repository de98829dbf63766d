/** What `daybook verify --repair` asks of a database. The journal is only read; nobody else writes meanwhile. */
import type { Kind } from '../core/kernel/kind.js';
import type { Scope } from './page.js';
import type { IndexEntry, InspectedEntry, InspectedRow, Inspector, Writer } from './port.js';

/** Entries that the indexes beside the tables get, and lose. */
interface IndexChanges {
  readonly added?: readonly IndexEntry[];
  readonly removed?: readonly IndexEntry[];
  /** Whether a version that is said to stand elsewhere in the journal is put right; otherwise it is left as it is. */
  readonly replaces?: boolean;
}

/**
 * Each change is all or nothing, on disk when it resolves, and refused with an OutdatedError where a newer Daybook has
 * migrated the database. `commit` writes rows as every commit does.
 */
export interface Repairer extends Inspector, Pick<Writer, 'commit'> {
  /** Rows that have one of some values in a column of text, in any order. */
  rowsNaming(kind: Kind, column: string, scope: Scope, values: readonly string[]): Promise<readonly InspectedRow[]>;
  /** Entries of an index beside the tables, in the order of its key. */
  indexed(index: IndexEntry['index'], after: IndexEntry | undefined, limit: number): Promise<readonly IndexEntry[]>;
  /** Those of the given positions that hold an entry, in any order. */
  entriesAt(positions: readonly number[]): Promise<readonly InspectedEntry[]>;
  /** The entries that hold these events, in any order. */
  entriesOfEvents(scope: Scope, numbers: readonly number[]): Promise<readonly InspectedEntry[]>;
  changeIndexes(changes: IndexChanges): Promise<void>;
  removeRows(kind: Kind, scope: Scope, ids: readonly string[]): Promise<void>;
  /** Where the numbers of events and the time of a scope have come to. */
  setScope(scope: Scope, last_event: number, last_at_ms: number): Promise<void>;
  /** Builds indexes of the engine that its own check finds wrong anew; tells which. */
  rebuildIndexes(): Promise<readonly string[]>;
}
