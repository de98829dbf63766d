/** What is due under a test clock, and when. */

import type { Command, Reference, Row, State } from '../kernel/decision.js';
import type { Document, Kind } from '../kernel/kind.js';
import type { KindDeclaration } from '../kernel/kind_declaration.js';
import { columnsOf, KIND_NAMES, kindOf } from '../kinds.js';

/** In the order of their names. */
const WAITING = KIND_NAMES.filter((kind) => kindOf(kind).waits !== undefined);

export function waitingReferences(clock: string): Reference[] {
  return WAITING.map((kind) => ({ kind, column: 'due_test_clock', value: clock }));
}

export function waiting(state: State, clock: string): { readonly kind: Kind; readonly rows: readonly Row<Kind>[] }[] {
  return WAITING.map((kind) => ({ kind, rows: state.find(kind, 'due_test_clock', clock) }));
}

/** One object, and what it is given at its time. */
export interface Due {
  readonly id: string;
  readonly kind: Kind;
  /** Unix seconds by the clock. */
  readonly at: number;
  readonly command: Command<{ readonly id: string }>;
}

/** The first that is due at or before a moment; of several at the same time the one with the lowest id. */
export function earliest(state: State, clock: string, until: number): Due | undefined {
  let first: Due | undefined;
  for (const { kind, rows } of waiting(state, clock)) {
    for (const { id, document } of rows) {
      const at = timeOf(kind, document);
      if (at === undefined || at > until) continue;
      if (first === undefined || at < first.at || (at === first.at && id < first.id)) {
        first = { id, kind, at, command: waitsOf(kind).command };
      }
    }
  }
  return first;
}

/** Whether its command left the object as due as it was. */
export function isStillDue({ at, kind }: Due, document: Document<Kind>): boolean {
  return columnsOf(kind, document)['due_test_clock'] !== null && timeOf(kind, document) === at;
}

function timeOf(kind: Kind, document: Document<Kind>): number | undefined {
  return waitsOf(kind).until(document);
}

function waitsOf(kind: Kind): NonNullable<KindDeclaration<Document<Kind>>['waits']> {
  const { waits } = kindOf(kind);
  if (waits === undefined) throw new Error(`nothing is done with a ${kind} under a test clock`);
  return waits;
}
