/** What the journal says of questions that are open: each is settled at most once, for the turn that it was given out for. */
import type { Asks, OpenQuestion } from '../../src/core/payments/processor/port.js';
import type { InspectedEntry, StoredRow } from '../../src/store/port.js';
import { broughtAs } from './network.js';

const ASKING: readonly string[] = ['payment_intent', 'refund', 'setup_intent'];

type Open = OpenQuestion<Asks, unknown>;

export class QuestionWatch {
  settled = 0;
  /** By id. */
  readonly #open = new Map<string, Open>();
  /** What whoever asked does not know the end of yet: their ids. */
  readonly #undecided = new Set<string>();
  /** By key. */
  readonly #settled = new Set<string>();
  readonly #fail: (message: string) => void;

  constructor(fail: (message: string) => void) {
    this.#fail = fail;
  }

  get undecided(): readonly string[] {
    return [...this.#undecided];
  }

  take(entry: InspectedEntry): void {
    // As the entry leaves them: an object may change several times in one.
    for (const row of new Map(entry.changes.map((each) => [each.id, each])).values()) {
      if (ASKING.includes(row.kind)) this.#take(entry, row);
    }
  }

  #take({ command, request_id }: InspectedEntry, { id, kind, document }: StoredRow): void {
    const { open, status } = JSON.parse(document) as { readonly open?: Open; readonly status: string };
    const before = this.#open.get(id);
    if (command === `${kind}.settle`) this.#checkTurn(id, before, request_id);
    if (before !== undefined && open?.question.key !== before.question.key) this.#close(command, id, before);
    if (open === undefined) this.#open.delete(id);
    else this.#keep(command, id, before, open);
    if (open !== undefined || status === 'processing' || status === 'pending') this.#undecided.add(id);
    else this.#undecided.delete(id);
  }

  #checkTurn(id: string, before: Open | undefined, brought_as: string | null): void {
    const given_out = before === undefined ? 'nothing' : broughtAs(before.question.key, before.turn);
    if (brought_as !== given_out) this.#fail(`${brought_as} has settled ${id}, where ${given_out} was open`);
  }

  #close(command: string, id: string, { question }: Open): void {
    if (!command.endsWith('.settle')) this.#fail(`${command} has given up ${question.key} of ${id}`);
    this.settled += 1;
    this.#settled.add(question.key);
  }

  #keep(command: string, id: string, before: Open | undefined, open: Open): void {
    const { key } = open.question;
    if (this.#settled.has(key)) this.#fail(`${command} asks ${key} of ${id} again, which was settled`);
    const last = before?.question.key === key ? before.turn : 0;
    const is_given_out = command.endsWith('.due');
    if (open.turn !== (is_given_out ? last + 1 : last)) {
      this.#fail(`${command} has made turn ${open.turn} of turn ${last} of ${key}`);
    }
    this.#open.set(id, open);
  }
}
