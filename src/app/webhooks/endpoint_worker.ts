/**
 * Sends events to one endpoint: those after its cursor in their order, several at once, and those that are due again.
 * Endpoints have workers of their own, so that none waits for another. A worker is in one of three states, and stops in any:
 *
 *        ┌─────────┐  something to do, and the claim is granted   ┌─────────┐ ──┐ sends what is due and what is new;
 *        │ resting │ ───────────────────────────────────────────► │ holding │   │ every write of outcomes renews
 *        └─────────┘ ◄─────────────────────────────────────────── └─────────┘ ◄─┘ the lease
 *             │       another service or order of events begins,       ▲
 *             │       the store fails, or a write came too late        │
 *             │                                                        │ granted
 *             │ another process has the endpoint                  ┌─────────┐ ──┐ its lease lasts: claimed again
 *             └─────────────────────────────────────────────────► │ waiting │   │ when it should be over
 *                                                                 └─────────┘ ◄─┘
 *
 * A lease that runs out while nothing is sent leaves the worker holding in name only: the next thing to do is claimed first.
 * Stopping begins nothing more, writes what is known once more, and gives the lease up with that.
 *
 * `#turn` does whatever can be done now and returns; whatever changes that calls `poke`.
 */
import { setMaxListeners } from 'node:events';
import { documentAs } from '../../core/kernel/stored_document.js';
import type { WebhookEndpoint } from '../../core/platform/webhook_endpoint/types.js';
import type { Delivery, DeliveryTry, EndpointName, EndpointProgress } from '../../store/delivery_port.js';
import type { ScopeInfo, Store, StoredEvent } from '../../store/port.js';
import type { Timer } from '../clock.js';
import { eventParts } from '../event_id.js';
import { type AttemptEnvironment, attempt, newDelivery } from './attempt.js';
import { EndpointLease, type LeaseEnvironment } from './endpoint_lease.js';
import { enterService, isInService, startOf, typesOf } from './endpoints.js';
import { EventQueue } from './event_queue.js';
import { PendingObjects } from './pending_objects.js';
import type { Sender } from './post.js';
import type { ProgressSource, ProgressWriter } from './progress_writer.js';
import { type Running, RunningSet } from './running.js';
import { afterTry, isSuccess } from './schedule.js';

/** Deliveries to one endpoint at the same time; at most half of them are not the first try. */
const AT_ONCE = 10;
const RETRIES_AT_ONCE = AT_ONCE / 2;
const CANCELED_AT_ONCE = 500;
/** A lease that ends so soon is renewed before anything else is begun. */
const LEASE_MARGIN_MS = 2_500;
const TRY_AGAIN_MS = 1_000;

/** What the workers of all endpoints have in common. */
export interface WorkerEnvironment extends AttemptEnvironment, LeaseEnvironment {
  readonly store: Store;
  readonly writer: ProgressWriter;
  /** From 0, below 1. */
  readonly random: () => number;
  readonly headOf: (scope: number) => number;
  readonly onError: (error: unknown, endpoint: string) => void;
  /** Called after a failure in live mode, with the moment since when there were only failures. */
  readonly onFailing: (scope: ScopeInfo, endpoint: WebhookEndpoint, since_ms: number) => void;
}

export interface WorkerTarget {
  readonly scope: ScopeInfo;
  readonly sender: () => Sender;
  readonly schedule: readonly number[];
}

export class EndpointWorker implements ProgressSource {
  readonly #environment: WorkerEnvironment;
  readonly #target: WorkerTarget;
  readonly #stop = new AbortController();
  #endpoint: WebhookEndpoint;
  #types: readonly string[];
  /** The number of the last event before the endpoint was put into service. */
  #started: { readonly activation: number; readonly number: number } | undefined;
  /** The service that the cursor is known to have come to. */
  #entered: number | undefined;
  readonly #lease: EndpointLease;
  readonly #queue = new EventQueue();
  #running = new RunningSet();
  readonly #pending: PendingObjects;
  #failing_since_ms: number | null = null;
  #next_due_ms: number | undefined;
  #asks_when_due = true;
  #timer: Timer | undefined;
  #turning: Promise<void> | undefined;
  #again = false;
  #is_stopping = false;

  constructor(environment: WorkerEnvironment, target: WorkerTarget, endpoint: WebhookEndpoint) {
    this.#environment = environment;
    this.#target = target;
    this.#endpoint = endpoint;
    this.#types = typesOf(endpoint);
    this.#lease = new EndpointLease(environment, this.#name);
    this.#pending = new PendingObjects(environment.store.deliveries, this.#name);
    setMaxListeners(0, this.#stop.signal);
  }

  get endpoint(): WebhookEndpoint {
    return this.#endpoint;
  }

  /** Nothing is under way, and nothing is left to be canceled. */
  get isIdle(): boolean {
    if (this.#asks_when_due || this.#turning !== undefined) return false;
    return this.#running.size === 0 && this.#next_due_ms === undefined;
  }

  /** The endpoint as it is now. */
  update(endpoint: WebhookEndpoint): void {
    const before = this.#endpoint;
    this.#endpoint = endpoint;
    this.#types = typesOf(endpoint);
    if (!isInService(endpoint)) this.#queue.clear();
    // What was read for the service before, or for another order, is read anew under a new lease. What is under way goes
    // on: what becomes of it is written all the same.
    const is_another_service = before.activation !== endpoint.activation;
    if (is_another_service || before.ordered_by_object !== endpoint.ordered_by_object) this.#startOver();
  }

  /** Something may be to be done. Now and then with `asks_when_due`, since others can make deliveries due. */
  poke(asks_when_due = false): void {
    if (this.#is_stopping) return;
    if (asks_when_due) this.#asks_when_due = true;
    this.#again = true;
    this.#turning ??= this.#turns();
  }

  /** Begins nothing more, waits a moment for what is under way, and gives the endpoint free. */
  async stop(grace_ms: number): Promise<void> {
    this.#is_stopping = true;
    this.#timer?.cancel();
    await this.#turning;
    const { clock } = this.#environment;
    const end_ms = clock.steadyMs() + grace_ms;
    while (this.#running.size > 0 && clock.steadyMs() < end_ms) await clock.pause(10);
    this.#stop.abort();
    if (this.#lease.held !== undefined) this.#environment.writer.submit(this);
  }

  // --- one turn ------------------------------------------------------------------------------------------------

  async #turns(): Promise<void> {
    while (this.#again && !this.#is_stopping) {
      this.#again = false;
      try {
        await this.#turn();
      } catch (error) {
        this.#environment.onError(error, this.#endpoint.id);
        // What was read may have been noted in part only: it is read again, under a new lease.
        this.#startOver();
        this.#wakeIn(TRY_AGAIN_MS);
      }
    }
    this.#turning = undefined;
  }

  async #turn(): Promise<void> {
    await this.#askWhenDue();
    if (!(await this.#holds())) return;
    await this.#sendDue();
    if (isInService(this.#endpoint)) await this.#sendNew();
    this.#wakeWhenDue();
  }

  /** Whether the endpoint is held for long enough to begin something; if there is nothing to do, it need not be. */
  async #holds(): Promise<boolean> {
    const left_ms = this.#lease.leftMs;
    if (left_ms >= LEASE_MARGIN_MS) return true;
    if (left_ms > 0 && this.#running.size > 0) {
      this.#environment.writer.submit(this);
      return true;
    }
    // While it is somebody else's, what is due here is due there: looking again for that would be looking all the time.
    if (await this.#hasWork()) return this.#claim();
    this.#wakeWhenDue();
    return false;
  }

  #now(): number {
    return this.#environment.time.now();
  }

  get #name(): EndpointName {
    return { scope: this.#target.scope.scope, endpoint: this.#endpoint.id };
  }

  async #askWhenDue(): Promise<void> {
    if (!this.#asks_when_due) return;
    this.#asks_when_due = false;
    this.#next_due_ms = await this.#environment.store.deliveries.nextDue(this.#name);
  }

  #wakeWhenDue(): void {
    if (this.#next_due_ms === undefined) return;
    const wait_ms = this.#next_due_ms - this.#now();
    // Where all slots are taken, the next one that becomes free pokes.
    if (wait_ms > 0 || this.#running.size === 0) this.#wakeIn(wait_ms);
  }

  #wakeIn(wait_ms: number): void {
    this.#timer?.cancel();
    if (this.#is_stopping) return;
    // Timers hold no more than 24 days; and a due time in the past must not make the loop spin.
    this.#timer = this.#environment.clock.after(Math.min(Math.max(wait_ms, 10), 60_000), () => this.poke());
  }

  // --- from one state to another --------------------------------------------------------------------------------

  /** Whether taking the lease would be of use: looking is cheaper, and leaves the endpoint to whoever has it. */
  async #hasWork(): Promise<boolean> {
    if (this.#running.size > 0) return true;
    if (this.#next_due_ms !== undefined && this.#next_due_ms <= this.#now()) return true;
    if (!isInService(this.#endpoint)) return this.#next_due_ms !== undefined;
    const { store, headOf } = this.#environment;
    const { scope } = this.#name;
    const head = headOf(scope);
    const cursors = await store.deliveries.cursors(scope);
    const cursor = cursors.find(({ endpoint }) => endpoint === this.#endpoint.id);
    // What is pending from the service before is to be canceled.
    if (cursor !== undefined && cursor.activation < this.#endpoint.activation) return true;
    const handed = cursor?.handed ?? (await this.#start());
    const from = Math.max(handed, this.#lease.held === undefined ? 0 : this.#queue.scanned);
    if (from >= head) return false;
    const { items } = await store.events({ scope, limit: 1, ending_before: from, types: this.#types });
    return items.length > 0;
  }

  async #start(): Promise<number> {
    const { activation } = this.#endpoint;
    if (this.#started?.activation !== activation) {
      const number = await startOf(this.#environment.store, this.#name.scope, this.#endpoint);
      this.#started = { activation, number };
    }
    return this.#started.number;
  }

  async #claim(): Promise<boolean> {
    const { store } = this.#environment;
    const { activation } = this.#endpoint;
    if (this.#entered !== activation) await enterService(store, this.#name.scope, this.#endpoint, this.#now());
    this.#entered = activation;
    const granted = await this.#lease.claim(activation);
    if (granted === undefined) {
      this.#forget();
      // Another process may know that it was put into service anew.
      await this.#readEndpoint();
      this.#wakeIn(this.#lease.othersLeftMs);
      return false;
    }
    const recorded = await store.deliveries.recordedAfter(this.#name, granted.handed);
    if (this.#endpoint.activation !== activation) {
      this.#again = true;
      return false;
    }
    // All at once: what is written in between must not mix this lease with what was read under the one before it.
    // Whoever had the endpoint meanwhile may have got further, or not as far as was read here. Since the claim nothing
    // was written for it, so what was recorded and what is under way are together all that was begun.
    this.#queue.restart(granted.handed, [...recorded, ...this.#running.events()]);
    this.#lease.hold(granted);
    this.#failing_since_ms = granted.failing_since_ms;
    if (this.#running.hasOutcomes) this.#environment.writer.submit(this);
    return true;
  }

  /** What was read under the lease is read anew under the next one. */
  #startOver(): void {
    this.#lease.letGo();
    this.#queue.clear();
  }

  /** After the lease is lost, what is under way is somebody else's. */
  #forget(): void {
    this.#startOver();
    // Not before: of an outcome that is still to be written the store does not know that it is pending.
    this.#pending.clear();
    this.#running.clear();
  }

  // --- what is written -----------------------------------------------------------------------------------------

  takeProgress(): EndpointProgress | undefined {
    const { held } = this.#lease;
    if (held === undefined) return undefined;
    const first_open = Math.min(this.#running.firstOpen(), this.#queue.first);
    const handed = Math.max(held.handed, Math.min(first_open - 1, this.#queue.scanned));
    const is_leaving = this.#is_stopping && this.#stop.signal.aborted;
    const now_ms = this.#now();
    const { activation } = this.#endpoint;
    return {
      ...this.#name,
      activation,
      now_ms,
      fence: held.fence,
      handed,
      lease_until_ms: this.#lease.renew(held, now_ms, is_leaving),
      failing_since_ms: this.#failing_since_ms,
      deliveries: this.#running.takeOutcomes(isInService(this.#endpoint) ? activation : undefined, now_ms),
    };
  }

  progressWritten(is_held: boolean): void {
    if (is_held) this.#noteWritten();
    else if (this.#lease.wasTakenAnew) {
      // It is written again under that lease.
      this.#running.notWritten();
      this.#environment.writer.submit(this);
    } else this.#forget();
    this.poke();
  }

  #noteWritten(): void {
    for (const { outcome, object } of this.#running.written()) {
      if (outcome?.due_at_ms == null) {
        if (this.#pending.has(object)) this.#asks_when_due = true;
      } else {
        this.#next_due_ms = Math.min(this.#next_due_ms ?? Number.POSITIVE_INFINITY, outcome.due_at_ms);
      }
    }
  }

  progressFailed(): void {
    this.#running.notWritten();
  }

  // --- what is sent --------------------------------------------------------------------------------------------

  async #sendDue(): Promise<void> {
    // What is found belongs to this service, even if another begins while it is looked for.
    const { activation } = this.#endpoint;
    const is_in_service = isInService(this.#endpoint);
    const now_ms = is_in_service ? this.#now() : Number.MAX_SAFE_INTEGER;
    if (this.#next_due_ms === undefined || this.#next_due_ms > now_ms) return;
    const free = is_in_service
      ? Math.min(RETRIES_AT_ONCE - this.#running.countStored(), AT_ONCE - this.#running.size)
      : CANCELED_AT_ONCE;
    // What is written next will ask again.
    if (free <= 0) return;
    const { deliveries } = this.#environment.store;
    const ordered = this.#endpoint.ordered_by_object === true && is_in_service;
    // As they are before the question: what is written before its answer comes is no longer under way, but due in it.
    const under_way = new Set(this.#running.events());
    const limit = free + under_way.size;
    const due = await deliveries.due({ ...this.#name, now_ms, ordered, limit });
    const fresh = due.filter(({ event }) => !under_way.has(event)).slice(0, free);
    for (const delivery of fresh) {
      if (ordered && this.#running.hasObject(delivery.object)) continue;
      const running: Running = { activation, event: delivery.event, object: delivery.object, is_stored: true };
      this.#running.add(running);
      if (is_in_service) void this.#send(running, delivery, undefined);
      else this.#settle(running, { ...delivery, status: 'canceled', due_at_ms: null, finished_at_ms: this.#now() });
    }
    const next = await deliveries.nextDue(this.#name);
    // What is due and was not taken is under way, or waits for another: its end pokes. This is for certainty.
    const wait_ms = due.length < limit ? TRY_AGAIN_MS : 0;
    this.#next_due_ms = next === undefined ? undefined : Math.max(next, this.#now() + wait_ms);
  }

  async #sendNew(): Promise<void> {
    while (this.#running.size < AT_ONCE) {
      const event = this.#queue.take((each) => this.#mayBegin(each));
      if (event === undefined) {
        // What waits there does so for its own object only; events about others may come after it.
        if (await this.#readMore()) continue;
        return;
      }
      const delivery = newDelivery(event);
      const { activation } = this.#endpoint;
      const running: Running = { activation, event: event.number, object: delivery.object, is_stored: false };
      this.#running.add(running);
      const must_wait = await this.#pending.isPending(delivery.object).catch((error) => {
        // At the same moment: the cursor must not pass an event that is neither in the queue nor under way.
        this.#startOver();
        this.#running.drop(running);
        throw error;
      });
      if (must_wait) this.#settle(running, { ...delivery, due_at_ms: this.#now() });
      else void this.#send(running, delivery, event);
    }
  }

  #mayBegin(event: StoredEvent): boolean {
    return this.#endpoint.ordered_by_object !== true || !this.#running.hasObject(eventParts(event).change.id);
  }

  /** Adds to the queue; false if there is no room, or nothing after what has been read. */
  async #readMore(): Promise<boolean> {
    const { store, headOf } = this.#environment;
    const { scope } = this.#name;
    while (!this.#queue.isFull) {
      // First how many events there are, then the endpoint as it is after them, and only those events: what happens
      // after the endpoint was taken out of service must not be sent.
      const head = headOf(scope);
      if (this.#queue.scanned >= head) return false;
      await this.#readEndpoint();
      if (!this.#goesOn()) return false;
      const added = await this.#queue.read(store, scope, this.#types, head);
      if (this.#endpoint.ordered_by_object === true) await this.#pending.note(added);
      if (!this.#goesOn()) return false;
      if (added.length > 0) return true;
    }
    return false;
  }

  /** Whether the service lasts that the lease was taken for; where there is another, the lease is taken anew. */
  #goesOn(): boolean {
    const is_held = this.#lease.held !== undefined;
    if (!is_held) this.#again = true;
    return is_held && isInService(this.#endpoint);
  }

  async #readEndpoint(): Promise<void> {
    const row = await this.#environment.store.get(this.#name.scope, 'webhook_endpoint', this.#endpoint.id);
    if (row !== undefined) this.update(documentAs('webhook_endpoint', row));
  }

  async #send(running: Running, delivery: Delivery, first: StoredEvent | undefined): Promise<void> {
    let url: string | undefined;
    // Deliveries wait for a place: what the endpoint was when they were read may be over.
    const receiver = async () => {
      await this.#readEndpoint();
      const is_over = !isInService(this.#endpoint) || this.#endpoint.activation !== running.activation;
      if (is_over || !this.#running.holds(running)) return undefined;
      url = this.#endpoint.url;
      return this.#endpoint;
    };
    const tried = await this.#try(delivery, first, receiver);
    if (tried === undefined) {
      this.#running.drop(running);
      this.poke();
      return;
    }
    // After the lease was lost it is somebody else's.
    if (this.#running.holds(running)) this.#conclude(running, delivery, tried, url);
  }

  async #try(
    delivery: Delivery,
    first: StoredEvent | undefined,
    receiver: () => Promise<WebhookEndpoint | undefined>,
  ): Promise<DeliveryTry | undefined> {
    try {
      const { scope, sender } = this.#target;
      const parts = { scope, api_version: this.#endpoint.api_version, receiver, delivery, first };
      return await attempt(this.#environment, parts, sender(), this.#stop.signal);
    } catch (error) {
      this.#environment.onError(error, this.#endpoint.id);
      return { at_ms: this.#now(), latency_ms: 0, error: 'Daybook could not write the event; its log says why' };
    }
  }

  /** What a try means for the delivery, and for the endpoint; `url` is where it was sent. */
  #conclude(running: Running, delivery: Delivery, tried: DeliveryTry, url: string | undefined): void {
    const after = afterTry(delivery, tried, this.#target.schedule, this.#environment.random());
    const is_of_now = running.activation === this.#endpoint.activation && url === this.#endpoint.url;
    // Another address or service says nothing about this one.
    if (is_of_now) this.#failing_since_ms = isSuccess(tried) ? null : (this.#failing_since_ms ?? tried.at_ms);
    if (after.status === 'pending' && this.#endpoint.ordered_by_object === true) this.#pending.add(delivery.object);
    this.#settle(running, after);
    if (this.#failing_since_ms !== null && is_of_now && this.#target.scope.livemode) {
      const since_ms = Math.max(this.#failing_since_ms, (this.#endpoint.url_set_at ?? 0) * 1000);
      this.#environment.onFailing(this.#target.scope, this.#endpoint, since_ms);
    }
  }

  #settle(running: Running, outcome: Delivery): void {
    running.outcome = outcome;
    this.#environment.writer.submit(this);
  }
}
