/**
 * What a rule sees and what it answers.
 *
 * Every change of state is a command. Its `decide` is a plain function of the state it reads, its input and a context
 * that brings time and ids; it answers with the changes it wants, the events they mean, and the object to reply with,
 * or with a refusal, which changes nothing. The committer does everything else.
 */

import type { Refusal } from './errors.js';
import type { Document, EventType, Kind } from './kind.js';

/** One stored version of an object. Versions count from 1; a deleted object keeps a last version that says so. */
export interface Row<K extends Kind = Kind> {
  readonly kind: K;
  readonly id: string;
  readonly version: number;
  readonly document: Document<K>;
}

/** What a rule may ask the store for: one object by id, or all whose indexed column has a value. */
export type Reference =
  | { readonly kind: Kind; readonly id: string }
  | { readonly kind: Kind; readonly column: string; readonly value: string };

/** The state as the rule sees it: what is stored, overlaid with what earlier commands of the same batch decided. */
export interface State {
  /** The object, or undefined if there is none in this account and mode. */
  get<K extends Kind>(kind: K, id: string): Row<K> | undefined;
  /** All objects (at most 1,000) whose column has the value, oldest first. */
  find<K extends Kind>(kind: K, column: string, value: string): readonly Row<K>[];
}

/** Everything else a rule may depend on. */
export interface Context {
  /** Unix seconds: by the machine's clock, or by the test clock that is named. */
  readonly now: number;
  /** The test clock by whose time the rule decides already (see test_clock/time.ts). */
  readonly test_clock?: string;
  readonly livemode: boolean;
  /** A new id of this kind, ordered by time. */
  readonly newId: (kind: Kind | Part) => string;
}

/** What has an id and is part of an object, so that it is stored with it. */
export type Part = 'line_item';

export interface Change {
  readonly kind: Kind;
  readonly id: string;
  /** The version this change was decided on; undefined for a new object. */
  readonly before: Row | undefined;
  readonly document: Document<Kind>;
}

export interface EventDraft {
  readonly type: EventType;
  /** The id of the changed object that the event shows. */
  readonly object: string;
  /** Which of the changes it shows, where the object changes more than once; otherwise the only one. */
  readonly change?: number;
}

export interface Decision {
  readonly changes: readonly Change[];
  readonly events: readonly EventDraft[];
  /** The object to answer with, as it is after the changes; or the error that tells what was done, such as a decline. */
  readonly reply: { readonly kind: Kind; readonly id: string } | Refusal;
  /** Objects that must still have this version when the decision is written, although it does not change them. */
  readonly guards?: readonly Row[];
}

/** A rule under its name in the journal. `reads` names what it surely needs, so that the store is asked once. */
export interface Command<Input> {
  readonly reads: (input: Input) => readonly Reference[];
  readonly decide: (state: State, input: Input, context: Context) => Decision | Refusal;
}

export function created<K extends Kind>(kind: K, document: Document<K>): Change {
  return { kind, id: document.id, before: undefined, document };
}

export function updated<K extends Kind>(before: Row<K>, document: Document<K>): Change {
  return { kind: before.kind, id: before.id, before, document };
}
