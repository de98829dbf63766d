/** What is due under a test clock, and when. */

import type { Command, Reference, Row, State } from '../kernel/decision.js';
import { columnsOf, type Document, type Kind } from '../kinds.js';
import { dueBalanceTransaction } from '../payments/balance/due.js';
import { dueDispute } from '../payments/dispute/close.js';
import { duePaymentIntent } from '../payments/payment_intent/due.js';
import { dueRefund } from '../payments/refund/follow_ups.js';

interface Waiting<K extends Kind> {
  readonly timeOf: (document: Document<K>) => number | undefined;
  /** What it is given once its time has come, as by the machine's time. */
  readonly command: Command<{ readonly id: string }>;
}

/** Kinds with a column `due_test_clock`. */
const WAITING = {
  balance_transaction: { timeOf: ({ available_on }) => available_on, command: dueBalanceTransaction },
  dispute: { timeOf: ({ due_at }) => due_at, command: dueDispute },
  payment_intent: { timeOf: ({ due_at }) => due_at, command: duePaymentIntent },
  refund: { timeOf: ({ due_at }) => due_at, command: dueRefund },
} as const satisfies { readonly [K in Kind]?: Waiting<K> };
type WaitingKind = keyof typeof WAITING;
const KINDS = Object.keys(WAITING) as WaitingKind[];

export function waitingReferences(clock: string): Reference[] {
  return KINDS.map((kind) => ({ kind, column: 'due_test_clock', value: clock }));
}

export function waiting(
  state: State,
  clock: string,
): { readonly kind: WaitingKind; readonly rows: readonly Row<WaitingKind>[] }[] {
  return KINDS.map((kind) => ({ kind, rows: state.find(kind, 'due_test_clock', clock) }));
}

/** One object, and what it is given at its time. */
export interface Due {
  readonly id: string;
  readonly kind: WaitingKind;
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
        first = { id, kind, at, command: WAITING[kind].command };
      }
    }
  }
  return first;
}

/** Whether its command left the object as due as it was. */
export function isStillDue({ at, kind }: Due, document: Document<Kind>): boolean {
  return columnsOf(kind, document)['due_test_clock'] !== null && timeOf(kind, document as Document<WaitingKind>) === at;
}

function timeOf(kind: WaitingKind, document: Document<WaitingKind>): number | undefined {
  return (WAITING[kind] as Waiting<WaitingKind>).timeOf(document);
}
