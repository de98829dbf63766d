/**
 * The load: connections that each send a request, wait for the whole answer, and send the next. Bytes on sockets, with
 * no HTTP library, so that one core of this can keep one core of any server busy.
 */
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { type Manifest, readManifest } from '../manifest.js';
import { type NextRequest, type OperationName, requestsOf } from '../operations.js';
import { percentile } from '../statistics.js';
import { answerMessages } from './answering.js';

export type LoadMessage =
  /** What to ask for from now on. */
  | { readonly operation: OperationName; readonly manifest_file: string; readonly run: string }
  /** Opens connections, so that opening them is not measured. */
  | { readonly connect: number; readonly port: number }
  /** Drives the connections that were opened, then closes them. */
  | { readonly drive_seconds: number }
  /** One request, to see the answer. */
  | { readonly sample_port: number };

export interface LoadResult {
  readonly requests: number;
  readonly errors: number;
  /** The first answer that was not a 200. */
  readonly first_error: string | undefined;
  readonly seconds: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** The share of a core that the load itself used. */
  readonly load_share: number;
}

const HEADERS_END = Buffer.from('\r\n\r\n');
const LENGTH_NAME = Buffer.from('ontent-length: ');
const LENGTH_NAME_CAPITAL = Buffer.from('ontent-Length: ');

interface Answer {
  readonly ok: boolean;
  readonly body_start: number;
  readonly end: number;
}

/** Undefined until the answer is complete. */
function readAnswer(bytes: Buffer): Answer | undefined {
  const headers_end = bytes.indexOf(HEADERS_END);
  if (headers_end < 0) return undefined;
  let at = bytes.indexOf(LENGTH_NAME);
  if (at < 0 || at > headers_end) at = bytes.indexOf(LENGTH_NAME_CAPITAL);
  if (at < 0 || at > headers_end) throw new Error('an answer without Content-Length');
  let length = 0;
  for (let index = at + LENGTH_NAME.length; bytes[index] !== 0x0d; index += 1) {
    length = length * 10 + (bytes[index] as number) - 0x30;
  }
  const body_start = headers_end + HEADERS_END.length;
  if (bytes.length < body_start + length) return undefined;
  // `HTTP/1.1 200`: the digits are bytes 9 to 11.
  const ok = bytes[9] === 0x32 && bytes[10] === 0x30 && bytes[11] === 0x30;
  return { ok, body_start, end: body_start + length };
}

/** One connection: an answer for each request, one at a time. */
class Connection {
  readonly #socket: Socket;
  #received: Buffer | undefined;
  onAnswer: (answer: Answer, bytes: Buffer) => void = () => undefined;
  onFailure: (error: Error) => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      const bytes = this.#received === undefined ? chunk : Buffer.concat([this.#received, chunk]);
      const answer = readAnswer(bytes);
      if (answer === undefined) {
        this.#received = bytes;
        return;
      }
      this.#received = undefined;
      this.onAnswer(answer, bytes);
    });
    socket.on('error', (error) => this.onFailure(error));
    socket.on('close', () => this.onFailure(new Error('the server closed the connection')));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Connection(socket)));
      socket.once('error', reject);
    });
  }

  send(request: string): void {
    this.#socket.write(request, 'latin1');
  }

  close(): void {
    this.onFailure = () => undefined;
    this.#socket.destroy();
  }
}

let next: NextRequest = () => '';
const nothingYet = () => '';
let connections: Connection[] = [];
let manifest: { readonly file: string; readonly content: Manifest } | undefined;

function prepare(operation: OperationName, manifest_file: string, run: string): void {
  if (manifest?.file !== manifest_file) manifest = { file: manifest_file, content: readManifest(manifest_file) };
  next = requestsOf(operation, manifest.content, run);
}

function drive(seconds: number): Promise<LoadResult> {
  const latencies_ms: number[] = [];
  let errors = 0;
  let first_error: string | undefined;
  const cpu_before = process.cpuUsage();
  const began_ms = performance.now();
  const end_ms = began_ms + seconds * 1000;
  return new Promise((resolve, reject) => {
    let open = connections.length;
    const finish = (): void => {
      const elapsed_ms = performance.now() - began_ms;
      const { user, system } = process.cpuUsage(cpu_before);
      for (const connection of connections) connection.close();
      connections = [];
      const sorted = Float64Array.from(latencies_ms).sort();
      resolve({
        requests: sorted.length,
        errors,
        first_error,
        seconds: elapsed_ms / 1000,
        p50_ms: percentile(sorted, 0.5),
        p99_ms: percentile(sorted, 0.99),
        load_share: (user + system) / 1000 / elapsed_ms,
      });
    };
    for (const connection of connections) {
      let sent_ms = performance.now();
      connection.onFailure = reject;
      connection.onAnswer = (answer, bytes) => {
        const now_ms = performance.now();
        latencies_ms.push(now_ms - sent_ms);
        if (!answer.ok) {
          errors += 1;
          first_error ??= bytes.toString('utf8');
        }
        if (now_ms >= end_ms) {
          open -= 1;
          if (open === 0) finish();
          return;
        }
        sent_ms = now_ms;
        connection.send(next(() => bytes.toString('latin1', answer.body_start, answer.end)));
      };
      connection.send(next(nothingYet));
    }
  });
}

async function sample(port: number): Promise<{ body: string }> {
  const connection = await Connection.open(port);
  const body = await new Promise<string>((resolve, reject) => {
    connection.onFailure = reject;
    connection.onAnswer = (answer, bytes) => {
      if (answer.ok) resolve(bytes.toString('utf8', answer.body_start, answer.end));
      else reject(new Error(bytes.toString('utf8')));
    };
    connection.send(next(nothingYet));
  });
  connection.close();
  return { body };
}

answerMessages<LoadMessage>(async (message) => {
  if ('sample_port' in message) return sample(message.sample_port);
  if ('drive_seconds' in message) return drive(message.drive_seconds);
  if ('connect' in message) {
    connections = await Promise.all(Array.from({ length: message.connect }, () => Connection.open(message.port)));
    return {};
  }
  prepare(message.operation, message.manifest_file, message.run);
  return {};
});
