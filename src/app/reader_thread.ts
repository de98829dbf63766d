/** A thread that only reads from the file of SQLite: methods of the store, and work that modules of Daybook export. */
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { DeliveryReader } from '../store/delivery_port.js';
import type { Reader } from '../store/port.js';
import type { RequestLogStore } from '../store/request_log_port.js';
import { openReading } from '../store/sqlite/reading.js';
import { type OpenFile, openedLate } from './file_threads.js';
import { answerQuestions } from './lazy_thread.js';
import type { LongRead } from './long_read.js';

/** The methods that can take long. */
export interface LongMethods extends Pick<Reader, 'list' | 'versionOf' | 'totals' | 'periodTotals'> {
  readonly requests: RequestLogStore['list'];
  readonly deliveries: DeliveryReader['deliveries'];
}

export type ReaderQuestion =
  | { readonly method: keyof LongMethods; readonly given: readonly unknown[] }
  | { readonly module: string; readonly name: string; readonly given: unknown };

if (parentPort !== null) {
  // On Linux a thread has a priority of its own, elsewhere that would be the process's: who waits for little goes first.
  if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  const { store, close } = openedLate(workerData as OpenFile, openReading);
  const methodOf = (name: keyof LongMethods): LongMethods[keyof LongMethods] => {
    const { requests, deliveries, ...methods } = store();
    if (name === 'requests') return requests.list;
    return name === 'deliveries' ? deliveries.deliveries : methods[name];
  };
  const answer = async (question: ReaderQuestion): Promise<unknown> => {
    if ('method' in question) {
      return (methodOf(question.method) as (...all: readonly unknown[]) => Promise<unknown>)(...question.given);
    }
    const found = (await import(question.module)) as Record<string, LongRead<unknown, unknown>>;
    const read = found[question.name];
    if (read === undefined) throw new Error(`${question.module} exports no ${question.name}`);
    return read.work(store(), question.given);
  };
  answerQuestions(parentPort, answer, close);
}
