import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commitStatement } from '../../src/store/postgres/commit_statement.js';
import { migrateUrl } from '../../src/store/postgres/open.js';
import { openPostgresStore } from '../../src/store/postgres/store.js';
import { postgresAvailable, withClient, withDatabase } from '../support/postgres.js';
import { batch, entry } from './conformance/support.js';

const available = postgresAvailable();
const skip = available === true ? false : available;

/** Notes what commits that write to the journal wait for, at the moment of the commit. */
const NOTE_COMMITS = `
CREATE TABLE noted (synchronous_commit text);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO noted VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER noting AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note();`;

async function noted(url: string): Promise<string[]> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ synchronous_commit: string }>('SELECT * FROM noted'),
  );
  return rows.map(({ synchronous_commit }) => synchronous_commit);
}

describe('what PostgreSQL does with a commit', { skip }, () => {
  for (const [given, used] of [
    ['off', 'on'],
    ['local', 'on'],
    ['remote_write', 'on'],
    ['on', 'on'],
    ['remote_apply', 'remote_apply'],
  ] as const) {
    it(`waits until it is on disk where the database says synchronous_commit = ${given}`, async () => {
      await withDatabase(async (url) => {
        await migrateUrl(url);
        await withClient(url, async (client) => {
          await client.query(NOTE_COMMITS);
          await client.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = ${given}`);
        });
        const store = await openPostgresStore(url);
        try {
          await store.commit(batch({ entries: [entry([], { events: ['a'] })] }));
        } finally {
          await store.close();
        }
        assert.deepEqual(await noted(url), [used]);
      });
    });
  }

  it('waits also in a session that a pooler has set up otherwise', async () => {
    await withDatabase(async (url) => {
      await migrateUrl(url);
      await withClient(url, async (client) => {
        await client.query(NOTE_COMMITS);
        await client.query('SET synchronous_commit = off');
        const server = { product: 'PostgreSQL', has_lz4: false, has_icu: true, warnings: [] } as const;
        const { text, values } = commitStatement(
          batch({ entries: [entry([], { events: ['a'] })] }),
          { writer: 'test', number: 1 },
          { server, types: new Map() },
        );
        await client.query(text, [...values]);
        const { rows } = await client.query('SHOW synchronous_commit');
        assert.deepEqual(rows, [{ synchronous_commit: 'off' }], 'the session itself is as it was');
      });
      assert.deepEqual(await noted(url), ['on']);
    });
  });

  it('is warned of where the server does not flush', async () => {
    await withDatabase(async (url) => {
      const { rows } = await withClient(url, (client) =>
        client.query<{ name: string }>(
          "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off' ORDER BY name",
        ),
      );
      const store = await openPostgresStore(url);
      const warnings = store.warnings.map(
        (line) => /runs with (\w+) = off: .*Set \1 = on in postgresql\.conf\.$/.exec(line)?.[1],
      );
      await store.close();
      assert.deepEqual(
        warnings,
        rows.map(({ name }) => name),
      );
    });
  });
});
