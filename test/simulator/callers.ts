/**
 * Those who ask for changes: each has an idempotency key, asks again until it is answered, sometimes asks twice at the
 * same time, and remembers what it was told.
 */
import type { CommandEnvelope, Outcome } from '../../src/app/command_envelope.js';
import type { Chance } from '../../src/app/demo/chance.js';
import type { CommandInput, CommandName } from '../../src/core/commands.js';
import type { Store } from '../../src/store/port.js';
import { heldPayment, newPayment, oneUnitBack } from '../app/commands.js';
import type { JournalWatch } from './journal_watch.js';
import { newLivePayment, onLivePayment, onLiveSetup } from './payers.js';
import type { SimulatedProcess } from './process.js';
import type { Owner, Scheduler } from './scheduler.js';

const TEST = 1;
export const LIVE = 2;
/** Whoever hears nothing for so long asks again. */
const PATIENCE_MS = 4_000;
const CALLERS: Owner = { name: 'callers', is_gone: false };

interface Wanted {
  readonly name: CommandName;
  readonly input: unknown;
  readonly scope: number;
  /** Asked for as soon as this is answered. */
  readonly next?: Wanted;
}

interface Asked {
  readonly command: CommandEnvelope;
  readonly next: Wanted | undefined;
  /** What it was told; the same each time. */
  told?: string;
  document?: string;
}

export interface CallersOptions {
  readonly scheduler: Scheduler;
  readonly observer: Store;
  readonly journal: JournalWatch;
  /** Those that can be asked now. */
  readonly processes: () => readonly SimulatedProcess[];
  readonly fail: (message: string) => void;
}

export class Callers {
  readonly #asked: Asked[] = [];
  readonly #known = new Map<string, string[]>();
  readonly #options: CallersOptions;

  constructor(options: CallersOptions) {
    this.#options = options;
  }

  /** Somebody wants something. */
  call(wanted: Wanted = this.#wanted()): void {
    const key = `key ${this.#asked.length + 1}`;
    const { name, input, scope, next } = wanted;
    const asked: Asked = {
      next,
      command: {
        ...{ name, input, scope },
        livemode: scope === LIVE,
        actor: 'key_1',
        request_id: `req_${key}`,
        api_version: '',
        idempotency: { key, kept_under: key, path: name, request_hash: key },
      },
    };
    this.#asked.push(asked);
    this.#ask(asked);
    // What is due at once is being looked for when this is written.
    if (name === 'test_clock.advance') this.#soon(() => this.call(processing(this.#options.scheduler.chance)));
    if (this.#options.scheduler.chance.happens(0.1)) this.#ask(asked);
  }

  /** Somebody wants something of a processor that is behind a network. */
  pay(): void {
    this.call(this.#livePayment());
  }

  #soon(act: () => void): void {
    const { scheduler } = this.#options;
    scheduler.add(CALLERS, 'somebody else', scheduler.chance.next() * 100, act);
  }

  /** Those that are to be sent everything from the beginning. */
  begin(): void {
    const { chance } = this.#options.scheduler;
    for (const scope of [TEST, TEST, LIVE]) this.#newEndpoint(scope, chance.happens(0.5));
  }

  get unanswered(): readonly string[] {
    return this.#asked.filter(({ told }) => told === undefined).map(({ command }) => command.request_id ?? '');
  }

  get answered(): number {
    return this.#asked.length - this.unanswered.length;
  }

  /** Nothing that was answered is lost. */
  async check(): Promise<void> {
    for (const { command, told = '', document } of this.#asked) {
      if (document === undefined) continue;
      const [, id = '', version] = told.split(' ');
      const row = await this.#options.observer.versionOf(command.scope, id, { version: Number(version) });
      if (row?.document !== document) this.#options.fail(`${told} was answered to ${command.name}, and is not stored`);
    }
  }

  #ask(asked: Asked): void {
    const { scheduler, processes } = this.#options;
    scheduler.add(
      CALLERS,
      `${asked.command.name} under ${asked.command.request_id}`,
      scheduler.chance.next() * 5,
      () => {
        if (asked.told !== undefined) return;
        scheduler.add(CALLERS, 'somebody looks whether there was an answer', PATIENCE_MS, () => {
          if (asked.told === undefined) this.#ask(asked);
        });
        const present = processes();
        if (present.length === 0) return;
        const process = scheduler.chance.pick(present);
        process.ledger?.committer.submit(asked.command).then(
          (outcome) =>
            scheduler.add(process, 'an answer', scheduler.chance.next() * 5, () => this.#hear(asked, outcome)),
          () => undefined,
        );
      },
    );
  }

  #hear(asked: Asked, outcome: Outcome): void {
    const told = toldBy(outcome);
    if (told === undefined) return;
    this.#options.scheduler.note(`callers: ${asked.command.request_id} was told ${told}`);
    if (asked.told !== undefined && asked.told !== told) {
      this.#options.fail(`${asked.command.request_id} was told ${asked.told}, and then ${told}`);
    }
    if (asked.told === undefined && told.startsWith('done')) {
      const [, id = ''] = told.split(' ');
      const kind = `${asked.command.scope} ${asked.command.name.split('.')[0]}`;
      this.#known.set(kind, [...(this.#known.get(kind) ?? []), id]);
    }
    if (asked.told === undefined && asked.next !== undefined) this.call(asked.next);
    asked.told = told;
    if (outcome.status === 'done') asked.document = outcome.row.document;
  }

  // --- what is asked for ---------------------------------------------------------------------------------------

  #wanted(): Wanted {
    const { chance } = this.#options.scheduler;
    const scope = chance.pick([TEST, TEST, LIVE]);
    const known = (kind: string, of = scope) => this.#known.get(`${of} ${kind}`) ?? [];
    const choices: (readonly [wanted: () => Wanted, weight: number])[] = [
      [() => newCustomer(scope), 3],
      [() => wants(TEST, 'payment_record.report_payment', newPayment('guaranteed').input as never), 1],
      [() => processing(chance), 4],
      [() => this.#livePayment(), 6],
      [() => wants(TEST, 'test_clock.create', { frozen_time: 1_800_000_000, name: undefined }), 1],
    ];
    const customers = known('customer');
    if (customers.length > 0) choices.push([() => renamed(scope, chance, customers), 6]);
    const records = known('payment_record', TEST);
    if (records.length > 0) {
      const { input } = oneUnitBack(chance.pick(records), `refund ${chance.whole(1, 40)}`);
      choices.push([() => wants(TEST, 'payment_record.report_refund', input as never), 2]);
    }
    const clocks = known('test_clock', TEST);
    if (clocks.length > 0) {
      const frozen_time = 1_800_000_000 + chance.whole(1, 1_000_000);
      choices.push([() => wants(TEST, 'test_clock.advance', { id: chance.pick(clocks), frozen_time }), 3]);
    }
    const endpoints = [...this.#options.journal.endpoints].filter(([, { document }]) => document.deleted === undefined);
    if (endpoints.length > 0) choices.push([() => this.#otherEndpoint(chance.pick(endpoints.map(([id]) => id))), 2]);
    return chance.weighted(choices)();
  }

  #livePayment(): Wanted {
    const { chance } = this.#options.scheduler;
    const known = (kind: string) => this.#known.get(`${LIVE} ${kind}`) ?? [];
    const [intents, setups] = [known('payment_intent'), known('setup_intent')];
    if (intents.length > 0 && chance.happens(0.55)) {
      return { scope: LIVE, ...onLivePayment(chance, chance.pick(intents)) };
    }
    if (setups.length > 0 && chance.happens(0.2)) return { scope: LIVE, ...onLiveSetup(chance, chance.pick(setups)) };
    return { scope: LIVE, ...newLivePayment(chance) };
  }

  #newEndpoint(scope: number, ordered_by_object: boolean): void {
    const { chance } = this.#options.scheduler;
    const input = {
      url: this.#newUrl(),
      enabled_events: chance.pick([['*'], ['customer.*']]),
      api_version: undefined,
      description: undefined,
      metadata: undefined,
      ordered_by_object,
      limit: 16,
    };
    this.call(wants(scope, 'webhook_endpoint.create', input));
  }

  #urls = 0;

  #newUrl(): string {
    this.#urls += 1;
    return `https://receiver-${this.#urls}.example.com/`;
  }

  /** Disabled, enabled again, moved, or deleted. */
  #otherEndpoint(id: string): Wanted {
    const { scheduler, journal } = this.#options;
    const { scope = TEST, document } = journal.endpoints.get(id) ?? {};
    if (scheduler.chance.happens(0.1)) return wants(scope, 'webhook_endpoint.delete', { id });
    const update = (change: { readonly url: string } | { readonly disabled: boolean }): Wanted =>
      wants(scope, 'webhook_endpoint.update', { id, ...UNCHANGED, ...change });
    if (scheduler.chance.happens(0.2)) return update({ url: this.#newUrl() });
    if (document?.disabled !== undefined) return update({ disabled: false });
    const is_for_a_moment = scheduler.chance.happens(0.6);
    return { ...update({ disabled: true }), ...(is_for_a_moment ? { next: update({ disabled: false }) } : {}) };
  }
}

const UNCHANGED = {
  url: undefined,
  enabled_events: undefined,
  description: undefined,
  disabled: undefined,
  metadata: undefined,
  ordered_by_object: undefined,
};

function wants<N extends CommandName>(scope: number, name: N, input: CommandInput<N>): Wanted {
  return { name, input, scope };
}

function newCustomer(scope: number) {
  return wants(scope, 'customer.create', {
    members: { name: 'somebody' },
    metadata: undefined,
    payment_method: undefined,
    default_payment_method: undefined,
    test_clock: undefined,
  });
}

function renamed(scope: number, chance: Chance, customers: readonly string[]) {
  return wants(scope, 'customer.update', {
    id: chance.pick(customers),
    members: { name: `name ${chance.whole(1, 1_000_000)}` },
    metadata: undefined,
    default_payment_method: undefined,
  });
}

/** A payment of which the processor says only some seconds later what became of it. */
function processing(chance: Chance) {
  const metadata = { sandbox_outcome: 'pending', sandbox_after_seconds: String(chance.whole(1, 12)) };
  const { name, input } = heldPayment();
  const { members, ...rest } = input as CommandInput<'payment_intent.create'>;
  return { name, input: { ...rest, members: { ...members, metadata } }, scope: TEST };
}

/** Undefined where it is to be asked again. */
function toldBy(outcome: Outcome): string | undefined {
  switch (outcome.status) {
    case 'done':
      return `done ${outcome.row.id} ${outcome.row.version}`;
    case 'replayed': {
      const { outcome: kept } = outcome.reply;
      return 'kind' in kept && 'version' in kept ? `done ${kept.id} ${kept.version}` : `refused: ${kept.message}`;
    }
    case 'refused': {
      const { status, message } = outcome.refusal;
      return status === 409 || status === 429 ? undefined : `refused: ${message}`;
    }
    case 'broken':
      return undefined;
  }
}
