/**
 * Reads that take long, and with them what is made of what they find: done aside, so that nobody else waits. A thread
 * finds the work by its module and its name there; what is given and what comes back can be sent from thread to thread.
 */
import type { DeliveryReader } from '../store/delivery_port.js';
import type { Reader, ScopeInfo } from '../store/port.js';

/** What long reads read from. */
export interface ReadSource extends Reader {
  readonly scopes: readonly ScopeInfo[];
  readonly fingerprint_key: string;
  readonly deliveries: DeliveryReader;
}

/** Each is done by a thread of its own, so that events do not wait for tables, nor a page for a sum. */
export type Lane = 'lists' | 'events' | 'tables';

export interface LongRead<Given, Result> {
  readonly lane: Lane;
  /** The address of the module that exports it. */
  readonly module: string;
  readonly name: string;
  readonly work: (source: ReadSource, given: Given) => Promise<Result>;
}

export type ReadAside = <Given, Result>(read: LongRead<Given, Result>, given: Given) => Promise<Result>;
