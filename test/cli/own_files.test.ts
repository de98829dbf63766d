/** No command that writes or replaces a file does so to what Daybook keeps in a data folder. */
import assert from 'node:assert/strict';
import { copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { call, daybook, PAYMENT, type Serving, serve, temporaryFolder } from '../support/cli.js';

const REPORT = '/v1/payment_records/report_payment';

describe('the files of a running server', () => {
  const folder = temporaryFolder();
  const elsewhere = temporaryFolder();
  const other = temporaryFolder();
  const main = join(folder, 'daybook.sqlite');
  let server: Serving;
  before(async () => {
    server = await serve(folder);
    mkdirSync(join(folder, 'inner'));
    symlinkSync(folder, join(elsewhere, 'folder'));
    symlinkSync(join(folder, 'inner'), join(elsewhere, 'inner'));
    symlinkSync(main, join(elsewhere, 'link'));
    linkSync(main, join(elsewhere, 'second-name'));
    symlinkSync(`${main}-wal`, join(elsewhere, 'log'));
    assert.equal((await daybook(['migrate', '--data', other])).code, 0);
    writeFileSync(join(other, 'daybook.sqlite-marker'), '{}');
  });
  after(() => server.stop());

  const targets: readonly [string, () => string][] = [
    ['the database', () => main],
    ['its log', () => `${main}-wal`],
    ['its index of the log', () => `${main}-shm`],
    ['its marker', () => `${main}-marker`],
    ['a file that a restore works with', () => `${main}-restoring`],
    ['what was moved aside', () => `${main}.before-restore-20260101T000000Z`],
    ['the test key', () => join(folder, 'test_secret_key')],
    ['a name with `..`', () => join(folder, 'inner').concat('/../daybook.sqlite')],
    ['a name with `..` after a link', () => join(elsewhere, 'inner').concat('/../daybook.sqlite')],
    ['another case', () => join(folder, 'DayBook.SQLite')],
    ['a link to the folder', () => join(elsewhere, 'folder', 'daybook.sqlite')],
    ['a link to the file', () => join(elsewhere, 'link')],
    ['a link to the log', () => join(elsewhere, 'log')],
    ['a second name of the file', () => join(elsewhere, 'second-name')],
    ['the database of another folder', () => join(other, 'daybook.sqlite')],
    ['the log that another folder would have', () => join(other, 'daybook.sqlite-wal')],
  ];
  for (const [what, target] of targets) {
    it(`are not replaced by a backup onto ${what}`, async () => {
      const { code, stdout, stderr } = await daybook(['backup', target(), '--force', '--data', folder]);
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, /^daybook: [^\n]+ is one of Daybook's own files\. Name another file[^\n]*\n$/);
    });
  }

  it('are not replaced by a backup of PostgreSQL either', async () => {
    const { code, stderr } = await daybook(['backup', join(folder, 'test_secret_key'), '--force', '--data', folder], {
      DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    });
    assert.equal(code, 1);
    assert.match(stderr, /is one of Daybook's own files/);
  });

  it('are not written through a link that lies where a backup begins', async () => {
    const target = join(elsewhere, 'monday');
    symlinkSync(main, `${target}.partial`);
    const { code, stderr } = await daybook(['backup', target, '--force', '--data', folder]);
    assert.equal(code, 0, stderr);
  });

  it('lose nothing of all that', async () => {
    for (let n = 0; n < 10; n += 1) {
      assert.equal((await call(server.address, server.test_key, 'POST', REPORT, PAYMENT)).status, 200);
    }
    server.signal('SIGKILL');
    await server.ended;
    server = await serve(folder, { DAYBOOK_TEST_SECRET_KEY: server.test_key });
    const { body } = await call(server.address, server.test_key, 'GET', '/v1/payment_records?limit=100');
    assert.equal(body.data.length, 10);
    assert.equal((await daybook(['verify', '--data', folder])).code, 0);
  });
});

describe('a backup', () => {
  const folder = temporaryFolder();
  const copies = temporaryFolder();
  before(async () => {
    assert.equal((await daybook(['migrate', '--data', folder])).code, 0);
    mkdirSync(join(copies, 'folder'));
  });

  it('is no replacement for what is no file', async () => {
    for (const target of [copies, '/dev/null']) {
      const { code, stderr } = await daybook(['backup', target, '--force', '--data', folder]);
      assert.equal(code, 1);
      assert.match(stderr, /^daybook: [^\n]+ is not a file\. Name one for the backup\.\n$/);
    }
    assert.deepEqual(readdirSync(copies), ['folder']);
  });

  it('may lie in the data folder under a name of its own, and have the name of the database elsewhere', async () => {
    for (const target of [join(folder, 'monday.sqlite'), join(copies, 'daybook.sqlite')]) {
      for (const _time of ['new', 'overwritten']) {
        const { code, stderr } = await daybook(['backup', target, '--force', '--data', folder]);
        assert.equal(code, 0, stderr);
      }
      assert.equal((await daybook(['verify', '--file', target])).code, 0);
    }
  });
});

describe('restoring', () => {
  it('does not remove its own source, whatever it is called', async () => {
    const folder = temporaryFolder();
    assert.equal((await daybook(['migrate', '--data', folder])).code, 0);
    const left = join(folder, 'daybook.sqlite-restoring');
    copyFileSync(join(folder, 'daybook.sqlite'), left);
    const link = join(temporaryFolder(), 'link');
    symlinkSync(left, link);
    const before = readFileSync(left);
    for (const source of [left, link, `${folder}/../${basename(folder)}/daybook.sqlite-restoring`]) {
      const { code, stderr } = await daybook(['restore', source, '--data', folder]);
      assert.equal(code, 1);
      assert.match(stderr, /^daybook: [^\n]+ is a file that Daybook works with, and no backup\. [^\n]+\n$/);
    }
    assert.deepEqual(readFileSync(left), before);
  });

  it('takes the database itself through a link', async () => {
    const folder = temporaryFolder();
    assert.equal((await daybook(['migrate', '--data', folder])).code, 0);
    const link = join(temporaryFolder(), 'link');
    symlinkSync(join(folder, 'daybook.sqlite'), link);
    const { code, stderr } = await daybook(['restore', link, '--data', folder]);
    assert.equal(code, 0, stderr);
    assert.equal((await daybook(['verify', '--data', folder])).code, 0);
  });
});
