/** The table of a plain kind, and a column that is added later, made by the same words on both engines. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type KindTable,
  kindTable,
  POSTGRES_TABLES,
  SQLITE_TABLES,
  type TableDialect,
} from '../../src/store/kind_table.js';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { freshDatabase, postgresAvailable, withClient } from '../support/postgres.js';

const PLAIN: KindTable = { table: 'plain', columns: {} };
const LISTED: KindTable = { table: 'listed', columns: { active: 'integer', name: 'text' } };

/** As ARCHITECTURE.md says how a column is added. */
const added = ({ types }: TableDialect) => `
ALTER TABLE listed ADD COLUMN size ${types.integer};
UPDATE listed SET size = CAST(document ->> 'size' AS ${types.integer});
CREATE INDEX listed_size ON listed (scope, size, id);`;

const ROWS = `
INSERT INTO plain (scope, id, version, document) VALUES (1, 'b', 1, '{}'), (1, 'B', 1, '{}'), (2, 'b', 1, '{}');
INSERT INTO listed (scope, id, version, document, active, name) VALUES (1, 'a', 1, '{"size":9007199254740991}', 1, NULL);`;

function statements(dialect: TableDialect): string {
  return [kindTable(PLAIN, dialect), kindTable(LISTED, dialect), ROWS, added(dialect)].join('\n');
}

const IDS = 'SELECT id FROM plain WHERE scope = 1 ORDER BY id';
const SIZE = 'SELECT size, name FROM listed';

test('SQLite makes it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-'));
  const database = openDatabase(join(folder, 'made.sqlite'));
  try {
    database.exec(statements(SQLITE_TABLES));
    assert.deepEqual(database.prepareValue(IDS).all(), ['B', 'b']);
    assert.deepEqual({ ...(database.prepare(SIZE).get() as object) }, { size: Number.MAX_SAFE_INTEGER, name: null });
    assert.throws(() => database.exec("INSERT INTO plain (scope, id, version) VALUES (1, 'c', 1)"), /NOT NULL/);
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
});

const available = postgresAvailable();

test('PostgreSQL makes it', { skip: available === true ? false : available }, async () => {
  const { url, drop } = await freshDatabase();
  try {
    await withClient(url, async (client) => {
      await client.query(statements(POSTGRES_TABLES));
      assert.deepEqual((await client.query(IDS)).rows, [{ id: 'B' }, { id: 'b' }]);
      assert.deepEqual((await client.query(SIZE)).rows, [{ size: String(Number.MAX_SAFE_INTEGER), name: null }]);
      await assert.rejects(client.query("INSERT INTO plain (scope, id, version) VALUES (1, 'c', 1)"), /null value/);
    });
  } finally {
    await drop();
  }
});
