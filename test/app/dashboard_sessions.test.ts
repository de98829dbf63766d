/** Sessions of the dashboard by the clock. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DashboardSessions, SESSION_SECONDS } from '../../src/app/dashboard/sessions.js';
import { type Identity, KeyRing } from '../../src/app/key_ring.js';
import type { ApiKey } from '../../src/core/platform/api_key/types.js';
import type { Reader } from '../../src/store/port.js';

const SCOPES = [
  { scope: 1, account: 'acct_1', livemode: false },
  { scope: 2, account: 'acct_1', livemode: true },
];
const NOW_MS = 1_800_000_000_000;

function identity(livemode: boolean, change: Partial<ApiKey> = {}): Identity {
  const key: ApiKey = { id: livemode ? 'key_live' : 'key_test', created: 1, type: 'secret', hash: 'h', last4: 'abcd' };
  return { key: { ...key, ...change }, scope: livemode ? (SCOPES[1] as never) : (SCOPES[0] as never) };
}

function sessionsOver(keys: Map<string, ApiKey>, secret = 'secret', steady_ms = () => 0): DashboardSessions {
  const reader = {
    get: async (scope: number, kind: string, id: string) => {
      const key = keys.get(`${scope}/${id}`);
      return key && { kind, id, version: 1, document: JSON.stringify(key) };
    },
  } as unknown as Reader;
  return new DashboardSessions(secret, new KeyRing(reader, SCOPES, { steadyMs: steady_ms }));
}

const keys = () =>
  new Map([identity(false), identity(true)].map(({ key, scope }) => [`${scope.scope}/${key.id}`, key]));
const ids = async (sessions: DashboardSessions, text: string, now_ms: number) =>
  (await sessions.identities(text, now_ms)).map(({ key }) => key.id);

test('a session ends after twelve hours, each mode by its own clock', async () => {
  const sessions = sessionsOver(keys());
  const first = sessions.signedIn(undefined, identity(false), NOW_MS);
  const later_ms = NOW_MS + 3_600_000;
  const both = sessions.signedIn(first, identity(true), later_ms);
  const end_ms = NOW_MS + SESSION_SECONDS * 1000;
  assert.deepEqual(await ids(sessions, both, end_ms - 1), ['key_test', 'key_live']);
  assert.deepEqual(await ids(sessions, both, end_ms), ['key_live'], 'signing in again does not prolong the other mode');
  assert.deepEqual(await ids(sessions, both, end_ms + 3_600_000), []);
});

test('a key takes the place of the one that was signed in with before in its mode', () => {
  const sessions = sessionsOver(keys());
  const first = sessions.signedIn(undefined, identity(false), NOW_MS);
  const second = sessions.signedIn(first, identity(false, { id: 'key_other' }), NOW_MS);
  assert.deepEqual(
    sessions.signIns(second, NOW_MS).map(({ key }) => key),
    ['key_other'],
  );
});

test('a key that is revoked, rolled, publishable or gone has no session; what is known is asked again', async () => {
  for (const change of [
    { expires_at: NOW_MS / 1000 },
    { rolled_to: 'key_2', expires_at: NOW_MS },
    { type: 'publishable' },
  ] as const) {
    const stored = keys();
    let passed_ms = 0;
    const sessions = sessionsOver(stored, 'secret', () => passed_ms);
    const text = sessions.signedIn(undefined, identity(false), NOW_MS);
    assert.deepEqual(await ids(sessions, text, NOW_MS), ['key_test']);
    stored.set('1/key_test', identity(false, change).key);
    passed_ms = 1_001;
    assert.deepEqual(await ids(sessions, text, NOW_MS), []);
    stored.delete('1/key_test');
    passed_ms = 2_002;
    assert.deepEqual(await ids(sessions, text, NOW_MS), []);
  }
});

test('another secret signs otherwise', () => {
  const text = sessionsOver(keys()).signedIn(undefined, identity(false), NOW_MS);
  assert.deepEqual(sessionsOver(keys(), 'other').signIns(text, NOW_MS), []);
  assert.equal(sessionsOver(keys()).signIns(text, NOW_MS).length, 1);
});
