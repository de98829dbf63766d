// Runs every *.test.js below the given folder with Node's own test runner.
// `node --test` takes folders on Node 20 and globs from Node 21 on; a list of files works on all.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

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
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', '--test-concurrency=2', ...files], {
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
