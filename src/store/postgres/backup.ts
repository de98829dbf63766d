/** A consistent copy of the whole database, made by PostgreSQL's own program. */
import { spawn } from 'node:child_process';
import { StartError } from '../start_error.js';
import { codeOf } from './failures.js';
import { environmentOf } from './url.js';

/** Restore it into an empty database: `pg_restore --no-owner --single-transaction --exit-on-error`. */
export async function backup(url: string, file: string): Promise<void> {
  const program = spawn('pg_dump', ['--format=custom', '--no-password', '--file', file], {
    env: { ...process.env, ...environmentOf(url) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  program.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2_000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    program.once('close', resolve);
    program.once('error', reject);
  }).catch((cause: unknown) => {
    if (codeOf(cause) !== 'ENOENT') throw cause;
    throw new StartError(
      'A backup of PostgreSQL needs its program pg_dump. Install the client of the server’s version (Debian: apt-get install postgresql-client; macOS: brew install libpq) and see that it is on the PATH.',
      { cause },
    );
  });
  if (code !== 0) throw new StartError(`pg_dump failed: ${complaint.trim().split('\n').join(' ')}`);
}
