/**
 * Whose the endpoint is: of one process at a time. A worker rests, holds the endpoint under a lease, or waits for the
 * process that does; the states and what leads from one to another are drawn in endpoint_worker.ts.
 */
import type { Claim, EndpointName } from '../../store/delivery_port.js';
import type { Store } from '../../store/port.js';
import type { Clock } from '../clock.js';
import type { WrittenTime } from '../written_time.js';

/**
 * How long others leave an endpoint alone after the last sign of life. It is the time without deliveries after a crash;
 * while nothing is sent, nothing is renewed.
 */
const LEASE_MS = 5_000;

interface Resting {
  readonly name: 'resting';
}

/** Another process has it, under a lease as it was found. */
interface Waiting {
  readonly name: 'waiting';
  /** As the other process wrote it, by a clock that may have been set since. */
  readonly until_ms: number;
  /** When it is over in any case, by the clock that nobody sets: no lease is longer. */
  readonly ends_ms: number;
}

interface Holding {
  readonly name: 'holding';
  readonly fence: number;
  /** The cursor as it was found in the store. */
  readonly handed: number;
  /** By the clock that nobody sets. It may be past. */
  readonly ends_ms: number;
}

export interface LeaseEnvironment {
  readonly store: Pick<Store, 'deliveries'>;
  readonly clock: Clock;
  readonly time: WrittenTime;
  /** The process, as leases name it. */
  readonly holder: string;
}

/** A lease that was granted, and is taken up with `hold`. */
interface Granted extends Omit<Extract<Claim, { held: true }>, 'held'> {
  readonly ends_ms: number;
}

const RESTING: Resting = { name: 'resting' };

export class EndpointLease {
  readonly #environment: LeaseEnvironment;
  readonly #endpoint: EndpointName;
  #state: Resting | Waiting | Holding = RESTING;
  /** The fence that outcomes are being written under. */
  #written_under: number | undefined;

  constructor(environment: LeaseEnvironment, endpoint: EndpointName) {
    this.#environment = environment;
    this.#endpoint = endpoint;
  }

  get held(): Holding | undefined {
    return this.#state.name === 'holding' ? this.#state : undefined;
  }

  /** How long the endpoint is held for certain, if nothing is written. */
  get leftMs(): number {
    return this.#state.name === 'holding' ? this.#state.ends_ms - this.#steadyMs() : 0;
  }

  /** How long another process may have the endpoint. */
  get othersLeftMs(): number {
    if (this.#state.name !== 'waiting') return 0;
    const { until_ms, ends_ms } = this.#state;
    return Math.min(until_ms - this.#environment.time.now(), ends_ms - this.#steadyMs());
  }

  /** Asks for the endpoint. From `undefined` on it waits for whoever has it. */
  async claim(activation: number): Promise<Granted | undefined> {
    const ends_ms = this.#steadyMs() + LEASE_MS;
    const now_ms = this.#environment.time.now();
    const others = this.#state.name === 'waiting' ? this.#state : undefined;
    const is_over = others !== undefined && others.ends_ms <= this.#steadyMs();
    const claim = await this.#environment.store.deliveries.claim({
      ...this.#endpoint,
      holder: this.#environment.holder,
      now_ms: is_over ? Math.max(now_ms, others.until_ms) : now_ms,
      until_ms: now_ms + LEASE_MS,
      activation,
    });
    if (!claim.held) {
      const is_known = others?.until_ms === claim.until_ms;
      this.#state = is_known ? others : { name: 'waiting', until_ms: claim.until_ms, ends_ms };
      return undefined;
    }
    if (this.#state.name === 'waiting') this.#state = RESTING;
    return { ...claim, ends_ms };
  }

  hold({ fence, handed, ends_ms }: Granted): void {
    this.#state = { name: 'holding', fence, handed, ends_ms };
  }

  /** Nothing is done under this lease any more, whether or not it lasts. */
  letGo(): void {
    if (this.#state.name === 'holding') this.#state = RESTING;
  }

  /** Until when (Unix milliseconds) the lease lasts that is written now; one that is given up is over at once. */
  renew(held: Holding, now_ms: number, is_given_up: boolean): number {
    this.#written_under = held.fence;
    this.#state = { ...held, ends_ms: is_given_up ? 0 : this.#steadyMs() + LEASE_MS };
    return is_given_up ? 0 : now_ms + LEASE_MS;
  }

  /** Whether another lease was taken since something was written under one. */
  get wasTakenAnew(): boolean {
    return this.#state.name === 'holding' && this.#state.fence !== this.#written_under;
  }

  #steadyMs(): number {
    return this.#environment.clock.steadyMs();
  }
}
