/** A database whose name in the data folder is a link to a file elsewhere. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { call, daybook, PAYMENT, serve, temporaryFolder } from '../support/cli.js';

const REPORT = '/v1/payment_records/report_payment';
const KEY = { DAYBOOK_TEST_SECRET_KEY: 'sk_test_linked0123456789abcdefgh' };

test('is kept with all that belongs to it where the link leads, and read after a crash', async () => {
  const [folder, disk] = [temporaryFolder(), temporaryFolder()];
  const file = join(disk, 'ledger.sqlite');
  assert.equal((await daybook(['migrate', '--data', folder])).code, 0);
  renameSync(join(folder, 'daybook.sqlite'), file);
  symlinkSync(file, join(folder, 'daybook.sqlite'));
  const server = await serve(folder, KEY);
  for (let n = 0; n < 20; n += 1) {
    const { status } = await call(server.address, KEY.DAYBOOK_TEST_SECRET_KEY, 'POST', REPORT, PAYMENT);
    assert.equal(status, 200);
  }
  assert.equal((await daybook(['verify', '--data', folder])).code, 0);
  server.signal('SIGKILL');
  await server.ended;
  assert.deepEqual(readdirSync(folder), ['daybook.sqlite']);
  assert.ok(readdirSync(disk).includes('ledger.sqlite-marker'));
  const again = await serve(folder, KEY);
  const { body } = await call(again.address, KEY.DAYBOOK_TEST_SECRET_KEY, 'GET', '/v1/payment_records?limit=100');
  assert.equal(body.data.length, 20);
  assert.equal(await again.stop(), 0);
});

test('is not made anew where the link leads nowhere, such as to a disk that is not mounted', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'disk'));
  symlinkSync(join(folder, 'disk', 'daybook.sqlite'), join(folder, 'daybook.sqlite'));
  for (const args of [['serve', '--port', '0'], ['migrate'], ['keys', 'create'], ['head']]) {
    const { code, stderr } = await daybook([...args, '--data', folder]);
    assert.equal(code, 1);
    assert.match(stderr, /^daybook: \S+ is a link to a file that is not there\. [^\n]+\n$/);
  }
  assert.deepEqual(readdirSync(join(folder, 'disk')), []);
});
