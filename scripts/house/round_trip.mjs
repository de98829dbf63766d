// How long it takes from a change of one line to a green test of it, in a copy of the tree.
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COPIED = ['src', 'test', 'test-slow', 'bench', 'package.json', 'tsconfig.json'];
const RUNS = 3;

/** In milliseconds, the compiler and the test, the best of some runs, since others use the machine, too; `source` and `test` are relative to the root. */
export function roundTrip(root, source, test) {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-house-'));
  try {
    for (const name of COPIED)
      if (existsSync(join(root, name))) cpSync(join(root, name), join(folder, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const compile = () =>
      timed(
        folder,
        join(root, 'node_modules/typescript/bin/tsc'),
        '--incremental',
        '--tsBuildInfoFile',
        'dist/build.json',
      );
    compile();
    const runs = Array.from({ length: RUNS }, (_, index) => {
      // What the file offers to others stays, as with a change within a rule.
      appendFileSync(join(folder, source), `void ${index};\n`);
      return { compile_ms: compile(), test_ms: timed(folder, '--test', test.replace(/^(.*)\.ts$/, 'dist/$1.js')) };
    });
    runs.sort((a, b) => a.compile_ms + a.test_ms - b.compile_ms - b.test_ms);
    return runs[0];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function timed(folder, ...args) {
  const began_ms = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} failed:\n${stdout}${stderr}`);
  return Math.round(performance.now() - began_ms);
}
