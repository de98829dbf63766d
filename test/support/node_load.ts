/** A version of Node.js under load with forced collections and a small heap. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { request } from './daybook.js';
import { mixedLoad } from './mixed_load.js';
import { NODE_VERSIONS, type NodeVersion } from './node_versions.js';
import { startServerProcess } from './server_process.js';

const ROUNDS = 5;
const REQUESTS = 10_000;
const CONNECTIONS = 32;
/** Alone it takes a minute; beside the other versions and whatever else is tried, many. */
const TIMEOUT_MS = 19 * 60_000;
/** Of what was answered, each so-many-th is asked for after the restart; `verify` looks at all of it. */
const ASKED_EVERY = 50;

/** Collects everything again and again, in every thread: what a binding does wrong when a handle goes shows at once. */
const COLLECTING = 'data:text/javascript,setInterval(()=>globalThis.gc(),250).unref()';
const FLAGS = ['--expose-gc', '--max-old-space-size=128', '--max-semi-space-size=2', '--import', COLLECTING];

const PROGRAM = fileURLToPath(new URL('../../../bin/daybook.js', import.meta.url));

/** A test for each file, since one after the other they take long. */
export function survivesLoad(major: number): void {
  const version = NODE_VERSIONS.find((one) => one.major === major) ?? assert.fail(`Node.js ${major} is not supported`);
  test(`Node.js ${major} survives load and kills`, { timeout: TIMEOUT_MS, skip: version.skip }, () => rounds(version));
}

async function rounds({ executable }: NodeVersion): Promise<void> {
  const data_folder = mkdtempSync(join(tmpdir(), 'daybook-node-'));
  const runtime = { executable, flags: FLAGS };
  const start = () => startServerProcess({ data_folder, database_url: undefined }, {}, runtime);
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await start();
      const load = mixedLoad(server.address, CONNECTIONS, REQUESTS);
      const made = await load.reached.finally(async () => {
        await load.over();
        await server.kill();
      });
      assert.equal(server.errors(), '');
      const again = await start();
      for (let n = 0; n < made.length; n += ASKED_EVERY) {
        const { status } = await request(again, 'GET', made[n] as string);
        assert.equal(status, 200, `${made[n]} was answered, and is gone`);
      }
      await again.stop();
      const verified = spawnSync(executable, [PROGRAM, 'verify', '--data', data_folder], { encoding: 'utf8' });
      assert.equal(verified.status, 0, `${verified.stdout}${verified.stderr}`);
    }
  } finally {
    rmSync(data_folder, { recursive: true, force: true });
  }
}
