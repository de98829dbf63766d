/** Data that somebody has tampered with, and `daybook verify`, which must say so. */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { daybook, temporaryFolder } from './cli.js';

/**
 * [what is wrong, how it is done, what the lines must say, how many differences there are]; it is done by SQL, or by a
 * function with the name of the database's file.
 */
export type Damage = readonly [string, () => string | ((file: string) => void), () => string, number?];

const quoted = (text: string): string => text.replace(/[()[\].+?]/g, '\\$&');

/** Does the damage to a copy of the data folder, and holds `daybook verify` to what it must find there. */
export async function isFound(data: string, [, damage, line, differences]: Damage): Promise<void> {
  const copy = temporaryFolder();
  cpSync(data, copy, { recursive: true });
  const file = join(copy, 'daybook.sqlite');
  const how = damage();
  if (typeof how === 'string') {
    const database = new Database(file);
    database.exec(how);
    assert.ok((database.prepare('SELECT total_changes()').pluck().get() as number) > 0, 'something was damaged');
    database.close();
  } else {
    how(file);
  }
  const { code, stdout, stderr } = await daybook(['verify', '--data', copy]);
  assert.match(stdout, new RegExp(`^.*${quoted(line())}.*$`, 'm'));
  assert.match(stdout, /\nVerified \d+ objects, \d+ journal entries, \d+ events: \d+ differences?\.\n$/);
  assert.doesNotMatch(stdout, /could not be verified to its end/);
  if (differences !== undefined) assert.equal(stdout.trim().split('\n').length, differences + 1, stdout);
  assert.equal(code, 1);
  assert.equal(stderr, '');
}
