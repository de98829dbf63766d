/** A state and a context for tests of rules: given these objects, a rule decides as it would in the committer. */

import type { Change, Context, Decision, Row, State } from '../../src/core/kernel/decision.js';
import { isRefusal, type Refusal } from '../../src/core/kernel/errors.js';
import type { Document, Kind } from '../../src/core/kernel/kind.js';
import { columnsOf, prefixOf } from '../../src/core/kinds.js';

type Given = { readonly [K in Kind]?: readonly Document<K>[] };

export function stateOf(given: Given): State {
  const rows = (kind: Kind): Row[] =>
    (given[kind] ?? []).map((document) => ({ kind, id: document.id, version: 1, document }));
  return {
    get: (kind: Kind, id: string) => rows(kind).find((row) => row.id === id),
    find: (kind: Kind, column: string, value: string) =>
      rows(kind).filter((row) => columnsOf(kind, row.document)[column] === value),
  } as State;
}

/** The moment at which rules decide: the middle of June 2026. */
export const NOW = Date.UTC(2026, 5, 15) / 1000;

/** Ids are numbered, `pm_1` being the first. */
export function contextOf(change: Partial<Context> = {}): Context {
  let made = 0;
  return {
    now: NOW,
    livemode: false,
    newId(kind) {
      made += 1;
      return `${prefixOf(kind)}_${made}`;
    },
    ...change,
  };
}

/** A decision in short: the documents after it, the events, and whose versions it depends on. */
export function outcomeOf(decision: Decision | Refusal) {
  if (isRefusal(decision)) return { status: decision.status, code: decision.code, param: decision.param };
  return {
    changes: decision.changes.map((change: Change) => change.document),
    events: decision.events.map(({ type, object }) => `${type} ${object}`),
    guards: (decision.guards ?? []).map((row) => row.id),
  };
}
