/** The test key that is generated on first start: kept in a file that only its owner can read, so that it stays. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../store/make_folder.js';
import { StartError } from '../store/start_error.js';
import type { Clock } from './clock.js';

const KEY = /^sk_test_[A-Za-z0-9_]{16,}\n$/;
/** Between making the file and filling it another process may look into it; that takes microseconds. */
const MAXIMUM_TRIES = 40;
const PAUSE_MS = 25;

export function keptKeyFile(data_folder: string): string {
  return join(data_folder, 'test_secret_key');
}

/** The key in the file, or undefined if there is no file. */
export async function readKeptKey(file: string, clock: Clock): Promise<string | undefined> {
  for (let tries = 1; tries <= MAXIMUM_TRIES; tries += 1) {
    const text = contentOf(file);
    if (text === undefined) return undefined;
    if (KEY.test(`${text.trim()}\n`)) return text.trim();
    await clock.pause(PAUSE_MS);
  }
  throw new StartError(`${file} does not hold a test key. Remove it: another key is made at the next start.`);
}

/** Keeps a key where none is kept; answers with the one that is kept now, which another process may have made. */
export async function keepFirstKey(file: string, key: string, clock: Clock): Promise<string> {
  try {
    writable(file, () => writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' }));
    return key;
  } catch (error) {
    if (!(error instanceof StartError) || codeOf(error.cause) !== 'EEXIST') throw error;
    return (await readKeptKey(file, clock)) ?? key;
  }
}

/** Replaces the kept key in one step: at no moment is there half a key. */
export function replaceKeptKey(file: string, key: string): void {
  const next = `${file}.${process.pid}`;
  writable(file, () => {
    writeFileSync(next, `${key}\n`, { mode: 0o600 });
    renameSync(next, file);
  });
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw new StartError(`The test key in ${file} cannot be read: give its file to the user that runs Daybook.`, {
      cause,
    });
  }
}

function writable(file: string, write: () => void): void {
  try {
    makeFolder(join(file, '..'));
    write();
  } catch (cause) {
    throw new StartError(
      `The test key cannot be kept in ${file}: make the folder writable, or choose another with DAYBOOK_DATA.`,
      { cause },
    );
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
