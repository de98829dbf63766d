/**
 * What every commit says, read as soon as it is written: keys that are used twice, due work that was not due, and what
 * the checks of deliveries have to know of events and of the services of endpoints.
 */
import { isInService, typesOf } from '../../src/app/webhooks/endpoints.js';
import { dueAt } from '../../src/core/clockwork/due.js';
import type { WebhookEndpoint } from '../../src/core/platform/webhook_endpoint/types.js';
import type { InspectedEntry, Store, StoredRow } from '../../src/store/port.js';
import { QuestionWatch } from './question_watch.js';

export interface SeenEvent {
  readonly number: number;
  readonly type: string;
  readonly object: string;
}

export interface SeenEndpoint {
  readonly scope: number;
  document: WebhookEndpoint;
  types: ReadonlySet<string>;
  /** The number of the last event before its present service. */
  start: number;
  /** When that was written. */
  started_ms: number;
  /** Since when nothing is to be sent; undefined while it is in service. */
  out_since_ms: number | undefined;
}

export class JournalWatch {
  readonly endpoints = new Map<string, SeenEndpoint>();
  /** By every address that an endpoint has had; none is given to two. */
  readonly endpoint_of_url = new Map<string, string>();
  readonly events = new Map<number, SeenEvent[]>();
  /** By scope and id: when the latest version is due (Unix milliseconds), and when that was written. */
  readonly due = new Map<string, { readonly due_ms: number; readonly written_ms: number }>();
  readonly questions: QuestionWatch;
  readonly #keys = new Map<string, number>();
  #position = 0;
  readonly #store: Store;
  readonly #nowMs: () => number;
  readonly #fail: (message: string) => void;

  constructor(store: Store, nowMs: () => number, fail: (message: string) => void) {
    this.#store = store;
    this.#nowMs = nowMs;
    this.#fail = fail;
    this.questions = new QuestionWatch(fail);
  }

  async read(): Promise<void> {
    for (const entry of await this.#store.journal(this.#position, 10_000)) {
      this.#position = entry.position;
      this.#checkKey(entry);
      for (const row of entry.changes) this.#take(entry, row);
      this.questions.take(entry);
      const events = this.events.get(entry.scope) ?? [];
      this.events.set(entry.scope, events);
      entry.events.forEach(({ type, change }, index) => {
        events.push({ number: entry.first_event + index, type, object: entry.changes[change]?.id ?? '' });
      });
    }
  }

  #checkKey({ scope, idempotency_key, position }: InspectedEntry): void {
    if (idempotency_key === null) return;
    const key = `${scope}/${idempotency_key}`;
    const before = this.#keys.get(key);
    if (before !== undefined) this.#fail(`${key} was done twice, in the entries ${before} and ${position}`);
    this.#keys.set(key, position);
  }

  #take(entry: InspectedEntry, row: StoredRow): void {
    const key = `${entry.scope}/${row.id}`;
    const document = JSON.parse(row.document);
    const before = this.due.get(key);
    const command = entry.command.split('.');
    if (command[1] === 'due' && command[0] === row.kind && (before === undefined || before.due_ms > entry.at_ms)) {
      this.#fail(`${entry.command} changed ${row.id}, which was not due`);
    }
    const due_at = dueAt(row.kind, document);
    if (due_at === undefined) this.due.delete(key);
    else this.due.set(key, { due_ms: due_at * 1000, written_ms: this.#nowMs() });
    if (row.kind === 'webhook_endpoint') this.#takeEndpoint(entry, document);
  }

  #takeEndpoint(entry: InspectedEntry, document: WebhookEndpoint): void {
    const known = this.endpoints.get(document.id);
    const is_new_service = known?.document.activation !== document.activation;
    this.endpoint_of_url.set(document.url, document.id);
    this.endpoints.set(document.id, {
      scope: entry.scope,
      document,
      types: new Set(typesOf(document)),
      start: known === undefined || is_new_service ? entry.first_event - 1 : known.start,
      started_ms: known === undefined || is_new_service ? this.#nowMs() : known.started_ms,
      out_since_ms: isInService(document) ? undefined : (known?.out_since_ms ?? this.#nowMs()),
    });
  }
}
