/** The thread that owns SQLite's one writer and the decisions, so that a flush never holds up the event loop. */
import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteStore } from '../store/sqlite/store.js';
import { BatchRunner } from './batch_runner.js';
import type { CommandEnvelope, Outcome } from './command_envelope.js';

export interface ThreadData {
  readonly file: string;
}

/** One answer for each message, in order: the outcomes of its commands, or why the store failed. */
export type ThreadAnswer = { readonly outcomes: readonly Outcome[] } | { readonly failure: string };

if (parentPort !== null) {
  const port = parentPort;
  const store = openSqliteStore((workerData as ThreadData).file);
  const runner = new BatchRunner(store);
  port.on('message', async (message: readonly CommandEnvelope[] | 'close') => {
    if (message === 'close') {
      await store.close();
      port.close();
      return;
    }
    try {
      port.postMessage({ outcomes: await runner.run(message) } satisfies ThreadAnswer);
    } catch (error) {
      const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
      port.postMessage({ failure } satisfies ThreadAnswer);
    }
  });
  port.postMessage({ outcomes: [] } satisfies ThreadAnswer);
}
