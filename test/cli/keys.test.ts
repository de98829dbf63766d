import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openReadOnly } from '../../src/store/sqlite/open.js';
import { call, daybook, GUARANTEED, type Serving, serve, temporaryFolder } from '../support/cli.js';

const PROGRAM = fileURLToPath(new URL('../../../bin/daybook.js', import.meta.url));
const data = temporaryFolder();
let server: Serving;

before(async () => {
  server = await serve(data);
});
after(async () => {
  await server.stop();
});

interface Listed {
  readonly id: string;
  readonly last4: string;
  readonly state: string;
  readonly livemode: boolean;
}

async function keys(...args: string[]): Promise<{ text: string; id: string }> {
  const { code, stdout, stderr } = await daybook(['keys', ...args, '--data', data]);
  assert.equal(code, 0, stderr);
  return { text: stdout.trim(), id: /key_\w+/.exec(stderr)?.[0] ?? '' };
}

async function listed(): Promise<readonly Listed[]> {
  return JSON.parse((await keys('list', '--json')).text);
}

const events = (key: string) => call(server.address, key, 'GET', '/v1/events');

/** Asks until the answer is a refusal, for at most the second and a half that a change may take. */
async function refusedSoon(key: string): Promise<{ status: number; code: string }> {
  const until_ms = Date.now() + 1_500;
  for (;;) {
    const { status, body } = await events(key);
    if (status !== 200 || Date.now() > until_ms) return { status, code: body.error?.code };
    await pause(50);
  }
}

test('a key that is created works at once, and is gone within a second and a half of being revoked', async () => {
  const { text, id } = await keys('create', '--name', 'laptop');
  assert.match(text, /^sk_test_[A-Za-z0-9]{40}$/);
  assert.equal((await events(text)).status, 200);
  await keys('revoke', id);
  assert.deepEqual(await refusedSoon(text), { status: 401, code: 'api_key_expired' });
  const again = await daybook(['keys', 'revoke', id, '--data', data]);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /^daybook: The key '.*' has expired or was revoked already\.\n$/);
});

test('a roll makes a new key with the same rights; the old one works until it expires', async () => {
  const old = await keys('create', '--type', 'restricted', '--permission', 'events:read');
  const rolled = await keys('roll', old.id, '--expires-in', '1h');
  assert.match(rolled.text, /^rk_test_/);
  assert.equal((await events(rolled.text)).status, 200);
  assert.equal((await events(old.text)).status, 200);
  assert.equal((await listed()).find(({ id }) => id === old.id)?.state, 'expiring');
  const again = await keys('roll', rolled.id, '--expires-in', '1s');
  await pause(1_000);
  assert.deepEqual(await refusedSoon(rolled.text), { status: 401, code: 'api_key_expired' });
  assert.equal((await events(again.text)).status, 200);
  assert.equal((await listed()).find(({ id }) => id === rolled.id)?.state, 'rolled');
});

test('a roll without a time ends the old key at once', async () => {
  const old = await keys('create');
  await keys('roll', old.id);
  assert.deepEqual(await refusedSoon(old.text), { status: 401, code: 'api_key_expired' });
});

test('a restricted key may do what it was given, and nothing else', async () => {
  const reader = await keys('create', '--type', 'restricted', '--permission', 'payment_records:read');
  const writer = await keys(
    'create',
    '--type',
    'restricted',
    '--permission',
    'payment_records:write',
    '--permission',
    'events:read',
  );
  const report = (key: string) =>
    call(server.address, key, 'POST', '/v1/payment_records/report_payment', GUARANTEED).then(({ status }) => status);
  const list = (key: string) => call(server.address, key, 'GET', '/v1/payment_records').then(({ status }) => status);
  assert.equal(await list(reader.text), 200);
  assert.equal(await report(reader.text), 403);
  assert.equal((await events(reader.text)).status, 403);
  assert.equal(await list(writer.text), 200, 'writing includes reading');
  assert.equal(await report(writer.text), 200);
  assert.equal((await events(writer.text)).status, 200);
});

test('a publishable key is not a secret key', async () => {
  const { text } = await keys('create', '--type', 'publishable');
  assert.match(text, /^pk_test_/);
  const { status, body } = await events(text);
  assert.equal(status, 401);
  assert.equal(body.error.code, 'secret_key_required');
});

test('a live key sees live mode only', async () => {
  const { text, id } = await keys('create', '--live', '--name', 'shop');
  assert.match(text, /^sk_live_/);
  const { body } = await call(server.address, text, 'GET', '/v1/payment_records');
  assert.deepEqual(body.data, []);
  assert.equal((await listed()).find((key) => key.id === id)?.livemode, true);
});

test('the list is a table, and as JSON holds no hash', async () => {
  const { text } = await keys('create', '--name', 'two\nlines');
  const table = (await keys('list')).text.split('\n');
  assert.match(table[0] ?? '', /^ID +TYPE +MODE +NAME +LAST4 +CREATED +STATE$/);
  assert.match(
    table[1] ?? '',
    /^key_\w+ +secret +test +provisioned at start +\w{4} +\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ +active$/,
  );
  assert.match(table.at(-1) ?? '', new RegExp(`two\\?lines +${text.slice(-4)} `));
  const json = (await keys('list', '--json')).text;
  assert.doesNotMatch(json, /hash/);
  assert.ok(!json.includes(text.slice(8, -4)));
});

test('an id that does not exist is refused in one line', async () => {
  for (const command of ['roll', 'revoke']) {
    const { code, stderr } = await daybook(['keys', command, 'key_none', '--data', data]);
    assert.equal(code, 1);
    assert.match(stderr, /^daybook: There is no key 'key_none'\. .*\n$/);
  }
});

test('rolling the kept key keeps the new one in its place', async () => {
  const file = join(data, 'test_secret_key');
  const kept = readFileSync(file, 'utf8').trim();
  const key = (await listed())[0];
  assert.equal(key?.last4, kept.slice(-4));
  const rolled = await keys('roll', key?.id ?? '', '--expires-in', '1h');
  assert.equal(readFileSync(file, 'utf8'), `${rolled.text}\n`);
  await server.stop();
  server = await serve(data);
  assert.equal(server.test_key, rolled.text);
  assert.equal((await events(kept)).status, 200);
});

test('the journal says who changed a key, and is without differences', async () => {
  const database = openReadOnly(join(data, 'daybook.sqlite'));
  const actors = database.prepareArrays('SELECT DISTINCT command, actor FROM journal ORDER BY 1, 2').all();
  database.close();
  const of_keys = actors.filter((row) => String(row[0]).startsWith('api_key.'));
  assert.deepEqual(of_keys, [
    ['api_key.create', 'cli'],
    ['api_key.create', 'start'],
    ['api_key.revoke', 'cli'],
    ['api_key.roll', 'cli'],
  ]);
  const { stdout, code } = await daybook(['verify', '--data', data]);
  assert.equal(code, 0, stdout);
});

test('nothing is said where nobody reads the output', async () => {
  for (const args of [['keys', 'list'], ['keys', 'list', '--json'], ['--help'], ['webhooks', 'list']]) {
    const environment = { PATH: process.env['PATH'] ?? '', DAYBOOK_DATA: data };
    const child = spawn(process.execPath, [PROGRAM, ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    // As `| head -0` does.
    child.stdout.destroy();
    let errors = '';
    child.stderr.on('data', (text) => {
      errors += text;
    });
    const [code] = await once(child, 'close');
    assert.deepEqual([code, errors], [0, ''], args.join(' '));
  }
});
