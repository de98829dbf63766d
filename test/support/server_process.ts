/** Daybook in a process of its own, which a test can kill. Run as a program, this file is that process. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LedgerLocation } from '../../src/app/ledger.js';
import type { Settings } from '../../src/app/settings.js';
import { start } from '../../src/cli/start.js';
import { LIVE_KEY, TEST_KEY } from './daybook.js';

export interface ServerProcess {
  readonly address: string;
  readonly settings: Settings;
  readonly pid: number;
  /** What it has written to its error output and logged. */
  readonly errors: () => string;
  /** SIGKILL: no farewell, no clean-up. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; fails if the process has not ended well or has written to its error output. */
  stop(): Promise<void>;
}

/** Which Node.js runs the server, and how. */
export interface Runtime {
  readonly executable: string;
  readonly flags: readonly string[];
}

export async function startServerProcess(
  location: LedgerLocation,
  change: Partial<Settings> = {},
  runtime: Runtime = { executable: process.execPath, flags: [] },
): Promise<ServerProcess> {
  const settings: Settings = {
    ...location,
    host: '127.0.0.1',
    port: 0,
    test_secret_key: TEST_KEY,
    live_secret_key: LIVE_KEY,
    public_url: undefined,
    log_level: 'error',
    rate_limit_test: 0,
    rate_limit_live: 0,
    webhook_endpoint_limit: 16,
    webhook_private_targets: 'test',
    webhook_retry_seconds: undefined,
    webhook_disable_seconds: 432_000,
    ...change,
    request_log_days: 30,
  };
  const child = spawn(runtime.executable, [...runtime.flags, fileURLToPath(import.meta.url), JSON.stringify(settings)]);
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const output = createInterface({ input: child.stdout });
  const gone = once(child, 'exit');
  const first = await Promise.race([once(output, 'line'), gone.then(() => [undefined])]);
  const address = first[0] as string | undefined;
  assert.ok(address !== undefined, `the server did not start: ${errors}`);
  // What it logs from now on are failures.
  output.on('line', (line) => {
    errors += `${line}\n`;
  });
  return {
    address,
    settings,
    pid: child.pid as number,
    errors: () => errors,
    kill: () => end(child, gone, 'SIGKILL'),
    async stop() {
      await end(child, gone, 'SIGTERM');
      assert.equal(child.exitCode, 0, errors);
      assert.equal(errors, '');
    },
  };
}

async function end(child: ChildProcess, gone: Promise<unknown>, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await gone;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const running = await start(JSON.parse(process.argv[2] ?? '') as Settings);
  console.log(running.address);
  process.on('SIGTERM', async () => {
    await running.close();
    process.exit(0);
  });
  // A test that dies takes its servers with it.
  process.stdin.on('end', () => process.exit(1)).resume();
}
