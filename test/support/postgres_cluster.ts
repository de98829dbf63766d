/** A PostgreSQL server of the tests' own: made in a temporary folder, reachable on the loopback only, then removed. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The folder that scripts/test.mjs makes for all test files, and removes with the cluster in it. */
const SHARED_FOLDER = process.env['DAYBOOK_TEST_POSTGRES_FOLDER'];
const DEBIAN_FOLDER = '/usr/lib/postgresql';
const START_TIMEOUT_MS = 60_000;

/** The folder with `initdb` and `pg_ctl`: on the PATH, or where Debian keeps them apart for each version. */
export function findBinaries(): string | undefined {
  const debian = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''),
    ...debian.map((version) => join(DEBIAN_FOLDER, version, 'bin')),
  ];
  return folders.find((folder) => ['initdb', 'pg_ctl', 'postgres'].every((name) => isExecutable(join(folder, name))));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** PostgreSQL refuses to run as root: root runs it as the system user that its packages make. */
export function userToRunAs(): { uid: number; gid: number } | undefined | string {
  if (process.getuid?.() !== 0) return undefined;
  const id = (option: string): number => Number(spawnSync('id', [option, 'postgres'], { encoding: 'utf8' }).stdout);
  const [uid, gid] = [id('-u'), id('-g')];
  return uid > 0 && gid > 0 ? { uid, gid } : 'PostgreSQL does not run as root, and there is no system user "postgres"';
}

/** The URL of the server's own database: of the runner's cluster if there is one, else of this process's. */
export async function startCluster(): Promise<string> {
  const folder = SHARED_FOLDER ?? mkdtempSync(join(tmpdir(), 'daybook-postgres-'));
  if (SHARED_FOLDER === undefined) removeAtExit(folder);
  const url_file = join(folder, 'url');
  if (becomesMaker(folder)) {
    try {
      const url = await makeCluster(folder);
      // Renamed into place, so that nobody reads half of it.
      writeFileSync(`${url_file}.new`, url);
      renameSync(`${url_file}.new`, url_file);
    } catch (error) {
      writeFileSync(join(folder, 'failure'), String(error));
      throw error;
    }
  }
  const give_up_at = Date.now() + START_TIMEOUT_MS;
  while (!existsSync(url_file)) {
    if (existsSync(join(folder, 'failure'))) throw new Error(readFileSync(join(folder, 'failure'), 'utf8'));
    if (Date.now() > give_up_at) throw new Error('the PostgreSQL of the tests did not start');
    await delay(50);
  }
  return readFileSync(url_file, 'utf8');
}

/** Test files run as separate processes: the first that needs the cluster makes it, the others wait. */
function becomesMaker(folder: string): boolean {
  try {
    mkdirSync(join(folder, 'lock'));
    return true;
  } catch {
    return false;
  }
}

async function makeCluster(folder: string): Promise<string> {
  const binaries = findBinaries();
  const user = userToRunAs();
  if (binaries === undefined || typeof user === 'string') throw new Error('there is no PostgreSQL to start');
  const data = join(folder, 'data');
  const sockets = join(folder, 'sockets');
  const password_file = join(folder, 'password');
  const password = randomUUID();
  writeFileSync(password_file, password, { mode: 0o600 });
  for (const path of [data, sockets]) mkdirSync(path, { mode: 0o700 });
  for (const path of [folder, data, sockets, password_file]) if (user) chownSync(path, user.uid, user.gid);
  const run = (name: string, options: readonly string[]): boolean =>
    spawnSync(join(binaries, name), options, { ...user, cwd: folder, stdio: 'ignore' }).status === 0;
  const initialise = [
    ...['--pgdata', data, '--username', 'daybook', '--pwfile', password_file, '--encoding', 'UTF8', '--no-sync'],
    ...['--auth-host', 'scram-sha-256', '--auth-local', 'trust'],
  ];
  // A language's order of letters, if the server has one: it proves that Daybook does not depend on it.
  const language = ['--locale', 'C', '--locale-provider', 'icu', '--icu-locale', 'en-US'];
  if (!run('initdb', [...initialise, ...language])) {
    rmSync(data, { recursive: true });
    mkdirSync(data, { mode: 0o700 });
    if (user) chownSync(data, user.uid, user.gid);
    if (!run('initdb', [...initialise, '--locale', 'C'])) throw new Error('initdb failed');
  }
  const port = await freePort();
  const settings = `-c listen_addresses=127.0.0.1 -p ${port} -k ${sockets} -c max_connections=200 -c fsync=off -c full_page_writes=off`;
  const log = join(folder, 'log');
  if (!run('pg_ctl', ['--pgdata', data, '--log', log, '--options', settings, '--wait', 'start'])) {
    throw new Error(`PostgreSQL did not start: ${existsSync(log) ? readFileSync(log, 'utf8') : 'no log'}`);
  }
  return `postgresql://daybook:${password}@127.0.0.1:${port}/postgres`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

function removeAtExit(folder: string): void {
  process.once('exit', () => removeCluster(folder));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
}

/** Stops the server, if it runs, without waiting for its clients, and removes everything. Also used by the runner. */
export function removeCluster(folder: string): void {
  const pid_file = join(folder, 'data', 'postmaster.pid');
  if (existsSync(pid_file)) {
    const pid = Number(readFileSync(pid_file, 'utf8').split('\n')[0]);
    try {
      if (pid > 1) process.kill(pid, 'SIGQUIT');
      // The server removes the file as the last thing it does.
      for (let waited_ms = 0; existsSync(pid_file) && waited_ms < 10_000; waited_ms += 20) sleepSync(20);
    } catch {
      // It has ended by itself.
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function sleepSync(duration_ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, duration_ms);
}
