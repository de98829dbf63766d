/**
 * Node's HTTP server with bounds on what a client may take. There is one for each address that is listened on
 * (`localhost` has two), and all of them behave the same.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Refusal } from '../../core/kernel/refusal.js';
import { type Answering, answerBrokenHttp } from './broken_http.js';
import { hostIsNone, hostMissing, notChunked, severalHosts } from './refusals.js';

/** How long a client may take; tests cannot wait as long as clients may. */
export interface Patience {
  /** After this long a connection must have sent the headers of its first request. */
  readonly headers_ms: number;
  /** A whole request must have arrived after this long. */
  readonly request_ms: number;
  /** A connection on which nothing moves for so long is closed: whoever does not read an answer holds memory. */
  readonly idle_ms: number;
  /** How often connections are looked at: a client may take as much longer. */
  readonly check_every_ms: number;
}

export const PATIENCE: Patience = { headers_ms: 15_000, request_ms: 30_000, idle_ms: 120_000, check_every_ms: 5_000 };
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
/** A name or an address, and a port. Nothing at all is correct too: a client says so that it knows no name. */
const HOST = /^(?:[\w.~!$&'()*+,;=%-]+|\[[\w.~:%-]+\])?(?::\d*)?$/;

export function httpServer(listener: RequestListener, patience: Patience, answering: Answering): Server {
  // A missing Host is refused where requests are answered, with a body that says so.
  const options = { connectionsCheckingInterval: patience.check_every_ms, requireHostHeader: false };
  const server = createServer(options, listener);
  server.headersTimeout = patience.headers_ms;
  server.requestTimeout = patience.request_ms;
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
  // Node leaves out those after the thousandth, whatever they say; how long all of them are is bounded.
  server.maxHeadersCount = 0;
  server.setTimeout(patience.idle_ms);
  answerBrokenHttp(server, answering);
  return server;
}

/** What is wrong with the headers of a request, since a proxy before this server may have read them in another way. */
export function headerProblem({ headers, rawHeaders, httpVersion }: IncomingMessage): Refusal | undefined {
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && coding.trim().toLowerCase() !== 'chunked') return notChunked();
  const hosts = rawHeaders.filter((_text, index) => index % 2 === 1 && isHost(rawHeaders[index - 1]));
  if (hosts.length > 1) return severalHosts();
  const [host] = hosts;
  if (host === undefined) return httpVersion === '1.1' ? hostMissing() : undefined;
  return HOST.test(host) ? undefined : hostIsNone();
}

function isHost(name: string | undefined): boolean {
  return name?.length === 4 && name.toLowerCase() === 'host';
}
