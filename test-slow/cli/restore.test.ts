/** A database that is not the one that was written to is not served, and a backup gets into its place. */
import assert from 'node:assert/strict';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { inspectFiles } from '../../src/store/sqlite/guard.js';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { migrateFile, openSqliteStore } from '../../src/store/sqlite/store.js';
import { DamageError } from '../../src/store/start_error.js';
import { call, daybook, PAYMENT, type Serving, serve, temporaryFolder } from '../../test/support/cli.js';
import { makeOldSqlite } from '../../test/support/old_store.js';

const KEY = { DAYBOOK_TEST_SECRET_KEY: 'sk_test_restore0123456789abcdef' };
const REPORT = '/v1/payment_records/report_payment';

/** Three payments, a backup, and two more payments, of which the process was killed before it could say farewell. */
const crashed = temporaryFolder();
/** The same, stopped as one should. */
const stopped = temporaryFolder();
/** As it was when it had been stopped after the first payment. */
const early = join(temporaryFolder(), 'early.sqlite');
const backup = join(temporaryFolder(), 'backup.sqlite');

async function pay(server: Serving, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    assert.equal((await call(server.address, server.test_key, 'POST', REPORT, PAYMENT)).status, 200);
  }
}

async function payments(server: Serving): Promise<number> {
  const { body } = await call(server.address, server.test_key, 'GET', '/v1/payment_records?limit=100');
  return body.data.length;
}

before(async () => {
  let server = await serve(crashed, KEY);
  await pay(server, 1);
  await server.stop();
  copyFileSync(join(crashed, 'daybook.sqlite'), early);
  server = await serve(crashed, KEY);
  await pay(server, 1);
  await server.stop();
  server = await serve(crashed, KEY);
  await pay(server, 1);
  assert.equal((await daybook(['backup', backup, '--data', crashed])).code, 0);
  await pay(server, 2);
  server.signal('SIGKILL');
  await server.ended;
  cpSync(crashed, stopped, { recursive: true });
  server = await serve(stopped, KEY);
  assert.equal(await payments(server), 5);
  await server.stop();
});

interface Files {
  readonly folder: string;
  readonly main: string;
  readonly log: string;
}

function copyOf(folder: string): Files {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  const main = join(copy, 'daybook.sqlite');
  return { folder: copy, main, log: `${main}-wal` };
}

/** How the files were left: [what, of which, how, what the one line says]. */
const LEFT: readonly [string, string, (files: Files) => void, RegExp][] = [
  [
    'a backup under the log of a crash',
    crashed,
    ({ main }) => copyFileSync(backup, main),
    /The log .*-wal belongs to another database than the file beside it/,
  ],
  [
    'an older copy under the log of a crash',
    crashed,
    ({ main }) => copyFileSync(early, main),
    /The log .*-wal belongs to another database/,
  ],
  [
    'the database of another installation under the log of a crash',
    crashed,
    ({ main }) => makeAnother(main),
    /The log .*-wal belongs to another database/,
  ],
  [
    'a database of schema 5 under the log of a crash',
    crashed,
    ({ main }) => {
      rmSync(main);
      makeOldSqlite(main);
    },
    /(belongs to another database|is not the one that was written to last)/,
  ],
  [
    'a crash whose log is gone',
    crashed,
    ({ log }) => rmSync(log),
    /ends with journal entry \d+, but entry \d+ was written: its log was lost or cut/,
  ],
  ['a crash whose log is empty', crashed, ({ log }) => truncateSync(log, 0), /its log was lost or cut/],
  [
    'a crash whose log was cut',
    crashed,
    ({ log }) => truncateSync(log, statSync(log).size - 9_000),
    /its log was lost or cut/,
  ],
  [
    'a backup in place of what was stopped',
    stopped,
    ({ main }) => copyFileSync(backup, main),
    /is not the one that was written to last|its log was lost or cut, or an older copy/,
  ],
  [
    'an older copy in place of what was stopped',
    stopped,
    ({ main }) => copyFileSync(early, main),
    /is not the one that was written to last|or an older copy/,
  ],
  [
    'another installation in place of what was stopped',
    stopped,
    ({ main }) => makeAnother(main),
    /is that of acct_\w+ and not of acct_\w+/,
  ],
  ['an empty file', stopped, ({ main }) => truncateSync(main, 0), /is empty, which Daybook never leaves it/],
  [
    'an empty file without anything beside it',
    stopped,
    ({ main, folder }) => {
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      writeFileSync(main, '');
    },
    /is empty/,
  ],
  [
    'no file beside what was kept',
    stopped,
    ({ main }) => rmSync(main),
    /is gone, but what was kept beside it is there/,
  ],
  [
    'a header that was overwritten',
    stopped,
    ({ main }) => overwrite(main, 0, 100),
    /is damaged \(.*\): restore a backup/,
  ],
  [
    'a first page that was overwritten',
    stopped,
    ({ main }) => overwrite(main, 100, 8_000),
    /is damaged \(.*\): restore a backup/,
  ],
  ['a file that was cut', stopped, ({ main }) => truncateSync(main, 8_192 * 3), /is damaged \(.*\): restore a backup/],
  ...[1, 4_096, 8_191, 8_192].map((bytes): (typeof LEFT)[number] => [
    `a file whose last ${bytes} bytes were cut off`,
    stopped,
    ({ main }) => truncateSync(main, statSync(main).size - bytes),
    /is damaged \(.*\): restore a backup/,
  ]),
  [
    'a text',
    stopped,
    ({ main }) => writeFileSync(main, 'what is this?\n'.repeat(1_000)),
    /is damaged \(.*\): restore a backup/,
  ],
];

function overwrite(file: string, from: number, to: number): void {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xaa, from, to));
}

function makeAnother(file: string): void {
  rmSync(file);
  const folder = temporaryFolder();
  cpSync(stopped, folder, { recursive: true });
  const database = openDatabase(join(folder, 'daybook.sqlite'));
  database.exec("UPDATE scopes SET account = 'acct_other'");
  database.pragma('journal_mode = DELETE');
  database.close();
  copyFileSync(join(folder, 'daybook.sqlite'), file);
}

const isOneLine = /^daybook: [^\n]+\n$/;

/** Of each kind of remains one, since that takes several processes: these are served, and a backup is put in their place. */
const REPLACED = [
  'a backup under the log of a crash',
  'a crash whose log is gone',
  'an empty file',
  'no file beside what was kept',
  'a header that was overwritten',
];

describe('files that were left', () => {
  for (const [what, of, leave, line] of LEFT) {
    it(`as ${what} are not opened, which is said in one line`, () => {
      const files = copyOf(of);
      leave(files);
      const opens = [inspectFiles, openSqliteStore, ...(line.source.includes('damaged') ? [migrateFile] : [])];
      for (const open of opens) {
        assert.throws(
          () => open(files.main),
          (error) => error instanceof DamageError && line.test(error.message) && !error.message.includes('\n'),
        );
      }
    });
  }

  for (const [what, of, leave, line] of LEFT.filter(([left]) => REPLACED.includes(left))) {
    it(`as ${what} make place for a backup, and are kept aside`, async () => {
      const files = copyOf(of);
      leave(files);
      const refused = await daybook(['serve', '--data', files.folder], {
        ...KEY,
        PORT: '0',
        DAYBOOK_LOG_LEVEL: 'error',
      });
      assert.equal(refused.code, 1, refused.stderr);
      assert.match(refused.stderr, isOneLine);
      assert.match(refused.stderr, line);
      const main_before = existsSync(files.main) ? readFileSync(files.main) : undefined;
      if (main_before !== undefined) {
        const verified = await daybook(['verify', '--data', files.folder]);
        assert.equal(verified.code, 1);
        assert.match(verified.stdout, line);
        assert.match(verified.stdout, /: 1 difference\.\n$/);
      }
      const restored = await daybook(['restore', backup, '--data', files.folder]);
      assert.equal(restored.code, 0, restored.stderr + restored.stdout);
      assert.match(
        restored.stdout,
        /: no differences\.\nRestored .*\nWhat was there is now .*before-restore-\d{8}T\d{6}Z\.\n$/,
      );
      const aside = readdirSync(files.folder).find((name) => /before-restore-[\dTZ]+$/.test(name));
      if (main_before !== undefined) assert.deepEqual(readFileSync(join(files.folder, aside ?? '')), main_before);
      const server = await serve(files.folder, KEY);
      assert.equal(await payments(server), 3);
      await pay(server, 1);
      assert.equal(await server.stop(), 0);
      assert.equal((await daybook(['verify', '--data', files.folder])).code, 0);
    });
  }

  it('by a crash alone are served, with all that was answered', async () => {
    const files = copyOf(crashed);
    const server = await serve(files.folder, KEY);
    assert.equal(await payments(server), 5);
    await server.stop();
  });

  it('without a marker, as older versions left them, are served', async () => {
    for (const of of [crashed, stopped]) {
      const files = copyOf(of);
      rmSync(`${files.main}-marker`);
      const server = await serve(files.folder, KEY);
      assert.equal(await payments(server), 5);
      await server.stop();
      assert.ok(existsSync(`${files.main}-marker`));
    }
  });

  it('with a lost log go on with what is there, when the file itself is restored', async () => {
    const files = copyOf(crashed);
    rmSync(files.log);
    assert.equal((await daybook(['restore', files.main, '--data', files.folder])).code, 0);
    const server = await serve(files.folder, KEY);
    assert.ok((await payments(server)) >= 1);
    await server.stop();
  });
});

describe('daybook restore', () => {
  it('takes a backup of schema 5, and makes the folder where there is none', async () => {
    const old = join(temporaryFolder(), 'old.sqlite');
    makeOldSqlite(old);
    const folder = join(temporaryFolder(), 'new');
    const { code, stdout } = await daybook(['restore', old, '--data', folder]);
    assert.equal(code, 0, stdout);
    assert.equal(statSync(join(folder, 'daybook.sqlite')).mode & 0o777, 0o600);
    assert.match(stdout, /43 journal entries, 81 events: no differences\.\nRestored [^\n]+\n$/);
    assert.equal((await daybook(['verify', '--data', folder])).code, 0);
  });

  it('changes nothing while the database is in use', async () => {
    const files = copyOf(stopped);
    const server = await serve(files.folder, KEY);
    const { code, stderr } = await daybook(['restore', backup, '--data', files.folder]);
    assert.equal(code, 1);
    assert.match(stderr, /^daybook: The database .* is in use\. Stop Daybook first; nothing was changed\.\n$/);
    assert.equal(await payments(server), 5);
    await pay(server, 1);
    server.signal('SIGKILL');
    await server.ended;
    assert.deepEqual(
      readdirSync(files.folder).filter((name) => /restor|probe/.test(name)),
      [],
    );
    const again = await serve(files.folder, KEY);
    assert.equal(await payments(again), 6);
    await again.stop();
  });

  it('changes nothing where the backup is none, is damaged, or has differences', async () => {
    const differs = join(temporaryFolder(), 'differs.sqlite');
    copyFileSync(backup, differs);
    const database = openDatabase(differs);
    database.exec('UPDATE payment_records SET amount = 1');
    database.pragma('journal_mode = DELETE');
    database.close();
    const text = join(temporaryFolder(), 'text');
    writeFileSync(text, 'nothing\n'.repeat(2_000));
    const cut = join(temporaryFolder(), 'cut.sqlite');
    copyFileSync(backup, cut);
    truncateSync(cut, 8_192 * 10);
    const empty = join(temporaryFolder(), 'empty');
    writeFileSync(empty, '');
    const files = copyOf(stopped);
    for (const given of [differs, text, cut, empty, join(files.folder, 'absent'), files.folder]) {
      const { code, stdout, stderr } = await daybook(['restore', given, '--data', files.folder]);
      assert.equal(code, 1, given);
      assert.doesNotMatch(stderr + stdout, /\n\s+at /, 'no stack');
      assert.match(
        stderr === '' ? stdout : stderr,
        /^daybook: [^\n]+\n$|was not restored, and nothing was changed\.\n$/,
      );
    }
    assert.deepEqual(readdirSync(files.folder).sort(), readdirSync(stopped).sort());
    const server = await serve(files.folder, KEY);
    assert.equal(await payments(server), 5);
    await server.stop();
  });

  it('says what to do with PostgreSQL instead', async () => {
    const { code, stderr } = await daybook(['restore', backup], { DATABASE_URL: 'postgresql://a@localhost/b' });
    assert.equal(code, 1);
    assert.match(stderr, /^daybook: .*pg_restore --no-owner --single-transaction --exit-on-error .*\n$/);
  });
});
