/** Damage in pages that nothing reads at the start. */
import assert from 'node:assert/strict';
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isAsLeft } from '../../src/store/sqlite/marker.js';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { call, daybook, PAYMENT, serve, temporaryFolder } from '../../test/support/cli.js';

const KEY = { DAYBOOK_TEST_SECRET_KEY: 'sk_test_later0123456789abcdefghi' };
const REPORT = '/v1/payment_records/report_payment';

async function withOnePayment(): Promise<string> {
  const folder = temporaryFolder();
  const server = await serve(folder, KEY);
  assert.equal((await call(server.address, server.test_key, 'POST', REPORT, PAYMENT)).status, 200);
  assert.equal(await server.stop(), 0);
  return folder;
}

/** The first page of an index of disputes, of which there are none, so that no payment reads or writes it. */
function damagePage(file: string): void {
  const database = openDatabase(file);
  const page = Number(database.prepareValue("SELECT rootpage FROM sqlite_master WHERE name = 'disputes_charge'").get());
  const page_bytes = Number(database.pragma('page_size'));
  database.close();
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(64, 0xaa), 0, 64, (page - 1) * page_bytes);
  closeSync(descriptor);
}

test('after an end that was none, damage that the start does not meet ends the server with one line', async () => {
  const folder = await withOnePayment();
  const file = join(folder, 'daybook.sqlite');
  const first = await serve(folder, KEY);
  assert.equal((await call(first.address, first.test_key, 'POST', REPORT, PAYMENT)).status, 200);
  first.signal('SIGKILL');
  await first.ended;
  damagePage(file);

  // It closes as it should, and is looked through again all the same.
  for (const _start of ['the first', 'the next']) {
    const ended = await daybook(['serve', '--data', folder, '--port', '0'], { ...KEY, DAYBOOK_LOG_LEVEL: 'error' });
    assert.equal(ended.code, 1, ended.stderr);
    assert.match(
      ended.stderr,
      /^daybook: The database .* is damaged \(.*\): restore a backup with "daybook restore FILE"[^\n]*\n$/,
    );
  }

  const { code, stdout, stderr } = await daybook(['verify', '--data', folder]);
  assert.equal(code, 1);
  assert.match(stdout, /difference/);
  assert.doesNotMatch(stdout + stderr, /\n\s+at /);
});

test('damage that was done while the server was stopped ends the next one, too', async () => {
  const folder = await withOnePayment();
  const file = join(folder, 'daybook.sqlite');
  // One page, and as much of the file as before.
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(8_192), 0, 8_192, statSync(file).size - 8_192 * 2);
  closeSync(descriptor);
  for (const _start of ['the first', 'the next']) {
    const ended = await daybook(['serve', '--data', folder, '--port', '0'], { ...KEY, DAYBOOK_LOG_LEVEL: 'error' });
    assert.equal(ended.code, 1, ended.stderr);
    assert.match(ended.stderr, /^daybook: The database .* is damaged \(.*\): restore a backup [^\n]*\n$/);
  }
});

test('a command after a crash does not take the place of the check', async () => {
  const folder = await withOnePayment();
  const file = join(folder, 'daybook.sqlite');
  const first = await serve(folder, KEY);
  first.signal('SIGKILL');
  await first.ended;
  assert.equal(isAsLeft(file), false);
  assert.equal((await daybook(['keys', 'create', '--data', folder])).code, 0);
  assert.equal(isAsLeft(file), false);
});

test('what nobody changed is not looked through again', async () => {
  const folder = await withOnePayment();
  const file = join(folder, 'daybook.sqlite');
  assert.equal(isAsLeft(file), true);
  for (const args of [['migrate'], ['keys', 'create'], ['keys', 'list'], ['verify'], ['backup', `${folder}-copy`]]) {
    const { code, stderr } = await daybook([...args, '--data', folder]);
    assert.equal(code, 0, stderr);
    assert.equal(isAsLeft(file), true, args.join(' '));
  }
  rmSync(`${folder}-copy`);
});

test('after an end that was none, a database without damage goes on being served', async () => {
  const folder = await withOnePayment();
  const first = await serve(folder, KEY);
  assert.equal((await call(first.address, first.test_key, 'POST', REPORT, PAYMENT)).status, 200);
  first.signal('SIGKILL');
  await first.ended;
  const second = await serve(folder, KEY);
  const { body } = await call(second.address, second.test_key, 'GET', '/v1/payment_records');
  assert.equal(body.data.length, 2);
  assert.equal(await second.stop(), 0);
});
