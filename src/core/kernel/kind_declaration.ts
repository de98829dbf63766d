/**
 * What a kind of object is: an id prefix, a table, and the columns that are filtered or looked up. Each noun declares its
 * own in its `kind.ts`. Columns are derived from the document, so that `daybook verify` can derive them again and compare.
 */
import type { Command } from './decision.js';
import type { Kind } from './kind.js';

export type ColumnValue = string | number | null;

export interface KindDeclaration<D> {
  readonly prefix: string;
  readonly table: string;
  /** What a restricted key needs a right on to see it. */
  readonly resource: string;
  readonly columns: { readonly [column: string]: (document: D) => ColumnValue };
  /** Whether metadata is indexed, so that search can ask for it. */
  readonly searches_metadata: boolean;
  /** The objects that one names beside its customer and test clock, which must exist. */
  readonly references?: (document: D) => NamedIds;
  /** What it waits for under a test clock; needs the column `due_test_clock`. */
  readonly waits?: {
    /** For when, by the clock (Unix seconds). */
    readonly until: (document: D) => number | undefined;
    /** What it is given once its time has come, as by the machine's time. */
    readonly command: Command<{ readonly id: string }>;
  };
}

/** Ids by the kind that they must be of. */
export type NamedIds = { readonly [K in Kind]?: string | undefined };

interface Timed {
  readonly due_at?: number;
  readonly test_clock?: string;
}

/** By which column something that is due is found: under a test clock by the clock, since the machine's time says nothing. */
export const dueColumns = {
  due_at: ({ due_at, test_clock }: Timed) => (test_clock === undefined ? (due_at ?? null) : null),
  due_test_clock: ({ due_at, test_clock }: Timed) => (due_at === undefined ? null : (test_clock ?? null)),
};

/** When it was made by the time of its test clock, as it shows and its id does not tell; null where no clock is. */
export const clockColumn = {
  created_on_clock: ({ created, test_clock }: { readonly created: number; readonly test_clock?: string }) =>
    test_clock === undefined ? null : created,
};
