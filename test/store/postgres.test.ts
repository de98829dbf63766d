import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { dueSql } from '../../src/store/due_sql.js';
import type { Store } from '../../src/store/port.js';
import { MIGRATIONS } from '../../src/store/postgres/migrations.js';
import { migrateUrl } from '../../src/store/postgres/open.js';
import { dialectOf } from '../../src/store/postgres/reader.js';
import { describeUrl, openPostgresStore } from '../../src/store/postgres/store.js';
import { StartError } from '../../src/store/start_error.js';
import { totalsSql } from '../../src/store/totals_sql.js';
import {
  administer,
  freshDatabase,
  postgresAvailable,
  restoreTables,
  tablesOf,
  withClient,
  withDatabase,
} from '../support/postgres.js';
import { batch, entry, reply, row } from './conformance/support.js';
import { BALANCE } from './conformance/totals.js';
import { conformance, type Opened } from './conformance.js';
import { assertGolden } from './golden.js';
import { dumpSchema } from './postgres_schema.js';

const available = postgresAvailable();
const skip = available === true ? false : available;

interface Reused {
  readonly url: string;
  readonly tables: ReadonlyMap<string, string | null>;
  readonly drop: () => Promise<void>;
}

let reused: Promise<Reused> | undefined;

/** One database for the whole kit, emptied after each test. */
async function openFresh(): Promise<Opened> {
  reused ??= freshDatabase().then(async ({ url, drop }) => {
    await migrateUrl(url);
    return { url, drop, tables: await withClient(url, tablesOf) };
  });
  const { url, tables } = await reused;
  const handles: Store[] = [];
  const reopen = async (): Promise<Store> => {
    const handle = await openPostgresStore(url);
    handles.push(handle);
    return handle;
  };
  return {
    store: await reopen(),
    reopen,
    async close() {
      await Promise.all(handles.map((handle) => handle.close()));
      await restoreTables(url, tables);
    },
  };
}

/** All tables but those of a few rows. */
const SCANNED_TABLES = `SELECT relname FROM pg_stat_user_tables
WHERE seq_scan > 0 AND relname NOT IN ('scopes', 'writers', 'schema_migrations', 'migration_hashes', 'installation')`;

/** Every call of the hot paths, more often than it takes the server to keep a plan, on tables it knows nothing of. */
async function askEverything(store: Store): Promise<void> {
  const customers = Array.from({ length: 2_000 }, (_, index) =>
    row('customer', `cus_${index}`, {
      columns: { email: `${index}@example.com` },
      metadata: { removed: [], added: [['number', String(index)]] },
    }),
  );
  const entries = customers.map((customer) => entry([customer], { events: ['customer.created'], at_ms: 1_000 }));
  await store.commit(batch({ rows: customers, entries, replies: customers.map(({ id }) => reply(id)) }));
  // More often than it takes the server to keep a plan.
  for (let version = 2; version < 10; version++) {
    const changed = row('customer', 'cus_7', { version });
    const guards = [{ scope: 1, kind: 'customer', id: 'cus_8', version: 1 } as const];
    await store.commit(batch({ rows: [changed], entries: [entry([changed], { at_ms: version * 1_000 })], guards }));
    const references = [
      { scope: 1, reference: { kind: 'customer', id: 'cus_9' } as const },
      { scope: 1, reference: { kind: 'customer', column: 'email', value: '9@example.com' } as const },
    ];
    const { rows } = await store.prefetch({ references, reply_keys: [{ scope: 1, key: 'cus_9' }] });
    assert.equal(rows.flat().length, 2);
    await store.get(1, 'customer', 'cus_9');
    await store.versionOf(1, 'cus_7', { at_ms: 5_000 });
    await store.history({ scope: 1, id: 'cus_7', limit: 3 });
    await store.events({ scope: 1, limit: 10, types: ['customer.created'], from_ms: 500 });
    await store.event(1, 1_000);
    const where = [{ field: { metadata: 'number' }, operator: '=', value: '9' } as const];
    assert.equal((await store.list({ scope: 1, kind: 'customer', where, limit: 10 })).items.length, 1);
    await store.due({ scope: 1, kind: 'payment_intent', limit: 10 });
    await store.totals(BALANCE);
    await store.list({ scope: 1, kind: 'customer', where: [], starting_after: 'cus_9', limit: 10 });
  }
}

if (skip === false) conformance('PostgreSQL', openFresh);

after(async () => (await reused)?.drop());

describe('PostgreSQL', { skip }, () => {
  it('has the schema in git, and migrating twice, or many at once, changes nothing', async () => {
    await withDatabase(async (url) => {
      const done = await Promise.all(Array.from({ length: 4 }, () => migrateUrl(url)));
      assert.equal(done.filter((steps) => steps.length > 0).length, 1);
      await withClient(url, async (client) => {
        const schema = await dumpSchema(client);
        assertGolden('postgres', schema, MIGRATIONS);
        const scopes = await client.query('SELECT * FROM scopes ORDER BY scope');
        assert.equal(scopes.rows.length, 2);
        assert.deepEqual(await migrateUrl(url), []);
        assert.equal(await dumpSchema(client), schema);
        assert.deepEqual((await client.query('SELECT * FROM scopes ORDER BY scope')).rows, scopes.rows);
        await client.query("INSERT INTO schema_migrations VALUES (9999, 'from the future')");
      });
      await assert.rejects(openPostgresStore(url), StartError);
    });
  });

  it('says in one line why it cannot start, and never the password', async () => {
    const { url, drop } = await freshDatabase();
    await drop();
    const changed = (change: (url: URL) => void): string => {
      const wrong = new URL(url);
      change(wrong);
      return wrong.href;
    };
    const cases: [url: string, message: RegExp][] = [
      [
        changed((wrong) => Object.assign(wrong, { password: 'wrong-secret' })),
        /the password is wrong|no such database/,
      ],
      [changed((wrong) => Object.assign(wrong, { pathname: '/absent' })), /no such database/],
      [changed((wrong) => Object.assign(wrong, { port: '1', password: 'wrong-secret' })), /nothing listens there/],
      [changed((wrong) => Object.assign(wrong, { hostname: 'absent.invalid' })), /host name is unknown/],
      ['mysql://root:wrong-secret@localhost/x', /not a PostgreSQL URL/],
      ['postgres://u:wrong-secret@host:port/x', /cannot be read/],
    ];
    const password = new URL(url).password;
    for (const [wrong, message] of cases) {
      await assert.rejects(openPostgresStore(wrong), (error) => {
        assert.ok(error instanceof StartError, String(error));
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /\n|wrong-secret/);
        assert.equal(password !== '' && error.message.includes(password), false);
        return true;
      });
    }
  });

  it('describes where it is without the password', () => {
    assert.equal(
      describeUrl('postgresql://ann:secret@db.example:5433/books?sslmode=disable'),
      'PostgreSQL at db.example:5433, database books, user ann',
    );
  });

  it('finds rows by their indexes: no table is ever scanned', async () => {
    await withDatabase(async (url) => {
      await migrateUrl(url);
      // Building the indexes was a scan.
      await administer(url, 'SELECT pg_stat_reset()');
      const store = await openPostgresStore(url);
      await askEverything(store).finally(() => store.close());
      // A connection reports what it did when it ends, and a moment later it can be read.
      await delay(500);
      const { rows } = await withClient(url, (client) => client.query(SCANNED_TABLES));
      assert.deepEqual(rows, []);
    });
  });

  it('reads what falls due from its index alone, in order', async () => {
    await withDatabase(async (url) => {
      await migrateUrl(url);
      await withClient(url, async (client) => {
        await client.query('SET enable_seqscan = off');
        for (const kind of ['payment_intent', 'refund', 'dispute'] as const) {
          const { text, values } = dueSql({ scope: 1, kind, limit: 10 }, (index) => `$${index}`);
          const { rows } = await client.query<Record<string, string>>(`EXPLAIN (COSTS OFF) ${text}`, [...values]);
          const plan = rows.map((row) => row['QUERY PLAN']?.trim());
          assert.deepEqual(plan.slice(0, 2), ['Limit', `->  Index Only Scan using ${kind}s_due_at on ${kind}s`]);
          assert.match(plan[2] ?? '', /^Index Cond: \(\(scope = 1\) AND \(ROW\(due_at, id\) > ROW\(/);
          assert.equal(plan.length, 3);
        }
      });
    });
  });

  it('sums the balance from an index alone, without sorting', async () => {
    await withDatabase(async (url) => {
      await migrateUrl(url);
      await withClient(url, async (client) => {
        await client.query('SET enable_seqscan = off');
        const { text, values } = totalsSql(BALANCE, dialectOf({ has_icu: true }));
        const { rows } = await client.query<Record<string, string>>(`EXPLAIN (COSTS OFF) ${text}`, [...values]);
        assert.deepEqual(
          rows.map((row) => row['QUERY PLAN']?.trim()),
          [
            'GroupAggregate',
            'Group Key: currency',
            '->  Index Only Scan using balance_transactions_totals on balance_transactions',
            "Index Cond: ((scope = 1) AND (available_on <= '10'::bigint))",
          ],
        );
      });
    });
  });

  it('copies itself with pg_dump, and says what to install where it is missing', async () => {
    const { store, close } = await openFresh();
    const folder = mkdtempSync(join(tmpdir(), 'daybook-'));
    const path = process.env['PATH'];
    try {
      if (spawnSync('pg_dump', ['--version']).status === 0) {
        await store.backup(join(folder, 'copy'));
        assert.equal(readFileSync(join(folder, 'copy')).subarray(0, 5).toString(), 'PGDMP');
        await assert.rejects(store.backup(join(folder, 'absent', 'copy')), StartError);
      }
      process.env['PATH'] = folder;
      await assert.rejects(store.backup(join(folder, 'other')), /apt-get install postgresql-client/);
    } finally {
      process.env['PATH'] = path;
      rmSync(folder, { recursive: true });
      await close();
    }
  });
});
