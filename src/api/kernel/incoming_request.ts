/** A request as it came in: everything that was sent, and nothing that was looked up. */
import type { RequestHeaders } from './request_headers.js';

export interface IncomingRequest {
  readonly headers: RequestHeaders;
  /** As it was sent, without the query. */
  readonly path: string;
  /** The query as sent, without the question mark. */
  readonly query: string;
  /** What stands in the path for `:id` and the like. */
  readonly path_parameters: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  readonly request_id: string;
  /** The server is about to close: streams end. */
  readonly closing: AbortSignal;
}
