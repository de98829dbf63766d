/**
 * What has been sent to webhook endpoints. This is no history: nothing here goes through the journal, and losing a row
 * means at worst that something is sent twice.
 *
 * Each endpoint has a cursor: every event up to `handed` has been dealt with, in that a delivery is stored for it or it
 * was not for this endpoint. Events are numbered without gaps in the order of commits, so "what is after the cursor" is
 * exactly what has not been sent. One process at a time works for an endpoint; it holds a lease, and what it writes
 * under a lease that it has lost is refused.
 */
import type { Page, Scope } from './page.js';

/**
 * `pending`: still to be sent, now or later. `failed`: given up after the last try. `canceled`: given up because the
 * endpoint went out of service.
 */
export type DeliveryStatus = 'pending' | 'succeeded' | 'failed' | 'canceled';

/** One request that was sent, or could not be. */
export interface DeliveryTry {
  /** Unix milliseconds. */
  readonly at_ms: number;
  readonly latency_ms: number;
  /** The HTTP status and the beginning of the body, where there was an answer. */
  readonly status?: number;
  readonly body?: string;
  /** Why there was none. */
  readonly error?: string;
}

/** One event for one endpoint. */
export interface Delivery {
  /** The number of the event. */
  readonly event: number;
  readonly event_id: string;
  readonly type: string;
  /** The id of the object that the event shows. */
  readonly object: string;
  readonly status: DeliveryStatus;
  /** Rises when a delivery is asked for again; the schedule of tries begins anew with it. */
  readonly round: number;
  readonly tries_in_round: number;
  /** Unix milliseconds; null unless pending. */
  readonly due_at_ms: number | null;
  /** Unix milliseconds; null while pending. */
  readonly finished_at_ms: number | null;
  /** The latest ones, oldest first. */
  readonly tries: readonly DeliveryTry[];
}

export interface EndpointName {
  readonly scope: Scope;
  readonly endpoint: string;
}

/** The time from when an endpoint is put into service until it is taken out. Nothing is sent for one that is over. */
interface Service extends EndpointName {
  /** How often the endpoint was put into service. */
  readonly activation: number;
}

export interface NewService extends Service {
  /** The number of the last event before it began. */
  readonly start: number;
}

export interface ClaimRequest extends Service {
  /** The process. */
  readonly holder: string;
  readonly now_ms: number;
  readonly until_ms: number;
}

export type Claim =
  | {
      readonly held: true;
      /** Rises with every claim. */
      readonly fence: number;
      readonly handed: number;
      /** Since when there were only failures; null while there is none. Unix milliseconds. */
      readonly failing_since_ms: number | null;
    }
  /** Another process works for the endpoint until then, or its cursor is at another service. */
  | { readonly held: false; readonly until_ms: number };

/** What one endpoint's worker has done since it last wrote. */
export interface EndpointProgress extends Service {
  readonly now_ms: number;
  readonly fence: number;
  readonly handed: number;
  readonly lease_until_ms: number;
  readonly failing_since_ms: number | null;
  /** An event at most once. A delivery that was asked for again meanwhile stays as it is. */
  readonly deliveries: readonly Delivery[];
}

interface DueQuery extends EndpointName {
  readonly now_ms: number;
  /** Leaves out a delivery while an earlier one about the same object is pending. */
  readonly ordered: boolean;
  readonly limit: number;
}

/** An event to send, whether or not it was sent before. */
export type WantedDelivery = Pick<Delivery, 'event' | 'event_id' | 'type' | 'object'>;

export interface DeliveryQuery extends EndpointName {
  readonly status?: DeliveryStatus;
  /** Numbers of events, exclusive; newest first either way. */
  readonly starting_after?: number;
  readonly ending_before?: number;
  readonly limit: number;
}

/** How far an endpoint has come. */
export interface CursorState {
  readonly endpoint: string;
  readonly activation: number;
  readonly handed: number;
}

export interface DeliveryReader {
  /** The number of the last event of each scope. */
  heads(): Promise<ReadonlyMap<Scope, number>>;
  cursors(scope: Scope): Promise<readonly CursorState[]>;
  /** The events after a number that a delivery is stored for. */
  recordedAfter(name: EndpointName, event: number): Promise<readonly number[]>;
  /** What is to be sent now, the longest overdue first. */
  due(query: DueQuery): Promise<readonly Delivery[]>;
  /** When the next delivery is due; undefined where none is pending. */
  nextDue(name: EndpointName): Promise<number | undefined>;
  /** Those of the given objects that a delivery is pending for. */
  waitingObjects(name: EndpointName, objects: readonly string[]): Promise<readonly string[]>;
  delivery(name: EndpointName, event: number): Promise<Delivery | undefined>;
  deliveries(query: DeliveryQuery): Promise<Page<Delivery>>;
  /** The status of every stored delivery of the given events. */
  statuses(
    scope: Scope,
    events: readonly number[],
  ): Promise<readonly { readonly endpoint: string; readonly event: number; readonly status: DeliveryStatus }[]>;
}

export interface DeliveryWriter {
  /**
   * Moves the cursor to the start of a service, unless it is there or further already. Before that, what is pending from
   * earlier services is canceled, at most `limit` at a time: false while more may be left.
   */
  enter(service: NewService, now_ms: number, limit: number): Promise<boolean>;
  /** Takes or renews the lease of an endpoint whose service was entered. */
  claim(request: ClaimRequest): Promise<Claim>;
  /**
   * Writes what several workers did, together; tells for each whether its lease still held. Where the service is over
   * the cursor stays, and what would be sent again is canceled.
   */
  record(progress: readonly EndpointProgress[]): Promise<readonly boolean[]>;
  /**
   * Makes deliveries due now, in a new round where there was one already. False, and nothing is done, where the cursor
   * is at another service.
   */
  enqueue(service: Service, wanted: readonly WantedDelivery[], now_ms: number): Promise<boolean>;
  /** Forgets at most `limit` deliveries that were finished before a moment; tells how many. */
  pruneDeliveries(before_ms: number, limit: number): Promise<number>;
}

export interface DeliveryStore extends DeliveryReader, DeliveryWriter {}
