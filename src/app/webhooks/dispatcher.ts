/** Keeps a worker for every endpoint, tells them when there is something to do, and takes failing endpoints out. */

import { randomUUID } from 'node:crypto';
import { documentAs } from '../../core/kernel/stored_document.js';
import type { WebhookEndpoint } from '../../core/platform/webhook_endpoint/types.js';
import type { ScopeInfo } from '../../store/port.js';
import type { Timer } from '../clock.js';
import type { EventWatch } from '../event_watch.js';
import type { Ledger } from '../ledger.js';
import type { Settings } from '../settings.js';
import { EndpointWorker, type WorkerEnvironment } from './endpoint_worker.js';
import { isInService, listEndpoints, typesOf } from './endpoints.js';
import { Parcels, type RenderEvent } from './parcels.js';
import type { Sender } from './post.js';
import { ProgressWriter } from './progress_writer.js';
import { scheduleOf } from './schedule.js';
import { allowsPrivate, type TargetPolicy, targetPolicy } from './targets.js';

/** Endpoints that other processes make or change are noticed after this long. */
const LOOK_EVERY_MS = 1_000;
const STOP_GRACE_MS = 2_000;
/** Deliveries that are finished are kept for as long as Stripe keeps events. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
const PRUNE_EVERY_MS = 60_000;
const PRUNED_AT_ONCE = 2_000;

export interface DispatcherOptions {
  readonly ledger: Ledger;
  readonly watch: EventWatch;
  readonly settings: Pick<Settings, 'webhook_disable_seconds' | 'webhook_private_targets' | 'webhook_retry_seconds'>;
  readonly render: RenderEvent;
  readonly senderTo: (policy: TargetPolicy) => Sender;
  readonly default_api_version: string;
  readonly onError: (error: unknown, about: string) => void;
  /** From 0, below 1. */
  readonly random?: () => number;
  /** The process, as leases name it. */
  readonly holder?: string;
}

export class WebhookDispatcher {
  readonly #options: DispatcherOptions;
  readonly #environment: WorkerEnvironment;
  readonly #senders = new Map<number, { readonly private_allowed: boolean; readonly sender: Sender }>();
  readonly #workers = new Map<string, EndpointWorker>();
  readonly #interested = new Map<string, number>();
  /** Endpoints that are being disabled by this process. */
  readonly #disabling = new Set<string>();
  readonly #timer: Timer;
  #stopListening: (() => void) | undefined;
  #refreshing: Promise<void> | undefined;
  #again = false;
  #has_looked = false;
  #pruned_at_ms = Number.NEGATIVE_INFINITY;
  #is_stopping = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    const { ledger, watch, render, onError } = options;
    const { clock, time, store } = ledger;
    this.#environment = {
      store,
      clock,
      time,
      random: options.random ?? Math.random,
      writer: new ProgressWriter(store.deliveries, clock, (error) => onError(error, 'deliveries could not be written')),
      parcels: new Parcels(store, render),
      holder: options.holder ?? randomUUID(),
      headOf: (scope) => watch.head(scope),
      countInterested: (scope, type) => this.#interested.get(`${scope}/${type}`) ?? 0,
      onError: (error, endpoint) => onError(error, `deliveries to ${endpoint} failed inside Daybook`),
      onFailing: (scope, endpoint, since_ms) => this.#disableIfFailing(scope, endpoint, since_ms),
    };
    ledger.committer.onOutcome((command) => {
      // A live key changes where may be sent to.
      if (command.name.startsWith('webhook_endpoint.') || command.name === 'api_key.create') this.refresh();
    });
    this.#timer = clock.every(LOOK_EVERY_MS, () => this.refresh());
    this.refresh();
  }

  /** Looks at the endpoints again. */
  refresh(): void {
    if (this.#is_stopping) return;
    this.#again = true;
    this.#refreshing ??= this.#refresh();
  }

  async close(): Promise<void> {
    this.#is_stopping = true;
    this.#timer.cancel();
    await this.#refreshing;
    // Not before: a look that was under way has begun to listen only now, if there was nobody to listen for until then.
    this.#stopListening?.();
    await Promise.all([...this.#workers.values()].map((worker) => worker.stop(STOP_GRACE_MS)));
    await this.#environment.writer.drained();
    for (const { sender } of this.#senders.values()) sender.close();
  }

  async #refresh(): Promise<void> {
    while (this.#again && !this.#is_stopping) {
      this.#again = false;
      try {
        await this.#look();
        await this.#prune();
      } catch (error) {
        this.#options.onError(error, 'webhook endpoints could not be read');
      }
    }
    this.#refreshing = undefined;
  }

  async #look(): Promise<void> {
    const { store } = this.#options.ledger;
    await this.#chooseSenders();
    const interested = new Map<string, number>();
    const count = (key: string) => interested.set(key, (interested.get(key) ?? 0) + 1);
    const present = new Set<string>();
    for (const scope of store.scopes) {
      const endpoints = await listEndpoints(store, scope.scope);
      for (const endpoint of endpoints) {
        present.add(endpoint.id);
        this.#keepWorker(scope, endpoint);
      }
      for (const endpoint of endpoints.filter(isInService)) {
        for (const type of typesOf(endpoint)) count(`${scope.scope}/${type}`);
      }
    }
    if (!this.#has_looked) await this.#takeUpDeleted(present);
    this.#has_looked = true;
    this.#interested.clear();
    for (const [key, value] of interested) this.#interested.set(key, value);
    for (const [id, worker] of this.#workers) {
      if (!present.has(id)) this.#retire(id, worker);
    }
    const is_watched = this.#workers.size > 0;
    if (is_watched) this.#stopListening ??= this.#options.watch.listen(() => this.#pokeAll());
    else {
      this.#stopListening?.();
      this.#stopListening = undefined;
    }
    for (const worker of this.#workers.values()) worker.poke(true);
  }

  /** Deliveries to endpoints that were deleted right before the process ended. */
  async #takeUpDeleted(present: ReadonlySet<string>): Promise<void> {
    const { store } = this.#options.ledger;
    for (const scope of store.scopes) {
      for (const { endpoint } of await store.deliveries.cursors(scope.scope)) {
        if (present.has(endpoint)) continue;
        const row = await store.get(scope.scope, 'webhook_endpoint', endpoint);
        if (row !== undefined) this.#keepWorker(scope, documentAs('webhook_endpoint', row));
      }
    }
  }

  #pokeAll(): void {
    for (const worker of this.#workers.values()) worker.poke();
  }

  #keepWorker(scope: ScopeInfo, endpoint: WebhookEndpoint): void {
    const worker = this.#workers.get(endpoint.id);
    if (worker !== undefined) {
      worker.update(endpoint);
      return;
    }
    const { settings } = this.#options;
    const target = {
      scope,
      sender: () => this.#senderOf(scope),
      schedule: scheduleOf(settings.webhook_retry_seconds, scope.livemode),
    };
    this.#workers.set(endpoint.id, new EndpointWorker(this.#environment, target, endpoint));
  }

  /** Connections are kept, so what may be reached at another time is reached by another sender. */
  async #chooseSenders(): Promise<void> {
    const { ledger, settings, senderTo } = this.#options;
    for (const { scope, livemode } of ledger.store.scopes) {
      const private_allowed = await allowsPrivate(ledger.store, settings.webhook_private_targets, livemode);
      const known = this.#senders.get(scope);
      if (known?.private_allowed === private_allowed) continue;
      this.#senders.set(scope, { private_allowed, sender: senderTo(targetPolicy(private_allowed)) });
      known?.sender.close();
    }
  }

  #senderOf({ scope }: ScopeInfo): Sender {
    const known = this.#senders.get(scope);
    if (known === undefined) throw new Error(`nothing is sent for the scope ${scope}`);
    return known.sender;
  }

  /** A deleted endpoint keeps its worker until what was pending is canceled. */
  #retire(id: string, worker: EndpointWorker): void {
    if (worker.endpoint.deleted === undefined) worker.update({ ...worker.endpoint, deleted: true });
    else if (worker.isIdle) {
      this.#workers.delete(id);
      void worker.stop(0);
    }
  }

  #disableIfFailing(scope: ScopeInfo, { id, activation, url }: WebhookEndpoint, since_ms: number): void {
    const limit_seconds = this.#options.settings.webhook_disable_seconds;
    if (
      limit_seconds === 0 ||
      this.#options.ledger.time.now() - since_ms < limit_seconds * 1000 ||
      this.#disabling.has(id)
    )
      return;
    this.#disabling.add(id);
    const done = this.#options.ledger.committer.submit({
      name: 'webhook_endpoint.disable_failing',
      input: { id, activation, url },
      scope: scope.scope,
      livemode: scope.livemode,
      actor: 'webhooks',
      request_id: null,
      api_version: this.#options.default_api_version,
    });
    done
      .catch((error) => this.#options.onError(error, `${id} could not be disabled`))
      .finally(() => this.#disabling.delete(id));
  }

  async #prune(): Promise<void> {
    const { clock, time, store } = this.#options.ledger;
    const now_ms = clock.steadyMs();
    if (now_ms - this.#pruned_at_ms < PRUNE_EVERY_MS) return;
    const pruned = await store.deliveries.pruneDeliveries(time.now() - KEPT_MS, PRUNED_AT_ONCE);
    if (pruned < PRUNED_AT_ONCE) this.#pruned_at_ms = now_ms;
  }
}
