/** The log of requests: beside the journal, kept for a while, and not part of any commit. */
import type { Page, Scope } from './page.js';

export interface LoggedRequest {
  readonly scope: Scope;
  /** `req_…`, which bears the time. */
  readonly id: string;
  readonly method: string;
  /** At most 500 characters. */
  readonly path: string;
  readonly status: number;
  /** The id of the key. */
  readonly key: string;
  /** Everything else, as JSON text: it is only passed on. */
  readonly details: string;
}

export interface RequestLogQuery {
  readonly scope: Scope;
  readonly method?: string;
  /** How the path begins. */
  readonly path?: string;
  /** Requests by their ids, and those whose path names one of these objects. */
  readonly about?: { readonly requests: readonly string[]; readonly objects: readonly string[] };
  /** The first digit of the status. */
  readonly status_class?: 2 | 4 | 5;
  readonly key?: string;
  /** Ids, from inclusive, below exclusive. */
  readonly from?: string;
  readonly below?: string;
  /** Ids the page lies after (older) or before (newer); newest first either way. */
  readonly starting_after?: string;
  readonly ending_before?: string;
  readonly limit: number;
}

export interface RequestLogStore {
  list(query: RequestLogQuery): Promise<Page<LoggedRequest>>;
  get(scope: Scope, id: string): Promise<LoggedRequest | undefined>;
  /** Need not be on disk when it resolves: a crash may lose the last of them. */
  write(requests: readonly LoggedRequest[]): Promise<void>;
  /** Forgets at most `limit` with ids below one; tells how many. */
  prune(scope: Scope, below: string, limit: number): Promise<number>;
}
