/** What a repair leaves as it is: objects where the journal cannot be trusted, and whatever nobody can tell. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type LedgerLocation, openStore, sqliteFile, withRepairer } from '../../src/app/ledger.js';
import { UNIQUE_COLUMNS } from '../../src/app/repair/write_rows.js';
import { repair } from '../../src/app/repair.js';
import { KIND_NAMES, kindOf } from '../../src/core/kinds.js';
import { isBusy, Sqlite } from '../../src/store/sqlite/binding.js';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { migrateFile } from '../../src/store/sqlite/store.js';
import { loseIndexEntry } from '../../test/support/damage.js';
import { type Engine, engines, type TestDatabase } from '../../test/support/engines.js';
import { makeOldPostgres, makeOldSqlite } from '../../test/support/old_store.js';
import { copyOf, execute, fill, letGo, repaired, serving, tables, verified } from '../../test/support/repair_scene.js';

type Tables = Awaited<ReturnType<typeof tables>>;

/** Documents are texts that PostgreSQL looks into. */
function json({ name }: Engine, expression: string): string {
  return name === 'SQLite' ? expression : `(${expression})::json`;
}

function text({ name }: Engine, column: string): string {
  return name === 'SQLite' ? column : `${column}::text`;
}

async function withCopy(location: LedgerLocation, use: (location: LedgerLocation) => Promise<void>): Promise<void> {
  const copy = await copyOf(location);
  try {
    await use(copy.location);
  } finally {
    await copy.remove();
  }
}

for (const engine of engines()) {
  const replaced = (column: string, from: string, to: string): string =>
    `${column} = ${json(engine, `replace(${text(engine, column)}, '${from}', '${to}')`)}`;

  describe(`a repair on ${engine.name}`, { skip: engine.skip }, () => {
    let database: TestDatabase;
    let sound: Tables;
    before(async () => {
      database = await engine.make();
      const daybook = await serving(database);
      await fill(daybook);
      await daybook.close();
      sound = await tables(database.location);
    });
    after(() => database?.remove());

    /** [what is wrong with the journal, how]. */
    const UNTRUSTED: readonly (readonly [string, string])[] = [
      ['says something else than it did', `UPDATE journal SET ${replaced('body', 'Ann', 'Eve')}`],
      ['lacks an entry', 'DELETE FROM journal WHERE position = 3'],
      ['lacks its end', 'DELETE FROM journal WHERE position = (SELECT max(position) FROM journal WHERE scope = 1)'],
      [
        'has an entry that nobody made',
        `INSERT INTO journal (position, scope, at_ms, command, actor, api_version, first_event, event_count, body, hash)
         SELECT position + 1000, scope, at_ms, command, actor, api_version, 1000, 0, body, '' FROM journal WHERE position = 2`,
      ],
      ['counts events wrongly', 'UPDATE journal SET event_count = event_count + 1 WHERE position = 5'],
    ];
    for (const [what, sql] of UNTRUSTED) {
      it(`makes and removes no object where the journal ${what}, and derives the rest`, () =>
        withCopy(database.location, async (location) => {
          const columns = Object.keys(kindOf('dispute').columns).join(', ');
          await execute(location, sql);
          await execute(
            location,
            `DELETE FROM payment_methods; UPDATE customers SET ${replaced('document', 'second', 'third')};
             INSERT INTO disputes (scope, id, version, document, ${columns})
             SELECT scope, 'du_stray', version, document, ${columns} FROM disputes WHERE status = 'needs_response';`,
          );
          const kept = await tables(location);
          await execute(
            location,
            `UPDATE charges SET amount = 5, status = 'wrong'; UPDATE payment_records SET method = 'wrong';
             DELETE FROM metadata_index WHERE key = 'order';
             UPDATE payment_record_refunds SET refund_reference = 'x' WHERE refund_reference = 'r1';
             UPDATE payment_record_refunds SET refund_reference = 'r1' WHERE refund_reference = 'r2';
             DELETE FROM journal_objects WHERE version = 2 AND position > 10; DELETE FROM event_types WHERE number = 9;`,
          );
          const { lines, journal_differences } = await repaired(location);
          assert.ok(journal_differences > 0);
          assert.ok(lines.includes('Repaired charge: 12 with wrong columns.'), lines.join('\n'));
          assert.ok(!lines.some((line) => /made again|put back|removed/.test(line)), lines.join('\n'));
          const now = await tables(location);
          for (const [table, rows] of Object.entries(kept)) {
            // What is in the journal now is indexed, beside what was.
            if (table === 'journal_objects' || table === 'event_types') {
              const lost = rows.filter((row) => !now[table]?.includes(row));
              assert.ok(lost.length <= (what.startsWith('lacks') ? 9 : 0), `${table} lost ${lost.join('\n')}`);
            } else assert.deepEqual(now[table], rows, table);
          }
          assert.ok((await verified(location)).differences > 0);
          assert.deepEqual((await repaired(location)).lines, [], 'nothing is left to be done');
        }));
    }

    it('does the same where a head that was kept is not in the journal', () =>
      withCopy(database.location, async (location) => {
        await execute(location, `DELETE FROM payment_methods; UPDATE charges SET amount = 5;`);
        const done = await repaired(location, { published: [{ hash: 'a'.repeat(64) }] });
        assert.deepEqual(done, { lines: ['Repaired charge: 12 with wrong columns.'], journal_differences: 1 });
        assert.deepEqual((await tables(location))['payment_methods'], []);
        await repaired(location);
        assert.deepEqual(await tables(location), sound);
      }));

    it('leaves two objects that say the same of what only one may have, where it cannot ask the journal', () =>
      withCopy(database.location, async (location) => {
        await execute(
          location,
          `UPDATE journal SET at_ms = at_ms + 1;
           UPDATE payment_record_refunds SET ${replaced('document', '"r1"', '"r2"')} WHERE refund_reference = 'r1';
           UPDATE payment_record_refunds SET amount = 1 WHERE refund_reference = 'r3';`,
        );
        const { lines } = await repaired(location);
        assert.deepEqual(lines, ['Repaired payment_record_refund: 1 with wrong columns.']);
        const found = (await verified(location)).lines.join('\n');
        assert.match(found, /column refund_reference is "r1", but its document says "r2"/);
      }));

    it('leaves what is not derived from the journal', () =>
      withCopy(database.location, async (location) => {
        const store = await openStore(location);
        const { fingerprint_key } = store;
        await store.close();
        await execute(location, `UPDATE charges SET amount = 5`);
        await repaired(location);
        const again = await openStore(location);
        assert.equal(again.fingerprint_key, fingerprint_key);
        await again.close();
      }));

    it('is alone at the data', () =>
      withCopy(database.location, async (location) => {
        await execute(location, `DELETE FROM customers; UPDATE charges SET amount = 5`);
        letGo(location);
        await withRepairer(location, async (repairer) => {
          if (location.database_url === undefined) {
            const database = new Sqlite(sqliteFile(location.data_folder), { busy_timeout_ms: 0 });
            assert.throws(() => database.prepareValue('SELECT 1 FROM charges').get(), isBusy);
            database.close();
            await repair(repairer);
            return;
          }
          const store = await openStore(location);
          await assert.rejects(
            repair(repairer),
            /The database is in use: there (is|are) .* other processes of Daybook/,
          );
          await store.close();
        });
        await repaired(location);
        assert.deepEqual(await tables(location), sound);
      }));

    it('knows what a migration added to documents of before it', () => oldStoreIsMended(engine));
  });
}

/** Of a store of schema 5 the journal lacks the times that records have now. */
async function oldStoreIsMended(engine: Engine): Promise<void> {
  const { location, remove } = await engine.make();
  try {
    if (location.database_url === undefined) {
      makeOldSqlite(sqliteFile(location.data_folder));
      migrateFile(sqliteFile(location.data_folder));
    } else {
      await makeOldPostgres(location.database_url);
      await (await openStore(location)).close();
    }
    const sound = await tables(location);
    assert.deepEqual(await repaired(location), { lines: [], journal_differences: 0 });
    assert.deepEqual(await tables(location), sound);
    await execute(
      location,
      `DELETE FROM payment_records; DELETE FROM payment_intents;
       UPDATE payment_attempt_records SET payment_record = 'wrong', happened = 0, version = version + 1;`,
    );
    await repaired(location);
    assert.deepEqual(await tables(location), sound);
    assert.deepEqual((await verified(location)).lines, []);
  } finally {
    await remove();
  }
}

describe("the engines' own indexes", () => {
  const scene = async (use: (location: LedgerLocation) => Promise<void>, engine: Engine): Promise<void> => {
    const { location, remove } = await engine.make();
    try {
      const daybook = await serving({ location });
      await fill(daybook);
      await daybook.close();
      await use(location);
    } finally {
      await remove();
    }
  };

  it('SQLite: one that lacks rows is built anew', () =>
    scene(async (location) => {
      const sound = await tables(location);
      letGo(location);
      loseIndexEntry(sqliteFile(location.data_folder));
      assert.match((await verified(location)).lines.join('\n'), /payment_records_state \(the database's own check\)/);
      const { lines } = await repaired(location);
      assert.equal(lines[0], "Repaired the database's own indexes: 1 built anew.");
      assert.deepEqual((await verified(location)).lines, []);
      assert.deepEqual(await tables(location), sound);
    }, engines()[0] as Engine));

  const postgres = engines().find(({ name }) => name === 'PostgreSQL') as Engine;
  it('PostgreSQL: one that is not valid is built anew', { skip: postgres.skip }, () =>
    scene(async (location) => {
      await execute(
        location,
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'payment_records_state'::regclass",
      );
      assert.match((await verified(location)).lines.join('\n'), /the index payment_records_state is not valid/);
      assert.deepEqual((await repaired(location)).lines, ["Repaired the database's own indexes: 1 built anew."]);
      assert.deepEqual((await verified(location)).lines, []);
    }, postgres),
  );

  it('are unique for the columns that the repair takes for such', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-'));
    migrateFile(join(folder, 'daybook.sqlite'));
    const database = openDatabase(join(folder, 'daybook.sqlite'));
    const unique = KIND_NAMES.flatMap((kind) => {
      const columns = database
        .prepareValue(
          `SELECT group_concat(c.name, ' ') FROM pragma_index_list(?) AS i, pragma_index_info(i.name) AS c
           WHERE i."unique" AND i.origin <> 'pk' GROUP BY i.name`,
        )
        .all(kindOf(kind).table) as string[];
      return columns.map((names) => [kind, names.replace(/^scope /, '')]);
    });
    database.close();
    rmSync(folder, { recursive: true });
    assert.deepEqual(Object.fromEntries(unique), UNIQUE_COLUMNS);
  });
});
