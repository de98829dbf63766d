import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { call, daybook, GUARANTEED, serve, temporaryFolder } from '../support/cli.js';

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test('a first start: the banner, a request ready to paste, private files, health', async () => {
  const data = join(temporaryFolder(), 'data');
  const running = await serve(data);
  const { stdout } = running.output;
  assert.match(stdout, /Daybook \d+\.\d+\.\d+ is running\./);
  assert.match(stdout, /Address {3}http:\/\/127\.0\.0\.1:\d+\n/);
  assert.ok(stdout.includes(`Data      SQLite in ${join(data, 'daybook.sqlite')}\n`), stdout);
  const kept = readFileSync(join(data, 'test_secret_key'), 'utf8').trim();
  assert.ok(stdout.includes(`Test key  ${kept}  (kept in ${join(data, 'test_secret_key')})\n`), stdout);

  assert.match(stdout, new RegExp(`Dashboard ${running.address}/dashboard/sign-in/[\\w-]{32}\n`));

  const pasted = spawnSync('sh', ['-c', `${stdout.slice(stdout.indexOf('curl '))} -s`.replaceAll('\n\n', '')]);
  const record = JSON.parse(pasted.stdout.toString());
  assert.equal(record.object, 'payment_record');
  assert.equal(record.amount_guaranteed.value, 2000);

  assert.equal(mode(data), '700');
  for (const file of readdirSync(data)) assert.equal(mode(join(data, file)), '600', file);

  const health = await fetch(`${running.address}/health`);
  assert.deepEqual([health.status, await health.json()], [200, { status: 'ok' }]);
  const ready = await fetch(`${running.address}/ready`);
  assert.deepEqual([ready.status, await ready.json()], [200, { status: 'ready' }]);

  assert.equal(await running.stop(), 0);
  const logged = running.output.stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).msg);
  assert.deepEqual(logged, ['started', 'stopping: running requests are finished first', 'stopped']);
});

test('the database is private in a folder that others may enter', async () => {
  const data = temporaryFolder();
  mkdirSync(join(data, 'open'), { mode: 0o755 });
  await daybook(['migrate', '--data', join(data, 'open')]);
  assert.equal(mode(join(data, 'open', 'daybook.sqlite')), '600');
});

test('the key survives restarts and is in no file of the database and in no log', async () => {
  const data = temporaryFolder();
  const live_key = 'sk_live_aKeyThatNobodyMayReadAnywhere';
  const environment = { DAYBOOK_LIVE_SECRET_KEY: live_key, DAYBOOK_LOG_LEVEL: 'trace' };
  const first = await serve(data, environment);
  assert.equal(
    (await call(first.address, first.test_key, 'POST', '/v1/payment_records/report_payment', GUARANTEED)).status,
    200,
  );
  assert.equal((await call(first.address, live_key, 'GET', '/v1/payment_records')).status, 200);
  assert.equal((await call(first.address, 'sk_test_notAKeyOfThisPlaceAtAll', 'GET', '/v1/events')).status, 401);
  await first.stop();
  const second = await serve(data, environment);
  assert.equal(second.test_key, first.test_key);
  assert.ok(!second.output.stdout.includes(first.test_key), 'it is not new');
  assert.ok(
    second.output.stdout.includes(`Test key  kept in ${join(data, 'test_secret_key')}\n`),
    second.output.stdout,
  );
  assert.match(second.output.stdout, /\/dashboard\n/, 'and nobody looks at a terminal');
  assert.equal((await call(second.address, second.test_key, 'GET', '/v1/payment_records')).body.data.length, 1);
  const files = readdirSync(data).filter((name) => name.startsWith('daybook.sqlite'));
  assert.ok(files.length >= 1);
  for (const file of files) {
    const bytes = readFileSync(join(data, file));
    for (const key of [first.test_key, live_key]) assert.equal(bytes.indexOf(key.slice(8, -4)), -1, file);
  }
  await second.stop();
  for (const { output } of [first, second]) {
    for (const key of [first.test_key, live_key]) assert.ok(!output.stderr.includes(key.slice(8, -4)));
    assert.ok(!output.stdout.includes(live_key));
  }
});

test('a key that is given is accepted, and no file is made', async () => {
  const data = temporaryFolder();
  const key = 'sk_test_givenByItsOwnerLongEnough';
  const running = await serve(data, {}, ['--test-secret-key', key]);
  assert.match(running.output.stdout, /Test key {2}the one that is set\n/);
  assert.ok(!running.output.stdout.includes(key));
  assert.equal((await call(running.address, key, 'GET', '/v1/events')).status, 200);
  assert.ok(!readdirSync(data).includes('test_secret_key'));
  await running.stop();
  const again = await serve(data);
  assert.match(again.output.stdout, /Test key {2}none is known on this machine; make one with: daybook keys create/);
  await again.stop();
});

test('a kept key that was revoked is replaced by a new one', async () => {
  const data = temporaryFolder();
  const first = await serve(data);
  await first.stop();
  const [key] = JSON.parse((await daybook(['keys', 'list', '--json', '--data', data])).stdout);
  assert.equal((await daybook(['keys', 'revoke', key.id, '--data', data])).code, 0);
  const second = await serve(data);
  assert.notEqual(second.test_key, first.test_key);
  assert.equal((await call(second.address, second.test_key, 'GET', '/v1/events')).status, 200);
  assert.equal((await call(second.address, first.test_key, 'GET', '/v1/events')).body.error.code, 'api_key_expired');
  await second.stop();
  assert.equal(readFileSync(join(data, 'test_secret_key'), 'utf8'), `${second.test_key}\n`);
  assert.equal(mode(join(data, 'test_secret_key')), '600');
  const third = await serve(data);
  assert.equal(third.test_key, second.test_key);
  await third.stop();
});

test('a key given by setting that was revoked keeps the server from starting', async () => {
  const data = temporaryFolder();
  const environment = { DAYBOOK_DATA: data, DAYBOOK_TEST_SECRET_KEY: 'sk_test_givenByItsOwnerLongEnough', PORT: '0' };
  await (await serve(data, environment)).stop();
  const [key] = JSON.parse((await daybook(['keys', 'list', '--json'], environment)).stdout);
  await daybook(['keys', 'revoke', key.id], environment);
  const { code, stderr } = await daybook(['serve'], environment);
  assert.equal(code, 1);
  assert.match(stderr, /^daybook: The key in DAYBOOK_TEST_SECRET_KEY was revoked .*\n$/);
});

test('a file that holds no key is named, not used', async () => {
  const data = temporaryFolder();
  writeFileSync(join(data, 'test_secret_key'), 'nonsense\n');
  const { code, stderr } = await daybook(['serve'], { DAYBOOK_DATA: data, PORT: '0' });
  assert.equal(code, 1);
  assert.match(stderr, /^daybook: .*test_secret_key does not hold a test key\. Remove it.*\n$/);
});

test('servers that start at the same time on the same data agree on one key', async () => {
  const data = temporaryFolder();
  const servers = await Promise.all([serve(data), serve(data), serve(data)]);
  assert.equal(new Set(servers.map((server) => server.test_key)).size, 1);
  for (const server of servers) {
    assert.equal((await call(server.address, server.test_key, 'GET', '/v1/events')).status, 200);
  }
  assert.deepEqual(await Promise.all(servers.map((server) => server.stop())), [0, 0, 0]);
});

test('a port that is taken is named in one line', async () => {
  const running = await serve(temporaryFolder());
  const { port } = new URL(running.address);
  const { code, stderr } = await daybook(['serve', '--port', port], { DAYBOOK_DATA: temporaryFolder() });
  assert.equal(code, 1);
  assert.match(stderr, new RegExp(`^daybook: Port ${port} on 127.0.0.1 is in use\\. .*\n$`));
  await running.stop();
});

test('listening on every network is warned of in one line', async () => {
  const running = await serve(temporaryFolder(), { HOST: '0.0.0.0' });
  await running.stop();
  const warnings = running.output.stderr.split('\n').filter((line) => line.includes('"level":40'));
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /not encrypted/);
});

test('secrets given as flags are taken off the command line that the system shows', {
  skip: process.platform !== 'linux',
}, async () => {
  const key = 'sk_live_givenOnTheCommandLine123';
  const running = await serve(temporaryFolder(), {}, ['--live-secret-key', key]);
  const shown = spawnSync('ps', ['ax', '-o', 'args']).stdout.toString();
  assert.ok(shown.length > 0 && !shown.includes(key));
  await running.stop();
});
