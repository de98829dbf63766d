/** The near side of the aside thread. */
import type { RequestLogStore } from '../store/request_log_port.js';
import type { AsideCall } from './aside_thread.js';
import type { OpenFile } from './file_threads.js';
import { LazyThread } from './lazy_thread.js';

export class Aside {
  readonly #thread: LazyThread;

  constructor(open: OpenFile) {
    this.#thread = new LazyThread(new URL('./aside_thread.js', import.meta.url), open);
  }

  readonly requests: Pick<RequestLogStore, 'write' | 'prune'> = {
    write: (requests) => this.#ask({ method: 'write', given: [requests] }) as Promise<void>,
    prune: (...given) => this.#ask({ method: 'prune', given }) as Promise<number>,
  };

  /** What was asked before is answered. */
  close(): Promise<void> {
    return this.#thread.close();
  }

  #ask(call: AsideCall): Promise<unknown> {
    return this.#thread.ask(call);
  }
}
