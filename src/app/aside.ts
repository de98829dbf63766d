/** The other side of the aside thread: started when it is first needed, and again if it has died. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PeriodTotal, Reader } from '../store/port.js';
import type { RequestLogStore } from '../store/request_log_port.js';
import type { AsideAnswer, AsideCall, AsideQuestion } from './aside_thread.js';
import { thrownBy } from './failures.js';
import type { ThreadData } from './sqlite_thread.js';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export class Aside {
  readonly #file: string;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | undefined;
  #last = 0;

  constructor(file: string) {
    this.#file = file;
  }

  readonly periodTotals: Reader['periodTotals'] = (query) =>
    this.#ask({ method: 'periodTotals', given: [query] }) as Promise<readonly PeriodTotal[]>;

  readonly requests: Pick<RequestLogStore, 'write' | 'prune'> = {
    write: (requests) => this.#ask({ method: 'write', given: [requests] }) as Promise<void>,
    prune: (...given) => this.#ask({ method: 'prune', given }) as Promise<number>,
  };

  /** What was asked before is answered. */
  async close(): Promise<void> {
    if (this.#thread === undefined) return;
    const exited = once(this.#thread, 'exit');
    this.#thread.postMessage('close' satisfies AsideQuestion);
    await exited;
  }

  #ask(call: AsideCall): Promise<unknown> {
    this.#thread ??= this.#start();
    this.#last += 1;
    const number = this.#last;
    const answer = new Promise((resolve, reject) => this.#waiting.set(number, { resolve, reject }));
    this.#thread.postMessage({ number, ...call } satisfies AsideQuestion);
    return answer;
  }

  #start(): Worker {
    const thread = new Worker(new URL('./aside_thread.js', import.meta.url), {
      workerData: { file: this.#file } satisfies ThreadData,
    });
    thread.on('message', (answer: AsideAnswer) => {
      const waiting = this.#waiting.get(answer.number);
      this.#waiting.delete(answer.number);
      if ('failure' in answer) waiting?.reject(thrownBy(answer));
      else waiting?.resolve(answer.value);
    });
    const end = (error: unknown): void => {
      this.#thread = undefined;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    thread.on('error', end);
    thread.on('exit', (code) => end(new Error(`the aside thread stopped with code ${code}`)));
    return thread;
  }
}
