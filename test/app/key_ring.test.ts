import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machineClock } from '../../src/app/clock.js';
import { hashOfKey, type Identity, KeyRing } from '../../src/app/key_ring.js';
import type { ApiKey } from '../../src/core/platform/api_key/types.js';
import type { ListQuery, Reader } from '../../src/store/port.js';

const SCOPES = [
  { scope: 1, account: 'acct_1', livemode: false },
  { scope: 2, account: 'acct_1', livemode: true },
];
const KEY = 'sk_test_aKeyOfThisTest';
const NOW_MS = 1_800_000_000_000;

/** A store with one key in test mode, which the test may change; counts how often it is asked. */
function storeWith(change: Partial<ApiKey> = {}): { reader: Reader; key: ApiKey | undefined; asked: number } {
  const store = {
    key: { id: 'key_1', created: 1, type: 'secret', hash: hashOfKey(KEY), last4: 'Test', ...change } as
      | ApiKey
      | undefined,
    asked: 0,
    reader: {
      list: async ({ scope, where }: ListQuery) => {
        store.asked += 1;
        const { key } = store;
        if (key === undefined || scope !== 1 || where[0]?.value !== key.hash) return { items: [], has_more: false };
        return { items: [{ kind: 'api_key', id: key.id, version: 1, document: JSON.stringify(key) }], has_more: false };
      },
    } as unknown as Reader,
  };
  return store;
}

test('a key is found by its hash, in its own mode only', async () => {
  const ring = new KeyRing(storeWith().reader, SCOPES, machineClock);
  const identity = (await ring.identify(KEY, false, NOW_MS)) as Identity;
  assert.deepEqual([identity.key.id, identity.scope.scope], ['key_1', 1]);
  assert.equal(await new KeyRing(storeWith().reader, SCOPES, machineClock).identify(KEY, true, NOW_MS), undefined);
  assert.equal(await ring.identify(`${KEY}x`, false, NOW_MS), undefined);
});

/** A key ring by a clock that the test moves. */
function ringWith(reader: Reader) {
  let now_ms = 0;
  const ring = new KeyRing(reader, SCOPES, { steadyMs: () => now_ms });
  return { ring, pass: (ms: number) => (now_ms += ms) };
}

test('the store is asked once a second, however many requests come, wherever the clock is set to', async () => {
  const store = storeWith();
  const { ring, pass } = ringWith(store.reader);
  for (let ms = 0; ms < 1_000; ms += 10) {
    await ring.identify(KEY, false, NOW_MS - 60_000 * ms);
    pass(10);
  }
  assert.equal(store.asked, 1);
  await ring.identify(KEY, false, NOW_MS);
  assert.equal(store.asked, 2);
});

test('a key that was ended at once stays ended where the clock is set to before that', async () => {
  const hour_ago_ms = NOW_MS - 3_600_000;
  for (const [ended, expected] of [
    [{}, 'expired'],
    [{ rolled_to: 'key_2', ended: true }, 'expired'],
    [{ rolled_to: 'key_2' }, 'works'],
  ] as const) {
    const { ring } = ringWith(storeWith({ expires_at: NOW_MS / 1000, ...ended }).reader);
    const found = await ring.identify(KEY, false, hour_ago_ms);
    assert.equal(typeof found === 'object' ? 'works' : found, expected, JSON.stringify(ended));
  }
});

test('a key that was revoked elsewhere is refused a second later', async () => {
  const store = storeWith();
  const { ring, pass } = ringWith(store.reader);
  assert.ok(typeof (await ring.identify(KEY, false, NOW_MS)) === 'object');
  store.key = { ...(store.key as ApiKey), expires_at: NOW_MS / 1000 };
  pass(1_000);
  assert.equal(await ring.identify(KEY, false, NOW_MS - 3_600_000), 'expired', 'also where the clock was set back');
  store.key = undefined;
  pass(1_000);
  assert.equal(await ring.identify(KEY, false, NOW_MS), undefined);
});

test('what was asked before a key was revoked is not remembered after it', async () => {
  const store = storeWith();
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const slow = {
    async list(query: ListQuery) {
      const found = await store.reader.list(query);
      await answered;
      return found;
    },
  } as unknown as Reader;
  const ring = new KeyRing(slow, SCOPES, machineClock);
  const early = ring.identify(KEY, false, NOW_MS);
  await new Promise((resolve) => setImmediate(resolve));
  store.key = undefined;
  ring.forget();
  answer();
  assert.equal(await early, undefined);
  assert.equal(await ring.identify(KEY, false, NOW_MS), undefined);
});

test('a key whose time ends is refused from that moment, although it is remembered', async () => {
  const ring = new KeyRing(
    storeWith({ expires_at: NOW_MS / 1000 + 0.5, rolled_to: 'key_2' }).reader,
    SCOPES,
    machineClock,
  );
  assert.ok(typeof (await ring.identify(KEY, false, NOW_MS + 499)) === 'object');
  assert.equal(await ring.identify(KEY, false, NOW_MS + 500), 'expired');
});

test('a key that is made after it was refused works at once', async () => {
  const store = storeWith();
  const { key } = store;
  store.key = undefined;
  const ring = new KeyRing(store.reader, SCOPES, machineClock);
  assert.equal(await ring.identify(KEY, false, NOW_MS), undefined);
  store.key = key;
  assert.ok(typeof (await ring.identify(KEY, false, NOW_MS)) === 'object');
});
