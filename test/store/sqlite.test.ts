import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { DUE_COMMANDS } from '../../src/core/clockwork/due.js';
import type { Kind } from '../../src/core/kernel/kind.js';
import { kindOf } from '../../src/core/kinds.js';
import { dueSql } from '../../src/store/due_sql.js';
import { MIGRATIONS } from '../../src/store/sqlite/migrations.js';
import { migrate, openDatabase } from '../../src/store/sqlite/open.js';
import { DIALECT } from '../../src/store/sqlite/reader.js';
import { openSqliteStore } from '../../src/store/sqlite/store.js';
import { StartError } from '../../src/store/start_error.js';
import { totalsSql } from '../../src/store/totals_sql.js';
import { put, row } from './conformance/support.js';
import { BALANCE } from './conformance/totals.js';
import { conformance, type Opened } from './conformance.js';
import { assertGolden } from './golden.js';

async function openFresh(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-'));
  const open = () => openSqliteStore(join(folder, 'daybook.sqlite'));
  const handles = [open()];
  return {
    store: handles[0] ?? assert.fail(),
    async reopen() {
      const handle = open();
      handles.push(handle);
      return handle;
    },
    async close() {
      for (const handle of handles) await handle.close();
      rmSync(folder, { recursive: true });
    },
  };
}

conformance('SQLite', openFresh);

describe('SQLite', () => {
  it('has the schema in git, and migrating twice changes nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-'));
    const database = openDatabase(join(folder, 'daybook.sqlite'));
    const dump = () => {
      const rows = database
        .prepareValue(
          "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name",
        )
        .all();
      return rows.map((sql) => `${String(sql)};\n`).join('\n');
    };
    assert.ok(migrate(database).length > 0);
    const schema = dump();
    assertGolden('sqlite', schema, MIGRATIONS);
    const account = database.prepare('SELECT * FROM scopes').all();
    assert.deepEqual(migrate(database), []);
    assert.equal(dump(), schema);
    assert.deepEqual(database.prepare('SELECT * FROM scopes').all(), account);
    database.close();
    rmSync(folder, { recursive: true });
  });

  it('refuses a file that a newer version wrote, and a folder that cannot be written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-'));
    const database = openDatabase(join(folder, 'daybook.sqlite'));
    database.pragma('user_version = 9999');
    assert.throws(() => migrate(database), StartError);
    database.close();
    rmSync(folder, { recursive: true });
    assert.throws(() => openSqliteStore('/dev/null/daybook.sqlite'), StartError);
  });

  it('reads what falls due from its index alone, in order', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-'));
    const database = openDatabase(join(folder, 'daybook.sqlite'));
    migrate(database);
    for (const kind of Object.keys(DUE_COMMANDS) as Kind[]) {
      const { table } = kindOf(kind);
      const { text, values } = dueSql({ scope: 1, kind, limit: 10 }, () => '?');
      const plan = database.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values) as { detail: string }[];
      assert.deepEqual(
        plan.map(({ detail }) => detail),
        [`SEARCH ${table} USING COVERING INDEX ${table}_due_at (scope=? AND (due_at,id)>(?,?))`],
      );
    }
    database.close();
    rmSync(folder, { recursive: true });
  });

  it('sums the balance from an index alone, without sorting', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-'));
    const database = openDatabase(join(folder, 'daybook.sqlite'));
    migrate(database);
    const { text, values } = totalsSql(BALANCE, DIALECT);
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values) as { detail: string }[];
    assert.deepEqual(
      plan.map(({ detail }) => detail),
      ['SEARCH balance_transactions USING COVERING INDEX balance_transactions_totals (scope=?)'],
    );
    database.close();
    rmSync(folder, { recursive: true });
  });

  it('copies itself while it is in use', async () => {
    const { store, close } = await openFresh();
    const folder = mkdtempSync(join(tmpdir(), 'daybook-'));
    await put(store, row('customer', 'cus_1'));
    await store.backup(join(folder, 'copy.sqlite'));
    const copy = openSqliteStore(join(folder, 'copy.sqlite'));
    assert.equal((await copy.get(1, 'customer', 'cus_1'))?.version, 1);
    assert.equal(copy.fingerprint_key, store.fingerprint_key);
    await copy.close();
    await close();
    rmSync(folder, { recursive: true });
  });
});
