/** A backup as a file: complete and on disk, or not there at all. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from '../store/start_error.js';

/** Writes through a file beside the target, which `copy` is given, empty and for its owner only. */
export async function writeBackup(
  target: string,
  overwrite: boolean,
  copy: (file: string) => Promise<void>,
): Promise<void> {
  if (!overwrite && existsSync(target)) {
    throw new StartError(`${target} exists already. Choose another name, or overwrite it with --force.`);
  }
  const partial = `${target}.partial`;
  try {
    closeSync(openSync(partial, 'w', 0o600));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`The backup cannot be written (${reason}). Name a file in a folder that exists.`, { cause });
  }
  try {
    await copy(partial);
    flush(partial);
    renameSync(partial, target);
    flush(dirname(target));
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

export function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
