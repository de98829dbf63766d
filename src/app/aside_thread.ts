/**
 * A second thread on the file of SQLite, for what nobody's payment should wait for: the log of requests, and sums that
 * read a million rows. What it writes is flushed with the writer's next commit, not by itself.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Reader } from '../store/port.js';
import type { RequestLogStore } from '../store/request_log_port.js';
import { openAside } from '../store/sqlite/aside.js';
import { type ThreadFailure, threadFailure } from './failures.js';
import type { ThreadData } from './sqlite_thread.js';

interface Methods extends Pick<RequestLogStore, 'write' | 'prune'>, Pick<Reader, 'periodTotals'> {}

export type AsideCall = {
  readonly [M in keyof Methods]: { readonly method: M; readonly given: Parameters<Methods[M]> };
}[keyof Methods];

export type AsideQuestion = ({ readonly number: number } & AsideCall) | 'close';

export type AsideAnswer = { readonly number: number } & ({ readonly value: unknown } | ThreadFailure);

if (parentPort !== null) {
  const port = parentPort;
  const { requests, periodTotals, close } = openAside((workerData as ThreadData).file);
  const methods: Methods = { write: requests.write, prune: requests.prune, periodTotals };
  port.on('message', async (question: AsideQuestion) => {
    if (question === 'close') {
      close();
      port.close();
      return;
    }
    const { number, method, given } = question;
    try {
      const value = await (methods[method] as (...all: readonly unknown[]) => Promise<unknown>)(...given);
      port.postMessage({ number, value } satisfies AsideAnswer);
    } catch (error) {
      port.postMessage({ number, ...threadFailure(error) } satisfies AsideAnswer);
    }
  });
}
