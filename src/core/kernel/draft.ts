/**
 * What a rule is about to change, collected step by step. An object can change several times in one decision where an
 * event has to show it as it was in between; otherwise its changes become one.
 */
import { timed } from './clock_time.js';
import type { Change, Context, Decision, EventDraft, Row, State } from './decision.js';
import { isRefusal, type Refusal } from './errors.js';
import type { Document, EventType, Kind } from './kind.js';

interface Own {
  readonly row: Row;
  /** Where in the list of changes. */
  readonly index: number;
  /** Whether an event shows it as it is now. */
  is_shown: boolean;
}

export class Draft {
  readonly state: State;
  readonly context: Context;
  readonly #changes: Change[] = [];
  readonly #events: EventDraft[] = [];
  readonly #guards: Row[] = [];
  readonly #own = new Map<string, Own>();

  constructor(state: State, context: Context) {
    this.state = state;
    this.context = context;
  }

  /** For an object under a test clock, or under none: by its time. Refused while the clock is being advanced. */
  static under(state: State, context: Context, test_clock: string | undefined): Draft | Refusal {
    const time = timed(state, context, test_clock);
    if (isRefusal(time)) return time;
    const draft = new Draft(state, time.context);
    for (const clock of time.guards) draft.guard(clock);
    return draft;
  }

  /** The same for what belongs to a customer. */
  static underCustomer(state: State, context: Context, customer: string): Draft | Refusal {
    return Draft.under(state, context, state.get('customer', customer)?.document.test_clock);
  }

  /** The object as it is after the changes so far. */
  get<K extends Kind>(kind: K, id: string): Row<K> | undefined {
    const own = this.#own.get(id);
    return own === undefined ? this.state.get(kind, id) : (own.row as Row<K>);
  }

  /** The same of an object that must be there: one that another object names. */
  document<K extends Kind>(kind: K, id: string): Document<K> {
    const row = this.get(kind, id);
    if (row === undefined) throw new Error(`${kind} ${id} is named by another object, but is not there`);
    return row.document;
  }

  create<K extends Kind>(kind: K, document: Document<K>): void {
    this.#push(undefined, { kind, id: document.id, version: 1, document });
  }

  update<K extends Kind>(kind: K, document: Document<K>): void {
    const before = this.get(kind, document.id);
    if (before === undefined) throw new Error(`${kind} ${document.id} cannot be updated: it is not there`);
    const own = this.#own.get(document.id);
    if (own === undefined || own.is_shown) {
      this.#push(before, { kind, id: document.id, version: before.version + 1, document });
      return;
    }
    const row = { ...before, document };
    this.#own.set(document.id, { ...own, row });
    this.#changes[own.index] = { ...(this.#changes[own.index] as Change), document };
  }

  #push(before: Row | undefined, row: Row): void {
    this.#own.set(row.id, { row, index: this.#changes.length, is_shown: false });
    this.#changes.push({ kind: row.kind, id: row.id, before, document: row.document });
  }

  /** Tells the world. The event shows the object as it is at this point; an object that has not changed has none. */
  emit(type: EventType, object: string): void {
    const own = this.#own.get(object);
    if (own === undefined) return;
    own.is_shown = true;
    this.#events.push({ type, object, change: own.index });
  }

  /** What was read must still be so when the decision is written, although it does not change. */
  guard(row: Row): void {
    this.#guards.push(row);
  }

  decision(reply: { readonly kind: Kind; readonly id: string } | Refusal): Decision {
    return { changes: this.#changes, events: this.#events, reply, guards: this.#guards };
  }
}
