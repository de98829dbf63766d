/**
 * A second thread that writes to the file of SQLite: the log of requests, for which nobody's payment should wait. What it
 * writes is flushed with the writer's next commit, not by itself.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { RequestLogStore } from '../store/request_log_port.js';
import { openAside } from '../store/sqlite/aside.js';
import { answerQuestions } from './lazy_thread.js';
import type { ThreadData } from './sqlite_thread.js';

type Methods = Pick<RequestLogStore, 'write' | 'prune'>;

export type AsideCall = {
  readonly [M in keyof Methods]: { readonly method: M; readonly given: Parameters<Methods[M]> };
}[keyof Methods];

if (parentPort !== null) {
  const { requests, close } = openAside((workerData as ThreadData).file);
  const answer = ({ method, given }: AsideCall): Promise<unknown> =>
    (requests[method] as (...all: readonly unknown[]) => Promise<unknown>)(...given);
  answerQuestions(parentPort, answer, close);
}
