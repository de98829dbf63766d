/** The command line where a data folder cannot be written to. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Ended } from './cli.js';

const PROGRAM = fileURLToPath(new URL('../../../bin/daybook.js', import.meta.url));
const is_root = process.getuid?.() === 0;

/** By root only another view of the disk can take away the right to write. */
export const unable =
  !is_root || spawnSync('unshare', ['--mount', 'true']).status === 0 ? false : 'this machine lets nobody mount';

const SCRIPT = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"';

/** `path`, the folder or a file in it, cannot be written to while the command runs. */
export async function daybookWithout(path: string, args: readonly string[]): Promise<Ended> {
  const { PATH = '' } = process.env;
  const command = [process.execPath, PROGRAM, ...args] as const;
  if (!is_root) chmodSync(path, 0o555);
  const child = is_root
    ? spawn('unshare', ['--mount', 'sh', '-c', SCRIPT, 'sh', path, ...command], { env: { PATH } })
    : spawn(command[0], command.slice(1), { env: { PATH } });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (!is_root) chmodSync(path, 0o755);
  return { code, ...output };
}
