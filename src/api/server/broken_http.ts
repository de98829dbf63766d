/** Answers to what never becomes a request, because it is not HTTP or not HTTP that Daybook speaks. */
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { errors, type Refusal } from '../../core/kernel/errors.js';
import { type DocUrlOf, type HttpAnswer, refusalAnswer } from '../../wire/envelope.js';
import { STANDARD_HEADERS } from '../kernel/standard_headers.js';
import { chunkExtensionsTooLong, expectationNotMet, headersTooLong, notHttp, notInTime } from './refusals.js';

interface Problem {
  readonly status: number;
  readonly refuse: () => Refusal;
}

/** What went wrong, by the code of Node's error; anything else is 400 without further words. */
const PROBLEMS: Readonly<Record<string, Problem>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, refuse: notInTime },
  HPE_HEADER_OVERFLOW: { status: 431, refuse: headersTooLong },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, refuse: chunkExtensionsTooLong },
};
const NOT_HTTP: Problem = { status: 400, refuse: notHttp };

/** Node keeps the response that a socket is working on here; there is no public way to know of it. */
type BusySocket = Duplex & { _httpMessage?: ServerResponse | null };

/** What every answer needs to know. */
export interface Answering {
  readonly newRequestId: () => string;
  readonly docUrlOf: DocUrlOf;
}

/** Takes over the events of the server that Node would answer without a body, or not at all. */
export function answerBrokenHttp(server: Server, answering: Answering): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const { status, headers, body } = withRequestId(expectationNotMet(), 417, answering);
    response
      .writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body), Connection: 'close' })
      .end(body);
  });
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    const refusal = errors.unrecognizedUrl('CONNECT', request.url ?? '');
    endWith(socket, withRequestId(refusal, refusal.status, answering));
  });
  const broken = new WeakSet<Duplex>();
  server.on('clientError', (error: { readonly code?: string }, socket: Duplex) => {
    // What follows on a connection that is broken already breaks it again.
    if (broken.has(socket)) return;
    broken.add(socket);
    if (error.code === 'ECONNRESET') socket.destroy();
    else {
      const { status, refuse } = PROBLEMS[error.code ?? ''] ?? NOT_HTTP;
      endAfterAnswers(socket, withRequestId(refuse(), status, answering));
    }
  });
}

/**
 * Answers on a connection whose bytes cannot be read any further, and closes it. The requests that came whole before
 * them are done or under way: each gets its own answer first.
 */
function endAfterAnswers(socket: BusySocket, answer: HttpAnswer): void {
  const pending = socket._httpMessage ?? undefined;
  if (!socket.writable) {
    socket.destroy();
  } else if (pending === undefined || (!pending.req.complete && !pending.headersSent)) {
    endWith(socket, answer);
  } else if (pending.req.complete) {
    // When it is finished, Node has put the next response into its place.
    pending.once('finish', () => endAfterAnswers(socket, answer));
  } else {
    socket.destroy();
  }
}

function withRequestId(refusal: Refusal, status: number, { newRequestId, docUrlOf }: Answering): HttpAnswer {
  const { body } = refusalAnswer(refusal, (explained) => docUrlOf(typeof explained === 'number' ? status : explained));
  return { status, headers: { ...STANDARD_HEADERS, 'request-id': newRequestId() }, body };
}

function endWith(socket: Duplex, { status, headers, body }: HttpAnswer): void {
  if (!socket.writable) return;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    // Whoever keeps sending would otherwise hold the connection open.
    () => socket.destroy(),
  );
}
