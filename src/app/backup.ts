/** A backup as a file: complete and on disk, or not there at all. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from '../store/start_error.js';
import { refuseKept } from './kept_files.js';

export interface BackupTarget {
  readonly file: string;
  /** Whether it may be there already. */
  readonly overwrite: boolean;
  /** Where what must not be overwritten is kept. */
  readonly data_folder: string;
}

/** Writes through a file beside the target, which `copy` is given, empty and for its owner only. Tells what `copy` does. */
export async function writeBackup(
  { file: target, overwrite, data_folder }: BackupTarget,
  copy: (file: string) => Promise<string>,
): Promise<string> {
  refuseKept(target, data_folder);
  const there = written(() => statSync(target, { throwIfNoEntry: false }));
  if (there !== undefined && !there.isFile()) throw new StartError(`${target} is not a file. Name one for the backup.`);
  if (there !== undefined && !overwrite) {
    throw new StartError(`${target} exists already. Choose another name, or overwrite it with --force.`);
  }
  // Nobody else writes to it, and no link that lies there is followed.
  const partial = `${target}.${process.pid}.partial`;
  written(() => {
    rmSync(partial, { force: true });
    closeSync(openSync(partial, 'wx', 0o600));
  });
  try {
    const copied = await copy(partial);
    flush(partial);
    renameSync(partial, target);
    flush(dirname(target));
    return copied;
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

function written<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`The backup cannot be written (${reason}). Name a file in a folder that exists.`, { cause });
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
