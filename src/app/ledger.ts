/** The store with its committer: everything the rest of Daybook needs to read and to change what is stored. */
import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { idTime } from '../core/kernel/ids.js';
import type { Inspector, Store } from '../store/port.js';
import type { OnProgress } from '../store/progress.js';
import type { Repairer } from '../store/repair_port.js';
import { markerFile } from '../store/sqlite/marker.js';
import { identityOf } from '../store/sqlite/presence.js';
import { repairSqlite } from '../store/sqlite/repair.js';
import { sqliteSnapshot } from '../store/sqlite/snapshot.js';
import { migrateFile, openSqliteStore } from '../store/sqlite/store.js';
import { type DamageError, StartError } from '../store/start_error.js';
import { Aside } from './aside.js';
import { BatchRunner, type BatchRunnerOptions } from './batch_runner.js';
import type { Clock } from './clock.js';
import type { CommandEnvelope } from './command_envelope.js';
import { Committer, type IsAnswered } from './committer.js';
import { DamageWatch } from './damage_watch.js';
import type { ReadAside } from './long_read.js';
import { QuickCheck } from './quick_check.js';
import { ReaderThreads } from './reader_threads.js';
import { WriterThread } from './writer_thread.js';
import { WrittenTime } from './written_time.js';

export interface Ledger {
  readonly store: Store;
  readonly committer: Committer;
  /** Does what takes long where nobody waits for it. */
  readonly readAside: ReadAside;
  /** The time for everything that is compared with what was written down. */
  readonly time: WrittenTime;
  readonly clock: Clock;
  /** Resolves if it turns out that what is stored is damaged, so that nothing more may be written to it. */
  readonly damaged: Promise<DamageError>;
  /** Finishes what is running, then closes the store. */
  close(): Promise<void>;
}

export interface LedgerLocation {
  /** A postgres:// address; without one, SQLite in `data_folder`. */
  readonly database_url: string | undefined;
  readonly data_folder: string;
}

/** For servers: SQLite gets a thread of its own. */
export async function openLedger(location: LedgerLocation, clock: Clock): Promise<Ledger> {
  return location.database_url === undefined
    ? openThreadedSqlite(sqliteFile(location.data_folder), clock)
    : openInline(location, clock);
}

/** For short-lived commands: no thread to start and to stop. */
export async function openInline(location: LedgerLocation, clock: Clock): Promise<Ledger> {
  return inlineLedger(await openStore(location), clock);
}

/** Over a store that is open already. */
export async function inlineLedger(
  store: Store,
  clock: Clock,
  chance: Omit<BatchRunnerOptions, 'time'> = {},
): Promise<Ledger> {
  const time = await timeOf(store, clock);
  const runner = new BatchRunner(store, clock, { ...chance, time });
  const committer = new Committer((commands) => runner.run(commands), clock, answeredIn(store));
  return {
    store,
    committer,
    readAside: (read, given) => read.work(store, given),
    time,
    clock,
    damaged: new Promise(() => {}),
    async close() {
      await committer.drained();
      await store.close();
    },
  };
}

/** It begins no earlier than what is stored, also in the log of requests. */
async function timeOf(store: Store, clock: Clock): Promise<WrittenTime> {
  const time = new WrittenTime(clock);
  time.atLeast((await store.latestTime()) + 1);
  for (const { scope } of store.scopes) {
    const { items } = await store.requests.list({ scope, limit: 1 });
    time.atLeast((idTime(items[0]?.id ?? '') ?? 0) + 1);
  }
  return time;
}

/** For commands that only read or copy. */
export async function openStore({ database_url, data_folder }: LedgerLocation): Promise<Store> {
  if (database_url === undefined) return openSqliteStore(sqliteFile(data_folder));
  const { openPostgresStore } = await import('../store/postgres/store.js');
  return openPostgresStore(database_url);
}

/** For commands that would make no sense of an empty database: a mistyped folder should be noticed, not filled. */
export function requireData({ database_url, data_folder }: LedgerLocation): void {
  const file = sqliteFile(data_folder);
  // Where only the file is gone, that is what will be said.
  if (database_url !== undefined || existsSync(file) || existsSync(markerFile(file))) return;
  throw new StartError(
    `There is no database in ${data_folder}. Name the folder of a Daybook that has been started, with --data or DAYBOOK_DATA, or a PostgreSQL with DATABASE_URL.`,
  );
}

/** For what is done with files of the embedded database. */
export function requireEmbedded({ database_url }: LedgerLocation): void {
  if (database_url === undefined) return;
  throw new StartError(
    'A backup of PostgreSQL is restored into an empty database: pg_restore --no-owner --single-transaction --exit-on-error --dbname URL FILE.',
  );
}

/** Brings the schema up to date, making the database where there is none. Tells what was applied. */
export async function migrateData(
  { database_url, data_folder }: LedgerLocation,
  onProgress: OnProgress,
): Promise<readonly string[]> {
  if (database_url === undefined) return migrateFile(sqliteFile(data_folder), onProgress);
  const { migrateUrl } = await import('../store/postgres/open.js');
  return migrateUrl(database_url, onProgress);
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

/** What can put right what is derived, with the schema up to date, while no other process is at the data. */
export async function withRepairer<T>(
  { database_url, data_folder }: LedgerLocation,
  work: (repairer: Repairer) => Promise<T>,
): Promise<T> {
  if (database_url === undefined) return repairSqlite(sqliteFile(data_folder), work);
  const { repairPostgres } = await import('../store/postgres/repair.js');
  return repairPostgres(database_url, work);
}

/** The same of a file of the embedded database, wherever it is. */
export function fileSnapshot<T>(file: string, work: (inspector: Inspector) => Promise<T>): Promise<T> {
  return sqliteSnapshot(file, work);
}

function answeredIn(store: Pick<Store, 'prefetch'>): IsAnswered {
  return async ({ scope, idempotency }) => {
    if (idempotency === undefined) return false;
    const reply_keys = [idempotency.kept_under, idempotency.key].map((key) => ({ scope, key }));
    const { replies } = await store.prefetch({ references: [], reply_keys });
    return replies.some((reply) => reply !== undefined);
  };
}

/** Where that is a link, the file it leads to: beside that SQLite keeps its log, and Daybook the rest. */
export function sqliteFile(data_folder: string): string {
  const file = join(data_folder, 'daybook.sqlite');
  if (!isLink(file)) return file;
  if (existsSync(file)) return realpathSync(file);
  throw new StartError(`${file} is a link to a file that is not there. Mount its disk, or remove the link.`);
}

/** What cannot be looked at is told by opening it. */
function isLink(file: string): boolean {
  try {
    return lstatSync(file).isSymbolicLink();
  } catch {
    return false;
  }
}

async function openThreadedSqlite(file: string, clock: Clock): Promise<Ledger> {
  const damage = new DamageWatch();
  const store = openSqliteStore(file);
  const thread = await WriterThread.start(file);
  const open = { file, identity: identityOf(file) };
  const aside = new Aside(open);
  const readers = new ReaderThreads(open);
  const reader = readers.readerOf(store, store.isQuick);
  const quick_check = new QuickCheck(file, store);
  const watched = damage.over({ run: (commands: readonly CommandEnvelope[]) => thread.run(commands) });
  const committer = new Committer(
    async (commands) => damage.among(await watched.run(commands)),
    clock,
    answeredIn(store),
  );
  const damaged = Promise.race([damage.damaged, quick_check.damaged]);
  void damaged.then(() => store.setWhole(false));
  return {
    store: damage.over({
      ...store,
      ...reader,
      requests: { ...reader.requests, ...aside.requests },
      deliveries: { ...reader.deliveries, ...thread.deliveries() },
      async ready() {
        await thread.ready();
        await store.ready();
      },
      probe: () => thread.probe(),
    }),
    committer,
    ...damage.over({ readAside: readers.readAside }),
    time: await timeOf(store, clock),
    clock,
    damaged,
    async close() {
      await quick_check.stop();
      await committer.drained();
      await thread.close();
      await readers.close();
      await aside.close();
      await store.close();
    },
  };
}
