/** The engines that whole-system tests run on. A test is a function of an engine; this list is the one place to add. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerLocation } from '../../src/app/ledger.js';

export interface TestDatabase {
  readonly location: LedgerLocation;
  /** Ends the database's own connections or processes while Daybook runs; absent where the engine has none. */
  readonly disturb?: () => Promise<void>;
  remove(): Promise<void>;
}

export interface TestEngine {
  readonly name: string;
  /** True, or why tests on this engine are skipped. */
  available(): true | string;
  /** An empty database of its own. */
  make(): Promise<TestDatabase>;
}

const SQLITE: TestEngine = {
  name: 'SQLite',
  available: () => true,
  async make() {
    const data_folder = temporaryFolder();
    return {
      location: { database_url: undefined, data_folder },
      remove: async () => rmSync(data_folder, { recursive: true, force: true }),
    };
  },
};

export const ENGINES: readonly TestEngine[] = [SQLITE];

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'daybook-test-'));
}
