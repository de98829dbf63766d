/** HTTP as bytes on a socket: what is sent is exactly what the test wrote, and so is what is received. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { TEST_KEY } from './daybook.js';

export interface RawAnswer {
  readonly status_line: string;
  readonly status: number;
  /** As received, in order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  header(name: string): string | undefined;
}

export interface Exchange {
  /** Every answer that arrived, in order. */
  readonly answers: readonly RawAnswer[];
  /** Bytes that are no complete answer. */
  readonly rest: string;
  /** Why reading stopped: enough answers, the server closed the connection, or the time was over. */
  readonly ended: 'answered' | 'closed' | 'timeout';
  readonly took_ms: number;
}

export interface ExchangeOptions {
  /** Reading stops after so many answers; 1 where nothing else is said. */
  readonly answers?: number;
  readonly timeout_ms?: number;
  /** Answers to HEAD have a length and no body. */
  readonly bodyless?: boolean;
  /** Ends our side of the connection after writing. */
  readonly half_close?: boolean;
  /** Writes in place of the bytes: for clients that take their time. */
  readonly write?: (socket: Socket) => void;
}

/** Sends bytes on a connection of its own and collects what comes back. Never rejects: a reset is an answer too. */
export function exchange(
  { address }: { readonly address: string },
  bytes: string | Buffer,
  options: ExchangeOptions = {},
): Promise<Exchange> {
  const { answers: wanted = 1, timeout_ms = 30_000, bodyless = false, half_close = false, write } = options;
  const { hostname, port } = new URL(address);
  const began = performance.now();
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let received = Buffer.alloc(0);
    const finish = (ended: Exchange['ended']): void => {
      clearTimeout(timer);
      socket.destroy();
      const { answers, rest } = parsedAnswers(received, bodyless);
      resolve({ answers, rest, ended, took_ms: performance.now() - began });
    };
    const timer = setTimeout(() => finish('timeout'), timeout_ms);
    socket.on('connect', () => {
      if (write !== undefined) write(socket);
      else if (half_close) socket.end(bytes);
      else socket.write(bytes);
    });
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (parsedAnswers(received, bodyless).answers.length >= wanted) finish('answered');
    });
    // An error is always followed by the close.
    socket.on('error', () => {});
    socket.on('close', () => finish('closed'));
  });
}

/** The one answer to one request. */
export async function answerTo(
  daybook: { readonly address: string },
  bytes: string | Buffer,
  options: ExchangeOptions = {},
): Promise<RawAnswer> {
  const { answers, rest, ended } = await exchange(daybook, bytes, options);
  const [answer] = answers;
  assert.ok(answer, `no answer (${ended}), only '${rest}'`);
  return answer;
}

function parsedAnswers(received: Buffer, bodyless: boolean): { answers: RawAnswer[]; rest: string } {
  const answers: RawAnswer[] = [];
  let at = 0;
  for (;;) {
    const end = received.indexOf('\r\n\r\n', at);
    if (end < 0) break;
    const [status_line = '', ...lines] = received.toString('latin1', at, end).split('\r\n');
    const headers = lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
    const header = (name: string) => headers.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];
    const status = Number(status_line.split(' ')[1]);
    const length = bodyless || status < 200 ? 0 : Number(header('content-length') ?? 0);
    const begin = end + 4;
    if (received.length < begin + length) break;
    const body = received.toString('utf8', begin, begin + length);
    at = begin + length;
    if (status >= 200) answers.push({ status_line, status, headers, body, header });
  }
  return { answers, rest: received.toString('utf8', at) };
}

/**
 * A request from text: lines end in \n, a blank line begins the body. Host, the key and the length of the body are
 * added where the text does not say otherwise; a header without a value is left out.
 */
export function rawRequest(text: string): string {
  const blank = text.indexOf('\n\n');
  const [first = '', ...given] = (blank < 0 ? text : text.slice(0, blank)).split('\n');
  const body = blank < 0 ? '' : text.slice(blank + 2);
  const names = new Set(given.map((line) => line.slice(0, line.indexOf(':')).trim().toLowerCase()));
  const lines = given.filter((line) => !line.endsWith(':'));
  const add = (name: string, value: string) => {
    if (!names.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
  };
  add('Host', 'daybook.test');
  add('Authorization', `Bearer ${TEST_KEY}`);
  if (body !== '') {
    add('Content-Type', 'application/x-www-form-urlencoded');
    if (!names.has('transfer-encoding')) add('Content-Length', String(Buffer.byteLength(body)));
  }
  return `${first.trim()}${/ HTTP\/\d/.test(first) ? '' : ' HTTP/1.1'}\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n${body}`;
}
