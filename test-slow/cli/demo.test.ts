/** `daybook demo` on both engines, as people use it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, daybook, GUARANTEED, serve, temporaryFolder } from '../../test/support/cli.js';
import { engines, type TestDatabase } from '../../test/support/engines.js';

const SMALL = ['demo', '--payments', '400', '--days', '45'];
const KEY = 'sk_test_demo0123456789abcdef';

function environmentOf({ location }: TestDatabase): Record<string, string> {
  const { data_folder, database_url } = location;
  return { DAYBOOK_DATA: data_folder, ...(database_url === undefined ? {} : { DATABASE_URL: database_url }) };
}

for (const engine of engines()) {
  test(`demo fills an installation, once; ${engine.name}`, { skip: engine.skip }, async () => {
    const database = await engine.make();
    const environment = environmentOf(database);
    const made = await daybook(SMALL, environment);
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout, /^Made 400 payments of 45 days in /);
    assert.match(made.stdout, /daybook serve/);
    assert.match(made.stdout, /\/dashboard/);
    const count = (name: string) => Number(new RegExp(`^ {2}${name} +(\\d+)$`, 'm').exec(made.stdout)?.[1] ?? 0);
    const states = ['guaranteed', 'failed', 'canceled', 'refunded', 'partially refunded', 'authorized', 'initiated'];
    assert.equal(
      states.map(count).reduce((sum, value) => sum + value),
      400,
    );
    for (const name of [...states, 'customers', 'refunds', 'reported refunds', 'disputes', 'early fraud warnings']) {
      assert.ok(count(name) > 0, name);
    }

    const verified = await daybook(['verify'], environment);
    assert.equal(verified.code, 0, verified.stdout);
    assert.match(verified.stdout, new RegExp(`, ${count('events')} events: no differences\\.\\n$`));

    const again = await daybook(SMALL, environment);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /^daybook: The test account of this installation has data already.*--data.*\n$/);
    assert.deepEqual((await daybook(['verify'], environment)).stdout, verified.stdout, 'nothing was changed');

    // The first start has nothing to make up for, and goes on from where the demo ended.
    const server = await serve(database.location.data_folder, { ...environment, DAYBOOK_TEST_SECRET_KEY: KEY });
    const { body } = await call(server.address, KEY, 'GET', '/v1/payment_records?limit=1');
    assert.ok(body.data[0].created > Date.now() / 1000 - 2 * 24 * 60 * 60);
    assert.equal(body.has_more, true);
    assert.equal(await server.stop(), 0);
    await database.remove();
  });

  test(`demo leaves live mode and what was started alone; ${engine.name}`, { skip: engine.skip }, async () => {
    const live = await engine.make();
    assert.equal((await daybook(['keys', 'create', '--live'], environmentOf(live))).code, 0);
    const beside_live = await daybook(SMALL, environmentOf(live));
    assert.equal(beside_live.code, 1);
    assert.match(beside_live.stderr, /^daybook: This installation has live keys or live data.*\n$/);
    await live.remove();

    const started = await engine.make();
    assert.equal((await daybook(['keys', 'create'], environmentOf(started))).code, 0);
    const late = await daybook(SMALL, environmentOf(started));
    assert.equal(late.code, 1);
    assert.match(late.stderr, /^daybook: This installation has been started already.*\n$/);
    assert.match((await daybook(['verify'], environmentOf(started))).stdout, /^Verified 1 objects, 1 journal entries/);
    await started.remove();
  });
}

test('demo leaves an account alone that has a single payment', async () => {
  const data = temporaryFolder();
  const server = await serve(data);
  assert.equal(
    (await call(server.address, server.test_key, 'POST', '/v1/payment_records/report_payment', GUARANTEED)).status,
    200,
  );
  assert.equal(await server.stop(), 0);
  const { code, stderr } = await daybook(SMALL, { DAYBOOK_DATA: data });
  assert.equal(code, 1);
  assert.match(stderr, /has data already/);
});
