/** Putting a backup in the place of the embedded database: checked first, and nothing of the old one is lost. */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../store/make_folder.js';
import { noteLeft, replaceMarker } from '../store/sqlite/marker.js';
import { copyInto, markerOf, refuseInUse, requireCopy } from '../store/sqlite/restore.js';
import { sqliteSnapshot } from '../store/sqlite/snapshot.js';
import { StartError } from '../store/start_error.js';
import { flush } from './backup.js';
import { isSameFile } from './kept_files.js';
import { type Verdict, type VerifyOptions, verify } from './verify.js';

/**
 * A database and what belongs to it beside it, by how the names end, in the order in which they are moved aside. The
 * marker goes last: until then it keeps what is half moved from being served.
 */
const FILES = ['-wal', '-shm', '', '-marker'];

export interface Restored {
  readonly verdict: Verdict;
  readonly is_restored: boolean;
  /** Where the old database is now; undefined where there was none. */
  readonly aside: string | undefined;
}

/**
 * Copies the backup into the folder, brings its schema up to date and verifies it, all beside what is there. Only then
 * the old files are moved aside, the log first: whenever this ends, what is left is one database or the other, or none,
 * and never a mixture. With differences nothing is changed.
 */
export async function restore(backup: string, file: string, now: Date, options: VerifyOptions): Promise<Restored> {
  const copy = `${file}-restoring`;
  requireCopy(backup);
  refuseInUse(file);
  refuseWorkingFile(backup, file);
  makeFolder(dirname(file));
  for (const name of FILES) rmSync(`${copy}${name}`, { force: true });
  try {
    await copyInto(backup, copy);
    const verdict = await sqliteSnapshot(copy, (inspector) => verify(inspector, options));
    if (verdict.differences > 0) return { verdict, is_restored: false, aside: undefined };
    // Where the backup is the file itself, this process has it open.
    if (!isSameFile(backup, file)) refuseInUse(file);
    const marker = markerOf(copy);
    const aside = moveAside(file, now);
    renameSync(copy, file);
    replaceMarker(file, marker);
    noteLeft(file);
    flush(dirname(file));
    return { verdict, is_restored: true, aside };
  } finally {
    for (const name of FILES) rmSync(`${copy}${name}`, { force: true });
  }
}

/** Some of the files beside the database are removed while another is put in its place. */
function refuseWorkingFile(backup: string, file: string): void {
  const folder = dirname(file);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(`${basename(file)}-`)) : [];
  if (!names.some((name) => isSameFile(join(folder, name), backup))) return;
  throw new StartError(`${backup} is a file that Daybook works with, and no backup. Nothing was changed.`);
}

function moveAside(file: string, now: Date): string | undefined {
  const aside = `${file}.before-restore-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  const moved = FILES.filter((name) => existsSync(`${file}${name}`));
  for (const name of moved) renameSync(`${file}${name}`, `${aside}${name}`);
  return moved.length === 0 ? undefined : aside;
}
