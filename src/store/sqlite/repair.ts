/** Repairing the embedded database: opened for this process alone. */
import { kindOf } from '../../core/kinds.js';
import { indexColumns, indexValues } from '../index_columns.js';
import type { IndexEntry, InspectedEntry } from '../port.js';
import type { Repairer } from '../repair_port.js';
import { inspectedEntry, type JournalRow } from '../rows.js';
import { isUniqueClash, type Sqlite } from './binding.js';
import { inspectedRows, sqliteInspector } from './inspector.js';
import { checkSchema, explained } from './open.js';
import { refuseInUse } from './restore.js';
import { statementCache } from './statement_cache.js';
import { openGuarded } from './store.js';
import { sqliteWriter } from './writer.js';

/** Does `work` while nobody else can read or write the file; refuses where a process has it open. */
export async function repairSqlite<T>(file: string, work: (repairer: Repairer) => Promise<T>): Promise<T> {
  refuseInUse(file);
  const database = openGuarded(file, { alone: true });
  try {
    return await work(sqliteRepairer(database));
  } catch (error) {
    return explained(file, () => {
      throw error;
    });
  } finally {
    database.endAlone();
    database.close();
  }
}

function sqliteRepairer(database: Sqlite): Repairer {
  const { commit } = sqliteWriter(database, () => {});
  const statement = statementCache((sql) => database.prepare(sql));
  const guarded = (work: () => void): void =>
    database.transaction(() => {
      checkSchema(database);
      work();
    });
  const entriesIn = (positions: string, values: readonly (string | number)[]): readonly InspectedEntry[] => {
    const rows = database.prepare(`SELECT * FROM journal WHERE position IN (${positions})`).all(...values);
    return (rows as unknown as JournalRow[]).map(inspectedEntry);
  };

  return {
    ...sqliteInspector(database),
    commit,

    async rowsNaming(kind, column, scope, values) {
      const clauses = `WHERE scope = ? AND ${column} IN (SELECT value FROM json_each(?))`;
      return inspectedRows(database, kind, clauses, [scope, JSON.stringify(values)]);
    },

    async indexed(index, after, limit) {
      const { all, key } = indexColumns(index);
      const beyond = after === undefined ? '' : ` WHERE (${key.join(', ')}) > (${placesOf(key)})`;
      const rows = database
        .prepare(`SELECT ${all.join(', ')} FROM ${index}${beyond} ORDER BY ${key.join(', ')} LIMIT ?`)
        .all(...(after === undefined ? [] : indexValues(after, key)), limit);
      return rows.map((row) => ({ index, ...row }) as IndexEntry);
    },

    async entriesAt(positions) {
      return entriesIn('SELECT value FROM json_each(?)', [JSON.stringify(positions)]);
    },

    async entriesOfEvents(scope, numbers) {
      return entriesIn(
        `SELECT (SELECT position FROM journal WHERE scope = ? AND event_count > 0 AND first_event <= n.value
         ORDER BY first_event DESC LIMIT 1) FROM json_each(?) AS n`,
        [scope, JSON.stringify(numbers)],
      );
    },

    async changeIndexes({ added = [], removed = [], replaces = false }) {
      guarded(() => {
        for (const entry of removed) {
          const { key } = indexColumns(entry.index);
          const matching = key.map((column) => `${column} = ?`).join(' AND ');
          statement(`DELETE FROM ${entry.index} WHERE ${matching}`).run(...indexValues(entry, key));
        }
        const otherwise = replaces ? 'REPLACE' : 'IGNORE';
        for (const entry of added) {
          const { all } = indexColumns(entry.index);
          const insert = `INSERT OR ${otherwise} INTO ${entry.index} (${all.join(', ')}) VALUES (${placesOf(all)})`;
          statement(insert).run(...indexValues(entry, all));
        }
      });
    },

    async removeRows(kind, scope, ids) {
      guarded(() => {
        database
          .prepare(`DELETE FROM ${kindOf(kind).table} WHERE scope = ? AND id IN (SELECT value FROM json_each(?))`)
          .run(scope, JSON.stringify(ids));
      });
    },

    async setScope(scope, last_event, last_at_ms) {
      guarded(() => {
        database
          .prepare('UPDATE scopes SET last_event = ?, last_at_ms = ? WHERE scope = ?')
          .run(last_event, last_at_ms, scope);
      });
    },

    async rebuildIndexes() {
      const rebuilt: string[] = [];
      // The check names no more than a hundred rows, which may all be of one index.
      for (let names = wrongIndexes(database); names.length > 0; names = wrongIndexes(database)) {
        const done = names.filter((name) => !rebuilt.includes(name) && isRebuilt(database, name));
        if (done.length === 0) break;
        rebuilt.push(...done);
      }
      return rebuilt;
    },
  };
}

function placesOf(columns: readonly string[]): string {
  return columns.map(() => '?').join(', ');
}

/** What SQLite's own check says of an index that does not hold what its table holds. */
const WRONG_INDEX = /(?:missing from index|wrong # of entries in index|non-unique entry in index) (\w+)/;

function wrongIndexes(database: Sqlite): readonly string[] {
  const lines = database.pragma('integrity_check') as string[];
  const names = lines.map((line) => WRONG_INDEX.exec(line)?.[1]).filter((name) => name !== undefined);
  return [...new Set(names)];
}

/** Rows of which only one may be there are told by what is verified afterwards. */
function isRebuilt(database: Sqlite, name: string): boolean {
  try {
    database.transaction(() => database.exec(`REINDEX ${name}`));
    return true;
  } catch (error) {
    if (isUniqueClash(error)) return false;
    throw error;
  }
}
