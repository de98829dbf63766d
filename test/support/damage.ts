/** Data that somebody has tampered with, and verification, which must say so. */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { withSnapshot } from '../../src/app/ledger.js';
import { verify } from '../../src/app/verify.js';
import { sqliteModule } from '../../src/store/sqlite/binding.js';
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

/** Hides an index from SQLite, changes a row, and shows it again. */
export function loseIndexEntry(file: string): void {
  const { DatabaseSync } = sqliteModule();
  const steps = (work: (database: InstanceType<typeof DatabaseSync>) => void) => {
    const database = new DatabaseSync(file, { defensive: false });
    database.exec('PRAGMA writable_schema = ON');
    work(database);
    database.close();
  };
  let index: unknown[] = [];
  steps((database) => {
    const name = 'payment_records_state';
    const found = database
      .prepare('SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema WHERE name = ?')
      .get(name);
    index = Object.values(found as object);
    database.prepare('DELETE FROM sqlite_schema WHERE name = ?').run(name);
  });
  steps((database) => database.exec("UPDATE payment_records SET state = 'canceled'"));
  steps((database) => database.prepare('INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)').run(...index));
}
