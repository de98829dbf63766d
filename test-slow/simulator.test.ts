/** A thousand seeds of the simulator, and that it finds faults: each is planted in a copy of the build, which must fail. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FAULTS, plant } from '../test/simulator/faults.js';

const SEEDS = 1_000;
/** Each of the faults is found by one of the first forty. */
const SEEDS_FOR_A_FAULT = 60;
const DIST = fileURLToPath(new URL('../', import.meta.url));

/** What it said where it failed; undefined where it did not. */
function run(dist: string, first: number, last: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const given = ['--enable-source-maps', `${dist}/test/simulator/main.js`, String(first), String(last)];
    execFile(process.execPath, given, (error, _output, said) => resolve(error === null ? undefined : said));
  });
}

describe('the simulator', () => {
  it(`finds everything as it was promised, with ${SEEDS} seeds`, async () => {
    const each = Math.ceil(SEEDS / availableParallelism());
    const firsts = Array.from({ length: Math.ceil(SEEDS / each) }, (_, part) => 1 + part * each);
    const said = await Promise.all(firsts.map((first) => run(DIST, first, Math.min(SEEDS, first + each - 1))));
    assert.deepEqual(said.filter((each) => each !== undefined).join('\n'), '');
  });

  for (const fault of FAULTS) {
    it(`notices where ${fault.about}`, async () => {
      const { dist, remove } = plant(fault);
      try {
        const said = await run(dist, 1, SEEDS_FOR_A_FAULT);
        assert.match(said ?? 'nothing', fault.found_as);
        assert.match(said ?? '', /^seed \d+: .*\nin the weather .*, after these steps:\n/);
      } finally {
        remove();
      }
    });
  }
});
