/** The other side of the writer thread: asks it, and knows when it is gone. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Claim, DeliveryWriter } from '../store/delivery_port.js';
import type { CommandEnvelope, Outcome } from './command_envelope.js';
import { thrownBy } from './failures.js';
import type { ThreadAnswer, ThreadData, ThreadQuestion, ThreadWork } from './sqlite_thread.js';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export class WriterThread {
  readonly #thread: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  is_gone = false;

  private constructor(file: string) {
    this.#thread = new Worker(new URL('./sqlite_thread.js', import.meta.url), {
      workerData: { file } satisfies ThreadData,
    });
    this.#thread.on('message', (answer: ThreadAnswer) => {
      const waiting = this.#waiting.get(answer.number);
      this.#waiting.delete(answer.number);
      if ('failure' in answer) waiting?.reject(thrownBy(answer));
      else waiting?.resolve(answer.value);
    });
    this.#thread.on('error', (error) => this.#end(error));
    this.#thread.on('exit', (code) => this.#end(new Error(`the writer thread stopped with code ${code}`)));
  }

  /** Resolves when the thread has opened the file. */
  static async start(file: string): Promise<WriterThread> {
    const thread = new WriterThread(file);
    await thread.#answer(0);
    return thread;
  }

  async run(commands: readonly CommandEnvelope[]): Promise<readonly Outcome[]> {
    return (await this.#ask({ commands })) as readonly Outcome[];
  }

  /** The methods that write deliveries, carried out in the thread. */
  deliveries(): DeliveryWriter {
    return {
      enter: (...given) => this.#ask({ method: 'enter', given }) as Promise<boolean>,
      claim: (request) => this.#ask({ method: 'claim', given: [request] }) as Promise<Claim>,
      record: (progress) => this.#ask({ method: 'record', given: [progress] }) as Promise<readonly boolean[]>,
      enqueue: (...given) => this.#ask({ method: 'enqueue', given }) as Promise<boolean>,
      pruneDeliveries: (...given) => this.#ask({ method: 'pruneDeliveries', given }) as Promise<number>,
    };
  }

  /** Rejects if the thread is gone; resolves when it has done what it was asked before. */
  async ready(): Promise<void> {
    await this.#ask('nothing');
  }

  async probe(): Promise<void> {
    await this.#ask('probe');
  }

  async close(): Promise<void> {
    if (this.is_gone) return;
    const exited = once(this.#thread, 'exit');
    this.#thread.postMessage('close' satisfies ThreadQuestion);
    await exited;
  }

  async #ask(work: ThreadWork): Promise<unknown> {
    // A message to a thread that is gone would wait for its answer for ever.
    if (this.is_gone) throw new Error('the writer thread has stopped; Daybook must be started again');
    this.#last += 1;
    const answer = this.#answer(this.#last);
    this.#thread.postMessage({ number: this.#last, work } satisfies ThreadQuestion);
    return answer;
  }

  #answer(number: number): Promise<unknown> {
    return new Promise((resolve, reject) => this.#waiting.set(number, { resolve, reject }));
  }

  #end(error: unknown): void {
    this.is_gone = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
