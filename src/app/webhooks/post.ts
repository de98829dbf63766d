/**
 * One request to an endpoint, bounded in time and in what is read. No proxy is asked, no redirect is followed, and the
 * address that the name stands for is checked in the same step that connects to it.
 */
import { type LookupAddress, lookup as lookUpName } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { DeliveryTry } from '../../store/delivery_port.js';
import type { Clock } from '../clock.js';
import type { WrittenTime } from '../written_time.js';
import { hostOf, isForbiddenAddress, type TargetPolicy } from './targets.js';

const TIMEOUT_MS = 10_000;
/** As much of an answer as is kept. */
const KEPT_BYTES = 1024;
/** Of a longer answer this much is read, so that the connection can be used again; then it is closed. */
const READ_BYTES = 64 * 1024;
/** The verdict is in the status; the rest of the answer may take so long. */
const BODY_TIMEOUT_MS = 1_000;
/** To one host; endpoints on the same host share them. */
const IDLE_CONNECTIONS = 100;
const IDLE_MS = 30_000;

const KEPT = { keepAlive: true, maxFreeSockets: IDLE_CONNECTIONS, timeout: IDLE_MS } as const;

export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What workers need of it. */
export interface Sender {
  /** Never rejects; undefined if the signal ended it. */
  post(outgoing: Outgoing, signal?: AbortSignal): Promise<DeliveryTry | undefined>;
  /** Lets go of what is kept for the next ones. */
  close(): void;
}

/** Connections are kept, so each policy has a poster of its own: a connection must not pass from one to another. */
export class Poster implements Sender {
  readonly #policy: TargetPolicy;
  readonly #time: WrittenTime;
  readonly #clock: Clock;
  readonly #timeout_ms: number;
  readonly #agents = {
    'http:': new http.Agent(KEPT),
    'https:': new https.Agent(KEPT),
  };

  constructor(policy: TargetPolicy, time: WrittenTime, clock: Clock, timeout_ms = TIMEOUT_MS) {
    this.#policy = policy;
    this.#time = time;
    this.#clock = clock;
    this.#timeout_ms = timeout_ms;
  }

  async post(outgoing: Outgoing, signal?: AbortSignal): Promise<DeliveryTry | undefined> {
    const at_ms = this.#time.now();
    const started = this.#clock.steadyMs();
    const answer = await this.#once(outgoing, signal);
    if (signal?.aborted) return undefined;
    return { at_ms, latency_ms: Math.round(answer.arrived - started), ...answer.result };
  }

  /** Connections that are idle would keep the process running. */
  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  #once(outgoing: Outgoing, signal: AbortSignal | undefined, is_repeat = false): Promise<Answer> {
    const url = new URL(outgoing.url);
    const host = hostOf(url);
    if (isIP(host) !== 0 && !this.#policy.allows(host)) {
      return Promise.resolve({ result: { error: whyNot(host) }, arrived: this.#clock.steadyMs() });
    }
    const is_secure = url.protocol === 'https:';
    return new Promise((resolve) => {
      const finish = (result: Answer['result'], arrived = this.#clock.steadyMs()): void => {
        timer.cancel();
        resolve({ result, arrived });
      };
      const request = (is_secure ? https : http).request(url, {
        method: 'POST',
        headers: { ...outgoing.headers, 'Content-Length': String(Buffer.byteLength(outgoing.body)) },
        agent: this.#agents[is_secure ? 'https:' : 'http:'],
        lookup: lookupWith(this.#policy),
        ...(signal === undefined ? {} : { signal }),
      });
      const timer = this.#clock.after(this.#timeout_ms, () => {
        finish({ error: `no answer within ${this.#timeout_ms / 1000} seconds` });
        request.destroy();
      });
      let has_answer = false;
      request.on('response', (response) => {
        has_answer = true;
        const arrived = this.#clock.steadyMs();
        timer.cancel();
        const { statusCode: status = 0, socket } = response;
        const is_shown = this.#policy.showsAnswers(socket.remoteAddress ?? '');
        readBeginning(this.#clock, response, (body) => finish({ status, ...(is_shown ? { body } : {}) }, arrived));
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        if (has_answer) return;
        // The other side closed a kept connection just as it was to be used again: that says nothing about the endpoint.
        if (request.reusedSocket && !is_repeat && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) {
          timer.cancel();
          resolve(this.#once(outgoing, signal, true));
        } else finish({ error: reasonOf(error) });
      });
      request.on('close', () => {
        if (!has_answer) finish({ error: reasonOf({ code: 'ECONNRESET' }) });
      });
      request.end(outgoing.body);
    });
  }
}

interface Answer {
  readonly result: Pick<DeliveryTry, 'status' | 'body' | 'error'>;
  /** By the monotonic clock: when the answer began, or when it was clear that there is none. */
  readonly arrived: number;
}

function readBeginning(clock: Clock, response: http.IncomingMessage, done: (body: string) => void): void {
  const kept: Buffer[] = [];
  let bytes = 0;
  const finish = () => {
    timer.cancel();
    // A character that was cut in two, and NUL, which not every database takes.
    const text = Buffer.concat(kept).subarray(0, KEPT_BYTES).toString('utf8');
    done(text.replace(/\uFFFD+$/, '').replaceAll('\0', ''));
    if (!response.complete) response.destroy();
  };
  const timer = clock.after(BODY_TIMEOUT_MS, finish);
  response.on('data', (chunk: Buffer) => {
    // A copy: a part of a chunk would keep all of it.
    if (bytes < KEPT_BYTES) kept.push(Buffer.from(chunk.subarray(0, KEPT_BYTES)));
    bytes += chunk.length;
    if (bytes > READ_BYTES) finish();
  });
  response.on('end', finish);
  response.on('error', finish);
  response.on('close', finish);
}

const NOT_PUBLIC = 'the address is not on the public internet';
const FORBIDDEN = 'events are never sent to link-local addresses and metadata services';

function whyNot(address: string): string {
  return isForbiddenAddress(address) ? FORBIDDEN : NOT_PUBLIC;
}

/** Looks a name up and hands on only addresses that are allowed: what is checked here is what is connected to. */
function lookupWith({ allows }: TargetPolicy): LookupFunction {
  return (hostname, options, callback) => {
    lookUpName(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) return callback(error, []);
      const addresses = found.filter(({ address }) => allows(address));
      const [first] = addresses;
      if (first === undefined) {
        const code = found.every(({ address }) => isForbiddenAddress(address)) ? 'FORBIDDEN' : 'NOT_PUBLIC';
        return callback(Object.assign(new Error(code), { code }), []);
      }
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

const REASONS: Readonly<Record<string, string>> = {
  FORBIDDEN,
  NOT_PUBLIC,
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed without an answer',
  EPIPE: 'the connection was closed without an answer',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the host cannot be reached',
  ETIMEDOUT: 'no connection within the time',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
};

function reasonOf(error: { readonly code?: string | undefined; readonly errors?: unknown }): string {
  // Hosts with several addresses fail with one error for each.
  const first = Array.isArray(error.errors) ? (error.errors[0] as { code?: string } | undefined) : undefined;
  const code = error.code ?? first?.code ?? 'unknown';
  return REASONS[code] ?? `the request failed (${code})`;
}
