/** The store with its committer: everything the rest of Daybook needs to read and to change what is stored. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Inspector, Store } from '../store/port.js';
import { sqliteSnapshot } from '../store/sqlite/snapshot.js';
import { migrateFile, openSqliteStore } from '../store/sqlite/store.js';
import { StartError } from '../store/start_error.js';
import { Aside } from './aside.js';
import { BatchRunner } from './batch_runner.js';
import type { CommandEnvelope, Outcome } from './command_envelope.js';
import { Committer } from './committer.js';
import type { ThreadAnswer, ThreadData } from './sqlite_thread.js';

export interface Ledger {
  readonly store: Store;
  readonly committer: Committer;
  /** Finishes what is running, then closes the store. */
  close(): Promise<void>;
}

export interface LedgerLocation {
  /** A postgres:// address; without one, SQLite in `data_folder`. */
  readonly database_url: string | undefined;
  readonly data_folder: string;
}

/** For servers: SQLite gets a thread of its own. */
export async function openLedger(location: LedgerLocation): Promise<Ledger> {
  return location.database_url === undefined
    ? openThreadedSqlite(sqliteFile(location.data_folder))
    : openInline(location);
}

/** For short-lived commands: no thread to start and to stop. */
export async function openInline(location: LedgerLocation): Promise<Ledger> {
  const store = await openStore(location);
  const runner = new BatchRunner(store);
  const committer = new Committer((commands) => runner.run(commands));
  return {
    store,
    committer,
    async close() {
      await committer.drained();
      await store.close();
    },
  };
}

/** For commands that only read or copy. */
export async function openStore({ database_url, data_folder }: LedgerLocation): Promise<Store> {
  if (database_url === undefined) return openSqliteStore(sqliteFile(data_folder));
  const { openPostgresStore } = await import('../store/postgres/store.js');
  return openPostgresStore(database_url);
}

/** For commands that would make no sense of an empty database: a mistyped folder should be noticed, not filled. */
export function requireData({ database_url, data_folder }: LedgerLocation): void {
  if (database_url !== undefined || existsSync(sqliteFile(data_folder))) return;
  throw new StartError(
    `There is no database in ${data_folder}. Name the folder of a Daybook that has been started, with --data or DAYBOOK_DATA, or a PostgreSQL with DATABASE_URL.`,
  );
}

/** Brings the schema up to date, making the database where there is none. Tells what was applied. */
export async function migrateData({ database_url, data_folder }: LedgerLocation): Promise<readonly string[]> {
  if (database_url === undefined) return migrateFile(sqliteFile(data_folder));
  const { migrateUrl } = await import('../store/postgres/open.js');
  return migrateUrl(database_url);
}

/** Everything as it is at one moment, for as long as `work` takes, while others go on writing. */
export async function withSnapshot<T>(
  location: LedgerLocation,
  work: (inspector: Inspector) => Promise<T>,
): Promise<T> {
  // The file is not migrated and not written to: what is inspected may be a backup.
  if (location.database_url === undefined) return fileSnapshot(sqliteFile(location.data_folder), work);
  const store = await openStore(location);
  try {
    return await store.snapshot(work);
  } finally {
    await store.close();
  }
}

/** The same of a file of the embedded database, wherever it is. */
export function fileSnapshot<T>(file: string, work: (inspector: Inspector) => Promise<T>): Promise<T> {
  return sqliteSnapshot(file, work);
}

function sqliteFile(data_folder: string): string {
  return join(data_folder, 'daybook.sqlite');
}

async function openThreadedSqlite(file: string): Promise<Ledger> {
  const store = openSqliteStore(file);
  const thread = new Worker(new URL('./sqlite_thread.js', import.meta.url), {
    workerData: { file } satisfies ThreadData,
  });
  await answerOf(thread);
  let is_gone = false;
  thread.once('exit', () => {
    is_gone = true;
  });
  const aside = new Aside(file);
  const committer = new Committer(async (commands: readonly CommandEnvelope[]): Promise<readonly Outcome[]> => {
    // A message to a thread that is gone would wait for its answer for ever.
    if (is_gone) throw new Error('the writer thread has stopped; Daybook must be started again');
    const answer = answerOf(thread);
    thread.postMessage(commands);
    const received = await answer;
    if ('failure' in received) throw new Error(received.failure);
    return received.outcomes;
  });
  return {
    store: {
      ...store,
      periodTotals: aside.periodTotals,
      requests: { ...store.requests, ...aside.requests },
      async ready() {
        if (is_gone) throw new Error('the writer thread has stopped');
        await store.ready();
      },
    },
    committer,
    async close() {
      await committer.drained();
      if (!is_gone) {
        const exited = once(thread, 'exit');
        thread.postMessage('close');
        await exited;
      }
      await aside.close();
      await store.close();
    },
  };
}

/** The next message of the thread; rejects if the thread dies instead. */
function answerOf(thread: Worker): Promise<ThreadAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      thread.off('message', onMessage);
      thread.off('error', onError);
      thread.off('exit', onExit);
      act();
    };
    const onMessage = (message: ThreadAnswer) => settle(() => resolve(message));
    const onError = (error: unknown) => settle(() => reject(error));
    const onExit = (code: number) => settle(() => reject(new Error(`the writer thread stopped with code ${code}`)));
    thread.on('message', onMessage);
    thread.on('error', onError);
    thread.on('exit', onExit);
  });
}
