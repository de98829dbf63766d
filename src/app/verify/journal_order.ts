/** The order of the journal: positions rise, time does not run backwards, and events are numbered without gaps. */
import type { InspectedEntry } from '../../store/port.js';
import { modeOf, type Verification } from './findings.js';

/** Where the journal of a scope has come to. */
export interface JournalEnd {
  last_event: number;
  at_ms: number;
}

export class JournalOrder {
  readonly #verification: Verification;
  readonly #ends = new Map<number, JournalEnd>();
  #position = -1;

  constructor(verification: Verification) {
    this.#verification = verification;
  }

  entry(entry: InspectedEntry): void {
    const { scope, position, at_ms, first_event, event_count, events, changes } = entry;
    const end = this.endOf(scope);
    this.#ends.set(scope, end);
    if (position <= this.#position) this.#at(entry, `stands after entry ${this.#position}`);
    if (!this.#verification.heads.has(scope)) this.#at(entry, `belongs to scope ${scope}, which does not exist`);
    if (at_ms < end.at_ms) this.#at(entry, `is of ${at_ms}, before the entry before it (${end.at_ms})`);
    if (first_event !== end.last_event + 1) {
      this.#at(entry, `begins with event ${first_event}, but event ${end.last_event + 1} is next`);
    }
    if (entry.unreadable !== undefined) this.#at(entry, `cannot be read: ${entry.unreadable}`);
    else if (event_count !== events.length) this.#at(entry, `counts ${event_count} events, but holds ${events.length}`);
    for (const event of events) {
      if (changes[event.change] === undefined) this.#at(entry, `has an event ${event.type} that shows nothing`);
    }
    this.#position = position;
    // What the entry says counts on: one gap should be told once, not again with every entry that follows.
    end.last_event = first_event + event_count - 1;
    end.at_ms = Math.max(end.at_ms, at_ms);
  }

  /** Where the entries so far have come to. */
  endOf(scope: number): JournalEnd {
    return this.#ends.get(scope) ?? { last_event: 0, at_ms: 0 };
  }

  /** The heads of the scopes say where the journal ends. */
  end(): void {
    for (const [scope, { last_event, last_at_ms }] of this.#verification.heads) {
      const end = this.endOf(scope);
      const what = `scope ${scope} (${modeOf(this.#verification, scope)})`;
      if (last_event !== end.last_event) {
        this.#found(`${what}: its last event is ${last_event}, but the journal ends with ${end.last_event}`);
      }
      if (last_at_ms < end.at_ms) {
        this.#found(`${what}: its time is ${last_at_ms}, but the journal ends at ${end.at_ms}`);
      }
    }
  }

  #at({ scope, position }: InspectedEntry, problem: string): void {
    this.#found(`journal entry ${position} (${modeOf(this.#verification, scope)}): ${problem}`);
  }

  #found(line: string): void {
    this.#verification.findings.found(line);
  }
}
