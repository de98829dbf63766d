/** What Daybook keeps in a data folder is never written over by a command, by whatever name it is called. */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StartError } from '../store/start_error.js';

/**
 * The database, what lies beside it under its name, what was moved aside for a backup, and the test key. To some file
 * systems the case of a name is nothing.
 */
const KEPT = /^(daybook\.sqlite(-.*|\.before-restore-.*)?|test_secret_key(\..*)?)$/i;
/** By one of these a folder is known to be that of a Daybook. */
const SERVED = /^(daybook\.sqlite-marker|test_secret_key)$/i;

/** Throws where writing to the target would replace what a Daybook keeps, in this data folder or in another. */
export function refuseKept(target: string, data_folder: string): void {
  const data = realPath(data_folder);
  const folder = realPath(dirname(target));
  const names = [folder && join(folder, basename(target)), realPath(target)];
  const is_kept =
    names.some((name) => name !== undefined && isKept(name, data)) ||
    keptIn(data).some((kept) => isSameFile(kept, target));
  if (is_kept)
    throw new StartError(`${target} is one of Daybook's own files. Name another file; best on another disk.`);
}

/** Whether both names lead to one file: also through links. */
export function isSameFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map((name) => statSync(name, { bigint: true, throwIfNoEntry: false }));
  return first !== undefined && first.dev === second?.dev && first.ino === second.ino;
}

function isKept(file: string, data: string | undefined): boolean {
  if (!KEPT.test(basename(file))) return false;
  const folder = dirname(file);
  return folder === data || readdirSync(folder).some((name) => SERVED.test(name));
}

function keptIn(folder: string | undefined): readonly string[] {
  if (folder === undefined) return [];
  return readdirSync(folder)
    .filter((name) => KEPT.test(name))
    .map((name) => join(folder, name));
}

/** As the system reads it, link by link; undefined where nothing is there. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}
