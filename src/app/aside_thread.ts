/**
 * A second thread that writes to the file of SQLite: the log of requests, for which nobody's payment should wait. What it
 * writes is flushed with the writer's next commit, not by itself.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { RequestLogStore } from '../store/request_log_port.js';
import { openAside } from '../store/sqlite/aside.js';
import { type OpenFile, openedLate } from './file_threads.js';
import { answerQuestions } from './lazy_thread.js';

type Methods = Pick<RequestLogStore, 'write' | 'prune'>;

export type AsideCall = {
  readonly [M in keyof Methods]: { readonly method: M; readonly given: Parameters<Methods[M]> };
}[keyof Methods];

if (parentPort !== null) {
  const { store, close } = openedLate(workerData as OpenFile, openAside);
  const answer = async ({ method, given }: AsideCall): Promise<unknown> =>
    (store().requests[method] as (...all: readonly unknown[]) => Promise<unknown>)(...given);
  answerQuestions(parentPort, answer, close);
}
