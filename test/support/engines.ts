/** The engines that tests run on: a test is a function of an engine, and this list is the one place to add another. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerLocation } from '../../src/app/ledger.js';
import type { Settings } from '../../src/app/settings.js';
import { startDaybook, type TestDaybook } from './daybook.js';
import { freshDatabase, postgresAvailable, withClient } from './postgres.js';

export interface TestDatabase {
  readonly location: LedgerLocation;
  /** Ends the database's own connections while Daybook runs; absent where the engine has none. */
  readonly disturb?: () => Promise<void>;
  remove(): Promise<void>;
}

export interface Engine {
  readonly name: string;
  /** False, or why tests on this engine are skipped: made for node:test's `skip`. */
  readonly skip: false | string;
  /** An empty database of its own. */
  make(): Promise<TestDatabase>;
  /** Starts a Daybook on an empty database of its own; removing it removes the database. */
  start(change?: Partial<Settings>): Promise<TestDaybook>;
}

const available = postgresAvailable();

const ENGINES: readonly Engine[] = [
  engine('SQLite', false, async () => {
    const data_folder = temporaryFolder();
    return {
      location: { database_url: undefined, data_folder },
      remove: async () => rmSync(data_folder, { recursive: true, force: true }),
    };
  }),
  engine('PostgreSQL', available === true ? false : available, async () => {
    const data_folder = temporaryFolder();
    const database = await freshDatabase();
    return {
      location: { database_url: database.url, data_folder },
      disturb: () =>
        withClient(database.url, async (client) => {
          await client.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()`,
          );
        }),
      async remove() {
        await database.drop();
        rmSync(data_folder, { recursive: true, force: true });
      },
    };
  }),
];

export function engines(): readonly Engine[] {
  return ENGINES;
}

function engine(name: string, skip: false | string, make: () => Promise<TestDatabase>): Engine {
  return {
    name,
    skip,
    make,
    async start(change = {}) {
      const database = await make();
      return removingToo(await startDaybook({ ...database.location, ...change }), database);
    },
  };
}

/** The database goes with the Daybook that was started on it, also after restarts. */
function removingToo(daybook: TestDaybook, database: TestDatabase): TestDaybook {
  return {
    ...daybook,
    restart: async () => removingToo(await daybook.restart(), database),
    async remove() {
      await daybook.remove();
      await database.remove();
    },
  };
}

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'daybook-test-'));
}
