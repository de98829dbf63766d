/** A thread that answers questions: started when the first one is asked, and again if it has died. */
import { once } from 'node:events';
import { type MessagePort, type TransferListItem, Worker } from 'node:worker_threads';
import { type ThreadFailure, threadFailure, thrownBy } from './failures.js';

type Answer = { readonly number: number } & ({ readonly value: unknown } | ThreadFailure);
type Question = { readonly number: number; readonly question: unknown } | 'close';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export class LazyThread {
  readonly #script: URL;
  readonly #data: object;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | undefined;
  #last = 0;

  constructor(script: URL, data: object) {
    this.#script = script;
    this.#data = data;
  }

  ask(question: unknown): Promise<unknown> {
    this.#thread ??= this.#start();
    this.#last += 1;
    const number = this.#last;
    const answer = new Promise((resolve, reject) => this.#waiting.set(number, { resolve, reject }));
    this.#thread.postMessage({ number, question } satisfies Question);
    return answer;
  }

  /** What was asked before is answered. */
  async close(): Promise<void> {
    if (this.#thread === undefined) return;
    const exited = once(this.#thread, 'exit');
    this.#thread.postMessage('close' satisfies Question);
    await exited;
  }

  #start(): Worker {
    const thread = new Worker(this.#script, { workerData: this.#data });
    thread.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.number);
      this.#waiting.delete(answer.number);
      if ('failure' in answer) waiting?.reject(thrownBy(answer));
      else waiting?.resolve(answer.value);
    });
    const end = (error: unknown): void => {
      if (this.#thread !== thread) return;
      this.#thread = undefined;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    thread.on('error', end);
    thread.on('exit', (code) => end(new Error(`${this.#script.pathname} stopped with code ${code}`)));
    return thread;
  }
}

/** The other side, in the thread: one question after the other. Bytes in an answer are handed over, not copied. */
export function answerQuestions(
  port: MessagePort,
  answer: (question: never) => Promise<unknown>,
  close: () => void | Promise<void>,
): void {
  let before: Promise<void> = Promise.resolve();
  const settle = async (asked: Question): Promise<void> => {
    if (asked === 'close') {
      await close();
      port.close();
      return;
    }
    const { number, question } = asked;
    try {
      const value = await answer(question as never);
      port.postMessage({ number, value } satisfies Answer, bytesOf(value));
    } catch (error) {
      port.postMessage({ number, ...threadFailure(error) } satisfies Answer);
    }
  };
  port.on('message', (asked: Question) => {
    before = before.then(() => settle(asked));
  });
}

function bytesOf(value: unknown): TransferListItem[] {
  const bytes = typeof value === 'object' && value !== null && 'bytes' in value ? value.bytes : undefined;
  return bytes instanceof Uint8Array ? [bytes.buffer as ArrayBuffer] : [];
}
