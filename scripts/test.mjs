// Runs every *.test.js below the given folder with Node's own test runner.
// `node --test` takes folders on Node 20 and globs from Node 21 on; a list of files works on all.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeCluster } from '../dist/test/support/postgres_cluster.js';
import { unreachedRefusals } from './house/reached.mjs';

const [folder, ...filters] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error(`test: there is no folder ${folder}; run "npm run build" first.`);
  process.exit(2);
}
const files = readdirSync(folder, { recursive: true })
  .map((name) => join(folder, String(name)))
  .filter((name) => name.endsWith('.test.js') && filters.every((filter) => name.includes(filter)))
  .sort();
if (files.length === 0) {
  console.error(`test: no test files in ${folder} match ${filters.join(' ')}.`);
  process.exit(2);
}

// The first test that needs PostgreSQL makes a server in this folder, the others share it, and it ends with the run.
const postgres_folder = mkdtempSync(join(tmpdir(), 'daybook-postgres-'));
process.once('exit', () => removeCluster(postgres_folder));

// A run of everything also shows which refusals no test reaches.
const is_whole = filters.length === 0 && existsSync(join(folder, 'core', 'kernel'));
const reached_folder = mkdtempSync(join(tmpdir(), 'daybook-reached-'));
process.once('exit', () => rmSync(reached_folder, { recursive: true, force: true }));

// More than there are cores, since tests also wait: for timers, for the disk, for a database.
const concurrency = 2 * availableParallelism();
// Far more than the slowest file needs: what hangs must end and be named.
const FILE_TIMEOUT_MS = 20 * 60_000;
const run = spawn(
  process.execPath,
  [
    '--enable-source-maps',
    ...(is_whole ? ['--import', new URL('house/reached.mjs', import.meta.url).href] : []),
    '--test',
    '--test-reporter=spec',
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${FILE_TIMEOUT_MS}`,
    ...files,
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, DAYBOOK_TEST_REACHED_FOLDER: reached_folder, DAYBOOK_TEST_POSTGRES_FOLDER: postgres_folder },
  },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => run.kill(signal));
run.once('error', (error) => {
  console.error(`test: ${error.message}`);
  process.exit(1);
});
run.once('close', async (code) => {
  const unreached = is_whole ? await unreachedRefusals(reached_folder) : [];
  for (const name of unreached) console.error(`test: no test reaches ${name}.`);
  // Elsewhere tests may have been skipped that reach them.
  process.exit(code || (unreached.length > 0 && process.env.CI === 'true' ? 1 : (code ?? 1)));
});
