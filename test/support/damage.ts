/** Data that somebody has tampered with, and verification, which must say so. */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { withSnapshot } from '../../src/app/ledger.js';
import { verify } from '../../src/app/verify.js';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { temporaryFolder } from './cli.js';

/**
 * [what is wrong, how it is done, what the lines must say, how many differences there are]; it is done by SQL, or by a
 * function with the name of the database's file.
 */
export type Damage = readonly [string, () => string | ((file: string) => void), () => string, number?];

const quoted = (text: string): string => text.replace(/[()[\].+?]/g, '\\$&');

/** Does the damage to a copy of the data folder, and holds verification to what it must find there. */
export async function isFound(data: string, [, damage, line, differences]: Damage): Promise<void> {
  const copy = temporaryFolder();
  cpSync(data, copy, { recursive: true });
  const file = join(copy, 'daybook.sqlite');
  const how = damage();
  if (typeof how === 'string') {
    const database = openDatabase(file);
    database.exec(how);
    assert.ok((database.prepareValue('SELECT total_changes()').get() as number) > 0, 'something was damaged');
    database.close();
  } else {
    how(file);
  }
  const found = await withSnapshot({ data_folder: copy, database_url: undefined }, (inspector) => verify(inspector));
  const text = found.lines.join('\n');
  assert.match(text, new RegExp(`^.*${quoted(line())}.*$`, 'm'));
  assert.doesNotMatch(text, /could not be verified to its end/);
  if (differences !== undefined) assert.equal(found.differences, differences, text);
}
