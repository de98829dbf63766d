/** The command line as people use it: the real program in processes of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Many folders, one listener each.
process.setMaxListeners(0);

const PROGRAM = fileURLToPath(new URL('../../../bin/daybook.js', import.meta.url));
const STARTS_WITHIN_MS = 60_000;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Nothing of the tester's own environment may say anything to the program. */
function cleanEnvironment(environment: Record<string, string>): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', ...environment };
}

/** Removed when the tests of the file are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-cli-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function daybook(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: cleanEnvironment(environment),
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

export interface Serving {
  readonly address: string;
  readonly test_key: string;
  readonly output: { readonly stdout: string; readonly stderr: string };
  signal(name: NodeJS.Signals): void;
  /** Resolves when the process has ended. */
  readonly ended: Promise<number | null>;
  /** Sends SIGTERM and waits. */
  stop(): Promise<number | null>;
}

/** Starts a server on a port of its own and waits for its banner. */
export async function serve(
  data_folder: string,
  environment: Record<string, string> = {},
  flags: readonly string[] = [],
): Promise<Serving> {
  const child = spawn(process.execPath, [PROGRAM, 'serve', ...flags], {
    env: cleanEnvironment({ DAYBOOK_DATA: data_folder, PORT: '0', ...environment }),
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const started_ms = Date.now();
  while (!output.stdout.includes('curl ')) {
    if (child.exitCode !== null || Date.now() - started_ms > STARTS_WITHIN_MS) {
      child.kill('SIGKILL');
      throw new Error(`the server did not start: ${output.stderr}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    address: /Address\s+(\S+)/.exec(output.stdout)?.[1] ?? '',
    test_key:
      environment['DAYBOOK_TEST_SECRET_KEY'] ??
      /Test key\s+(sk_test_\S+)/.exec(output.stdout)?.[1] ??
      keptIn(data_folder),
    output,
    signal: (name) => child.kill(name),
    ended,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Keys that were made at an earlier start are not printed. */
function keptIn(data_folder: string): string {
  const file = join(data_folder, 'test_secret_key');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  return output;
}

export const PAYMENT =
  'amount_requested[currency]=usd&amount_requested[value]=2000&initiated_at=1700000000' +
  '&payment_method_details[payment_method]=pm_card_visa';
export const GUARANTEED = `${PAYMENT}&outcome=guaranteed&guaranteed[guaranteed_at]=1700000001`;

/** One call of the API; answers with the status and the body. */
export async function call(
  address: string,
  key: string,
  method: 'GET' | 'POST',
  path: string,
  form = '',
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
): Promise<{ status: number; body: any }> {
  const response = await fetch(`${address}${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    ...(method === 'POST' ? { body: form } : {}),
  });
  return { status: response.status, body: await response.json() };
}
