/** `daybook verify --repair` as operators run it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type LedgerLocation, sqliteFile } from '../../src/app/ledger.js';
import { call, daybook, type Ended, PAYMENT, serve } from '../support/cli.js';
import { engines, type TestDatabase } from '../support/engines.js';
import { type Copy, copyOf, execute, fill, letGo, serving, tables } from '../support/repair_scene.js';

const SLOW = process.env['DAYBOOK_SLOW'] === '1';

const KEY = { DAYBOOK_TEST_SECRET_KEY: 'sk_test_repair0123456789abcdef' };

function environmentOf({ database_url }: LedgerLocation): Record<string, string> {
  return database_url === undefined ? {} : { DATABASE_URL: database_url };
}

function verify(location: LedgerLocation, ...flags: readonly string[]): Promise<Ended> {
  letGo(location);
  return daybook(['verify', ...flags, '--data', location.data_folder], environmentOf(location));
}

/** A process that repairs, and is killed at its first word about a step. */
async function killedAt(location: LedgerLocation, step: string): Promise<void> {
  letGo(location);
  const module = (path: string) => JSON.stringify(fileURLToPath(new URL(`../../src/${path}`, import.meta.url)));
  const program = `
    import { withRepairer } from ${module('app/ledger.js')};
    import { repair } from ${module('app/repair.js')};
    const onProgress = (doing) => { if (doing.includes(${JSON.stringify(step)})) process.kill(process.pid, 'SIGKILL'); };
    await withRepairer(${JSON.stringify(location)}, (repairer) => repair(repairer, { onProgress }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
  const [, signal] = await once(child, 'exit');
  assert.equal(signal, 'SIGKILL', `it came to ${step}`);
}

const DAMAGE = `UPDATE charges SET amount = 5; DELETE FROM payment_records; DELETE FROM metadata_index;
  INSERT INTO metadata_index VALUES (1, 'customer', 'a', 'b', 'c'); DELETE FROM event_types WHERE number < 9;
  UPDATE journal_objects SET version = version + 50 WHERE version = 3;`;

// What the command does is the same on both; what is repaired on each is in test/app/repair.test.ts.
for (const engine of engines().filter(({ name }) => SLOW || name === 'SQLite')) {
  describe(`daybook verify --repair on ${engine.name}`, { skip: engine.skip }, () => {
    let database: TestDatabase;
    let sound: Awaited<ReturnType<typeof tables>>;
    before(async () => {
      database = await engine.make();
      const server = await serving(database);
      await fill(server);
      await server.close();
      sound = await tables(database.location);
    });
    after(() => database?.remove());

    const onCopy = async (use: (copy: Copy) => Promise<void>): Promise<void> => {
      const copy = await copyOf(database.location);
      try {
        await use(copy);
      } finally {
        await copy.remove();
      }
    };

    it('says what it did, then what is verified, and what was repaired is served', () =>
      onCopy(async ({ location }) => {
        const nothing = await verify(location, '--repair');
        assert.equal(nothing.code, 0, nothing.stderr);
        assert.match(nothing.stdout, /^Nothing was repaired\.\nVerified [^\n]*: no differences\.\n$/);
        await execute(location, DAMAGE);
        assert.equal((await verify(location)).code, 1);
        const { code, stdout, stderr } = await verify(location, '--repair');
        assert.equal(code, 0, stderr);
        assert.match(
          stdout,
          /^Repaired journal_objects: \d+ added, \d+ removed\.\nRepaired event_types: \d+ added\.\n/,
        );
        assert.match(stdout, /\nRepaired payment_record: 17 made again from the journal\.\n/);
        assert.match(stdout, /\nRepaired metadata_index: 9 added, 1 removed\.\nVerified .*: no differences\.\n$/);
        assert.deepEqual(await tables(location), sound);
        letGo(location);
        const server = await serve(location.data_folder, { ...KEY, ...environmentOf(location) });
        const paid = await call(server.address, server.test_key, 'POST', '/v1/payment_records/report_payment', PAYMENT);
        assert.equal(paid.status, 200, JSON.stringify(paid.body));
        await server.stop();
        assert.equal((await verify(location)).code, 0);
      }));

    it('goes on where it was killed', () =>
      onCopy(async ({ location }) => {
        const steps = ['looking at the journal', 'indexes of the journal', 'objects', 'columns', 'metadata_index'];
        for (const step of steps.filter((_step, index) => SLOW || index % 2 === 1)) {
          await execute(location, DAMAGE);
          await killedAt(location, step);
          const { code, stdout, stderr } = await verify(location, '--repair');
          assert.equal(code, 0, stdout + stderr);
          assert.deepEqual(await tables(location), sound, step);
        }
      }));

    it('exits with 1 where the journal itself is damaged, and says so', () =>
      onCopy(async ({ location }) => {
        await execute(location, `${DAMAGE} UPDATE journal SET actor = 'somebody' WHERE position IN (3, 9);`);
        const { code, stdout } = await verify(location, '--repair');
        assert.equal(code, 1);
        assert.match(
          stdout,
          /^Repaired [\s\S]*\nThe journal itself has 2 differences: no object was made from it, and only what follows from the stored objects was derived\.\n/,
        );
        assert.match(stdout, /\njournal entry 3 \(test\): the hash does not fit/);
        assert.match(stdout, /\nVerified .*: \d+ differences\.\n$/);
        assert.deepEqual((await tables(location))['payment_records'], []);
      }));

    it('changes nothing while a server is at the data', () =>
      onCopy(async ({ location }) => {
        await execute(location, DAMAGE);
        const damaged = await tables(location);
        letGo(location);
        const server = await serve(location.data_folder, { ...KEY, ...environmentOf(location) });
        const args = ['verify', '--repair', '--data', location.data_folder];
        const { code, stdout, stderr } = await daybook(args, environmentOf(location));
        await server.stop();
        assert.equal(code, 1);
        assert.equal(stdout, '');
        assert.match(stderr, /^daybook: [^\n]* in use[^\n]*\n$/);
        const now = await tables(location);
        for (const name of ['charges', 'payment_records', 'metadata_index']) assert.deepEqual(now[name], damaged[name]);
      }));

    it('is one or the other: a repair, or a look at a backup', async () => {
      const { code, stderr } = await verify(database.location, '--repair', '--file', 'x.sqlite');
      assert.equal(code, 2);
      assert.match(
        stderr,
        /^daybook: --repair changes what is stored, and a backup should stay as it was made\. .*\n$/,
      );
    });
  });
}

const sqlite = engines().find(({ name }) => name === 'SQLite');

describe('daybook verify --repair', () => {
  it('says of damaged files what to do, in one line', async () => {
    const made = await sqlite?.make();
    assert.ok(made);
    const server = await serving(made);
    await fill(server);
    await server.close();
    letGo(made.location);
    const descriptor = openSync(sqliteFile(made.location.data_folder), 'r+');
    writeSync(descriptor, Buffer.alloc(400_000, 0xaa), 0, 400_000, 16_384);
    const { code, stdout, stderr } = await verify(made.location, '--repair');
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^daybook: The database .* is damaged \(.*\): restore a backup[^\n]*\n$/);
    await made.remove();
  });

  it('makes no database where there is none', async () => {
    const made = await sqlite?.make();
    assert.ok(made);
    const folder = join(made.location.data_folder, 'absent');
    const { code, stderr } = await daybook(['verify', '--repair', '--data', folder]);
    assert.equal(code, 1);
    assert.match(stderr, /^daybook: There is no database in .*\n$/);
    await made.remove();
  });
});
