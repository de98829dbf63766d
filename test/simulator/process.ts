/** One running Daybook without its HTTP server: the real committer, due work and deliveries over the stepped store. */
import { Chance } from '../../src/app/demo/chance.js';
import { DueWork } from '../../src/app/due_work.js';
import { eventParts } from '../../src/app/event_id.js';
import { EventWatch } from '../../src/app/event_watch.js';
import { inlineLedger, type Ledger } from '../../src/app/ledger.js';
import { ProcessorCalls } from '../../src/app/processor_calls.js';
import { WebhookDispatcher } from '../../src/app/webhooks/dispatcher.js';
import { openSqliteStore } from '../../src/store/sqlite/store.js';
import { type Faults, steppedStore } from './faulty_store.js';
import type { Network } from './network.js';
import { CLOCKS_DIFFER_MS, type Receivers } from './receivers.js';
import type { Owner, Scheduler } from './scheduler.js';

/** Seconds from each try of a delivery to the next. */
export const RETRY_SECONDS = [1, 3, 8];
const DISABLED_AFTER_SECONDS = 5;

export interface ProcessOptions {
  readonly name: string;
  readonly file: string;
  readonly scheduler: Scheduler;
  readonly receivers: Receivers;
  readonly network: Network;
  readonly faults: () => Faults;
  readonly onWritten: (method: string) => void;
  readonly onFault: () => void;
  /** A due object that was not helped, and waits. */
  readonly onSetback: (id: string) => void;
}

export class SimulatedProcess implements Owner {
  readonly name: string;
  is_gone = false;
  /** Undefined until it has started. */
  ledger: Ledger | undefined;
  readonly #options: ProcessOptions;
  readonly #store: ReturnType<typeof openSqliteStore>;

  constructor(options: ProcessOptions) {
    this.name = options.name;
    this.#options = options;
    this.#store = openSqliteStore(options.file);
  }

  async start(): Promise<void> {
    const { name, scheduler, receivers, network, onSetback } = this.#options;
    const chance = new Chance(scheduler.chance.whole(0, 2 ** 31));
    const clock = scheduler.clockOf(this, scheduler.chance.whole(0, CLOCKS_DIFFER_MS));
    const store = steppedStore(this.#store, { ...this.#options, owner: this });
    const random = () => chance.next();
    const ledger = await inlineLedger(store, clock, { random, bytes: (count) => chance.bytes(count) });
    const watch = new EventWatch(store.deliveries, clock);
    ledger.committer.onOutcome(() => watch.wake());
    const noted = (fields: object) => {
      if ('id' in fields) onSetback(String(fields.id));
    };
    new DueWork({
      ...ledger,
      log: { debug() {}, warn: noted, error: noted },
      api_version: '',
      nowOf: () => ledger.time.now(),
    }).start();
    new ProcessorCalls({
      clock,
      committer: network.bringerOf(this, ledger.committer),
      log: {
        debug() {},
        warn() {},
        error: (fields, message) => scheduler.note(`${name}: ${message} ${about(fields)}`),
      },
      send: network.senderOf(this),
    }).start();
    new WebhookDispatcher({
      ledger,
      watch,
      settings: {
        webhook_private_targets: 'never',
        webhook_retry_seconds: RETRY_SECONDS,
        webhook_disable_seconds: DISABLED_AFTER_SECONDS,
      },
      senderTo: () => receivers.senderOf(this, () => ledger.time),
      async render(_scope, event) {
        return JSON.stringify({ number: event.number, object: eventParts(event).change.id });
      },
      default_api_version: '',
      onError: (error, about) => scheduler.note(`${name}: ${about} (${error})`),
      random,
      holder: name,
    });
    this.ledger = ledger;
  }

  /** Whatever it knew and was about to do is gone. */
  async crash(): Promise<void> {
    this.is_gone = true;
    await this.#store.close();
  }
}

function about(fields: object): string {
  return 'err' in fields ? String(fields.err) : '';
}
