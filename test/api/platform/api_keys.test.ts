/** Keys over the API: shown once, rolled, revoked, and never a way to more rights than one has. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { request, TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { journalOf } from '../../support/ledger.js';

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook?.remove());

    const by = (key: string, more: Record<string, string> = {}) => ({ Authorization: `Bearer ${key}`, ...more });
    const post = (path: string, form = '', key = TEST_KEY, more = {}) =>
      request(daybook, 'POST', `/v1/daybook/api_keys${path}`, form, by(key, more));
    const works = async (key: string) => (await request(daybook, 'GET', '/v1/customers', '', by(key))).status;

    test('a key is shown when it is made, works at once, and is never shown again', async () => {
      const { status, body } = await post('', 'type=secret&name=for the shop');
      assert.equal(status, 200);
      const { key, id, created, ...rest } = body;
      assert.match(key, /^sk_test_[A-Za-z0-9]{40}$/);
      assert.ok(created > 1_700_000_000);
      assert.deepEqual(rest, {
        object: 'api_key',
        expires_at: null,
        last4: key.slice(-4),
        livemode: false,
        name: 'for the shop',
        permissions: null,
        rolled_to: null,
        status: 'active',
        type: 'secret',
      });
      assert.equal(await works(key), 200);
      const { body: again } = await request(daybook, 'GET', `/v1/daybook/api_keys/${id}`);
      assert.deepEqual(again, { id, created, ...rest });
      const list = await request(daybook, 'GET', '/v1/daybook/api_keys', 'limit=1');
      assert.deepEqual(list.body.data, [{ id, created, ...rest }]);
      assert.ok(!JSON.stringify(await journalOf(daybook)).includes(key), 'nor is it in the journal');
    });

    test('a repeated request makes no second key, and shows no text', async () => {
      const repeated = { 'Idempotency-Key': 'make-one' };
      const first = await post('', 'type=publishable', TEST_KEY, repeated);
      const second = await post('', 'type=publishable', TEST_KEY, repeated);
      assert.match(first.body.key, /^pk_test_/);
      assert.equal(second.headers.get('idempotent-replayed'), 'true');
      assert.equal(second.body.id, first.body.id);
      assert.equal(second.body.key, undefined);
    });

    test('a rolled key is replaced by one with the same rights, and works on for as long as was asked', async () => {
      const old = (await post('', 'type=restricted&name=r&permissions[customers]=read')).body;
      const { body: fresh } = await post(`/${old.id}/roll`, 'expires_in=3600');
      assert.match(fresh.key, /^rk_test_/);
      assert.notEqual(fresh.key, old.key);
      assert.deepEqual(
        [fresh.name, fresh.permissions, fresh.type, fresh.status],
        ['r', { customers: 'read' }, 'restricted', 'active'],
      );
      assert.deepEqual([await works(old.key), await works(fresh.key)], [200, 200]);
      const { body: before_end } = await request(daybook, 'GET', `/v1/daybook/api_keys/${old.id}`);
      assert.deepEqual([before_end.status, before_end.rolled_to], ['expiring', fresh.id]);
      const { body: last } = await post(`/${fresh.id}/roll`);
      assert.deepEqual([await works(fresh.key), await works(last.key)], [401, 200], 'at once, without a time');
      assert.equal((await request(daybook, 'GET', `/v1/daybook/api_keys/${fresh.id}`)).body.status, 'rolled');
      const again = await post(`/${fresh.id}/roll`);
      assert.equal(again.status, 400);
      assert.match(again.body.error.message, /has expired or was revoked already/);
    });

    test('a revoked key is refused at once, and stays in the list', async () => {
      const { id, key } = (await post('', 'type=secret')).body;
      assert.equal(await works(key), 200);
      const { status, body } = await request(daybook, 'DELETE', `/v1/daybook/api_keys/${id}`);
      assert.deepEqual([status, body.status, body.key], [200, 'revoked', undefined]);
      assert.equal(await works(key), 401);
      assert.equal((await request(daybook, 'DELETE', `/v1/daybook/api_keys/${id}`)).status, 400);
      const { data } = (await request(daybook, 'GET', '/v1/daybook/api_keys', 'limit=1')).body;
      assert.deepEqual([data[0].id, data[0].status], [id, 'revoked']);
    });

    test('keys belong to their mode', async () => {
      const { id } = (await post('', 'type=secret')).body;
      const LIVE = 'sk_live_aLiveKeyThatIsLongEnough';
      assert.match((await post('', 'type=secret', LIVE)).body.key, /^sk_live_/);
      assert.equal((await request(daybook, 'GET', `/v1/daybook/api_keys/${id}`, '', by(LIVE))).status, 404);
      assert.equal((await post(`/${id}/roll`, '', LIVE)).status, 404);
    });

    test('no key makes or replaces one that may do more than it may itself', async () => {
      const restricted = async (permissions: string) => (await post('', `type=restricted&${permissions}`)).body;
      const manager = (await restricted('permissions[api_keys]=write&permissions[customers]=read')).key;
      const secret = (await post('', 'type=secret')).body;
      const writer = await restricted('permissions[customers]=write');
      const count = (await journalOf(daybook)).length;
      for (const [path, form] of [
        ['', 'type=secret'],
        ['', 'type=restricted&permissions[customers]=write'],
        ['', 'type=restricted&permissions[refunds]=read'],
        [`/${secret.id}/roll`, ''],
        [`/${writer.id}/roll`, ''],
      ] as const) {
        const { status, body } = await post(path, form, manager);
        assert.deepEqual([status, body.key], [403, undefined], `${path} ${form}`);
        assert.match(body.error.message, /may do more than it may itself/);
      }
      assert.equal((await journalOf(daybook)).length, count, 'nothing was changed');
      for (const form of [
        'type=publishable',
        'type=restricted&permissions[customers]=read',
        'type=restricted&permissions[api_keys]=write',
        'type=restricted&permissions[api_keys]=read',
      ]) {
        assert.equal((await post('', form, manager)).status, 200, form);
      }
      const reader = (await restricted('permissions[api_keys]=read')).key;
      assert.equal((await request(daybook, 'GET', '/v1/daybook/api_keys', '', by(reader))).status, 200);
      assert.equal((await post('', 'type=publishable', reader)).status, 403);
      assert.equal((await request(daybook, 'DELETE', `/v1/daybook/api_keys/${secret.id}`, '', by(reader))).status, 403);
      assert.equal((await request(daybook, 'GET', '/v1/daybook/api_keys', '', by(writer.key))).status, 403);
      const publishable = (await post('', 'type=publishable')).body.key;
      assert.equal((await request(daybook, 'GET', '/v1/daybook/api_keys', '', by(publishable))).status, 401);
    });

    test('what makes no key is refused, with its name', async () => {
      for (const [form, param] of [
        ['', 'type'],
        ['type=admin', 'type'],
        ['type=restricted', 'permissions'],
        ['type=restricted&permissions[customers]=all', 'permissions[customers]'],
        ['type=restricted&permissions[planets]=read', 'permissions[planets]'],
        ['type=secret&permissions[customers]=read', 'permissions'],
        ['type=publishable&permissions[customers]=read', 'permissions'],
        [`type=secret&name=${'x'.repeat(201)}`, 'name'],
        ['type=secret&name=', 'name'],
      ]) {
        const { status, body } = await post('', form);
        assert.deepEqual([status, body.error.param], [400, param], form);
      }
      const { id } = (await post('', 'type=publishable')).body;
      assert.equal((await post(`/${id}/roll`, 'expires_in=-1')).body.error.param, 'expires_in');
      assert.equal((await post(`/${id}/roll`, 'expires_in=2592001')).body.error.param, 'expires_in');
      assert.equal((await post('/key_unknown/roll')).status, 404);
    });

    test('rolling the key that is kept in the data folder keeps the new one there', async () => {
      const generated = await engine.start({ test_secret_key: undefined });
      try {
        const file = join(generated.settings.data_folder, 'test_secret_key');
        const kept = readFileSync(file, 'utf8').trim();
        const { body } = await request(generated, 'GET', '/v1/daybook/api_keys', '', by(kept));
        const rolled = await request(generated, 'POST', `/v1/daybook/api_keys/${body.data[0].id}/roll`, '', by(kept));
        assert.equal(readFileSync(file, 'utf8').trim(), rolled.body.key);
        const other = await request(generated, 'POST', '/v1/daybook/api_keys', 'type=secret', by(rolled.body.key));
        await request(generated, 'POST', `/v1/daybook/api_keys/${other.body.id}/roll`, '', by(rolled.body.key));
        assert.equal(readFileSync(file, 'utf8').trim(), rolled.body.key, 'other keys are kept nowhere');
      } finally {
        await generated.remove();
      }
      assert.ok(!existsSync(join(daybook.settings.data_folder, 'test_secret_key')));
    });
  });
}
