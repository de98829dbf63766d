/** Who gets into the dashboard, and what its session is good for: every way in that should be shut is tried. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createKey, revokeKey, rollKey } from '../../../../src/app/keys.js';
import {
  asDashboard,
  FROM_DASHBOARD,
  postSession,
  type Session,
  sessionOf,
  signIn,
} from '../../../support/dashboard.js';
import { LIVE_KEY, request, TEST_KEY, type TestDaybook } from '../../../support/daybook.js';
import { engines } from '../../../support/engines.js';
import { journalOf, withLedger } from '../../../support/ledger.js';
import { startObserved } from '../../../support/observed.js';

const PAYMENT =
  'amount_requested[currency]=usd&amount_requested[value]=1000&initiated_at=1735689600&payment_method_details[payment_method]=pm_card_visa';
const REPORT = '/v1/payment_records/report_payment';
/** The ring of keys trusts what it knows for a second. */
const forgotten = () => new Promise((resolve) => setTimeout(resolve, 1_100));

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let session: Session;
    before(async () => {
      daybook = await engine.start();
      session = await signIn(daybook, TEST_KEY);
    });
    after(() => daybook?.remove());

    const read = (headers: Readonly<Record<string, string>>) => asDashboard(daybook, 'GET', '/v1/customers', headers);
    const describeSession = (headers: Readonly<Record<string, string>>) =>
      asDashboard(daybook, 'GET', '/v1/daybook/sessions', headers);

    test('signing in sets a cookie that scripts cannot read and other sites do not send', async () => {
      assert.match(
        session.set_cookie,
        /^daybook_session=[\w-]+\.[\w-]+; HttpOnly; SameSite=Strict; Path=\/; Max-Age=43200$/,
      );
      const secure = await signIn(daybook, TEST_KEY, { 'X-Forwarded-Proto': 'https' });
      assert.match(secure.set_cookie, /; Max-Age=43200; Secure$/);
      const said = Buffer.from(session.value.split('.')[0] ?? '', 'base64url').toString();
      assert.match(said, /^\[\{"livemode":false,"key":"key_\w+","ends_at":\d+\}\]$/, 'no key is in it');
    });

    test('the session says who is signed in, in each mode', async () => {
      const { status, body } = await describeSession(session.headers);
      assert.equal(status, 200);
      assert.match(body.version, /^\d+\.\d+\.\d+$/);
      assert.match(body.modes[0].account, /^acct_\w{16}$/);
      assert.match(body.modes[0].key.id, /^key_/);
      assert.deepEqual(
        body.modes.map(({ livemode, key }: { livemode: boolean; key: Record<string, unknown> }) => [
          livemode,
          key['type'],
          key['name'],
          key['permissions'],
        ]),
        [[false, 'secret', 'provisioned at start', null]],
      );
      const none = await describeSession({});
      assert.equal(none.status, 401);
      assert.equal(
        none.body.error.message,
        'You are not signed in to the dashboard, or your session is over. Sign in with a key.',
      );
    });

    test('a second key adds its mode, and the header chooses between them', async () => {
      const both = await signIn(daybook, LIVE_KEY, { Cookie: `daybook_session=${session.value}` });
      const modes = (await describeSession(both.headers)).body.modes.map(
        (mode: { livemode: boolean }) => mode.livemode,
      );
      assert.deepEqual(modes, [false, true]);
      await asDashboard(daybook, 'POST', '/v1/customers', { ...both.headers, 'Daybook-Mode': 'live' }, 'name=Live');
      const names = async (mode: Record<string, string>) =>
        (await read({ ...both.headers, ...mode })).body.data.map(({ name }: { name: string }) => name);
      assert.deepEqual(await names({ 'Daybook-Mode': 'live' }), ['Live']);
      assert.deepEqual(await names({ 'Daybook-Mode': 'test' }), []);
      assert.deepEqual(await names({}), [], 'test mode if nothing is said');
      const odd = await read({ ...both.headers, 'Daybook-Mode': 'LIVE' });
      assert.equal(odd.status, 400);
      assert.equal(odd.body.error.message, 'Invalid Daybook-Mode: LIVE; it must be test or live.');
      const missing = await read({ ...session.headers, 'Daybook-Mode': 'live' });
      assert.equal(missing.status, 401);
      assert.match(missing.body.error.message, /^You are not signed in to the dashboard in live mode\./);
    });

    test('the cookie alone is nobody: a request that another site caused changes nothing', async () => {
      const { 'Daybook-Dashboard': _header, ...cookie_only } = session.headers;
      const count = async () => (await request(daybook, 'GET', '/v1/payment_records', 'limit=100')).body.data.length;
      const before_all = await count();
      const without = await asDashboard(daybook, 'POST', REPORT, cookie_only, PAYMENT);
      assert.equal(without.status, 401);
      assert.match(without.body.error.message, /^You did not provide an API key/);
      for (const site of ['cross-site', 'same-site', 'none']) {
        const claimed = { ...session.headers, 'Sec-Fetch-Site': site };
        const refused = await asDashboard(daybook, 'POST', REPORT, claimed, PAYMENT);
        assert.equal(refused.status, 403, site);
        assert.equal((await describeSession(claimed)).status, 403, site);
      }
      assert.equal(
        (await asDashboard(daybook, 'POST', REPORT, { ...cookie_only, 'Daybook-Dashboard': '0' }, PAYMENT)).status,
        401,
      );
      assert.equal(await count(), before_all);
      const own = await asDashboard(
        daybook,
        'POST',
        REPORT,
        { ...session.headers, 'Sec-Fetch-Site': 'same-origin' },
        PAYMENT,
      );
      assert.equal(own.status, 200);
      assert.equal(await count(), before_all + 1);
    });

    test('no page of another origin is allowed to send the header', async () => {
      const response = await fetch(`${daybook.address}/v1/customers`, {
        method: 'OPTIONS',
        headers: {
          Origin: 'https://evil.example',
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'daybook-dashboard',
        },
      });
      assert.equal(response.headers.get('access-control-allow-origin'), null);
      assert.equal(response.headers.get('access-control-allow-headers'), null);
    });

    test('signing in and out is refused to other sites, and to what is no JSON', async () => {
      const body = JSON.stringify({ key: TEST_KEY });
      for (const [headers, status] of [
        [{ 'Daybook-Dashboard': '' }, 403],
        [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
        [{ 'Content-Type': 'text/plain' }, 400],
        [{ 'Content-Type': 'application/x-www-form-urlencoded' }, 400],
      ] as const) {
        const response = await postSession(daybook, body, headers);
        assert.deepEqual(
          [response.status, response.headers.get('set-cookie')],
          [status, null],
          JSON.stringify(headers),
        );
      }
      const cookie = { Cookie: session.headers['Cookie'] ?? '' };
      assert.equal((await asDashboard(daybook, 'DELETE', '/v1/daybook/sessions', cookie)).status, 403);
    });

    test('a key that is wrong, publishable or missing begins no session, and no browser asks for a password', async () => {
      const { text } = await withLedger(daybook, ({ ledger }) =>
        createKey(ledger, { type: 'publishable', livemode: false, name: undefined, permissions: undefined }),
      );
      for (const [body, status, message] of [
        ['{"key":"sk_test_0000000000000000wrong"}', 401, /^Invalid API Key provided: sk_test_\*+rong$/],
        ['{"key":"nonsense"}', 401, /^Invalid API Key provided/],
        [JSON.stringify({ key: text }), 401, /cannot be made with a publishable API key/],
        ['{"key":""}', 400, /^Missing required param: key\.$/],
        ['{"key":["sk"]}', 400, /^Missing required param: key\.$/],
        ['null', 400, /^Missing required param: key\.$/],
        ['{', 400, /^Missing required param: key\.$/],
      ] as const) {
        const response = await postSession(daybook, body);
        const { error } = (await response.json()) as { error: { message: string } };
        assert.equal(response.status, status, body);
        assert.match(error.message, message);
        assert.equal(response.headers.get('set-cookie'), null);
        assert.equal(response.headers.get('www-authenticate'), null);
      }
      const unknown = await read({ ...FROM_DASHBOARD });
      assert.deepEqual([unknown.status, unknown.headers.get('www-authenticate')], [401, null]);
      const by_key = await fetch(`${daybook.address}/v1/customers`);
      assert.equal(by_key.headers.get('www-authenticate'), 'Basic realm="Daybook"', 'others are still asked');
    });

    test('a session that was tampered with, in any part, is none', async () => {
      const [content = '', signature = ''] = session.value.split('.');
      const said = JSON.parse(Buffer.from(content, 'base64url').toString());
      const forged = (change: object) => Buffer.from(JSON.stringify([{ ...said[0], ...change }])).toString('base64url');
      for (const value of [
        `${forged({ ends_at: said[0].ends_at + 1 })}.${signature}`,
        `${forged({ livemode: true })}.${signature}`,
        `${content}.${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : 'A'}`,
        `${content}.`,
        content,
        `.${signature}`,
        '',
        'garbage.garbage',
      ]) {
        const headers = { ...FROM_DASHBOARD, Cookie: `daybook_session=${value}` };
        assert.equal((await read(headers)).status, 401, value);
      }
    });

    test('a session of another installation is none here', async () => {
      const other = await engine.start();
      try {
        const { headers } = await signIn(other, TEST_KEY);
        assert.equal((await read(headers)).status, 401);
      } finally {
        await other.remove();
      }
    });

    test('a key that is sent says who asks, whatever cookie comes along', async () => {
      const answer = await read({ ...session.headers, Authorization: 'Bearer sk_test_wrongwrongwrongwrong' });
      assert.equal(answer.status, 401);
    });

    test('a restricted key keeps its limits', async () => {
      const { text } = await withLedger(daybook, ({ ledger }) =>
        createKey(ledger, { type: 'restricted', livemode: false, name: 'reader', permissions: { customers: 'read' } }),
      );
      const restricted = await signIn(daybook, text);
      assert.deepEqual((await describeSession(restricted.headers)).body.modes[0].key.permissions, {
        customers: 'read',
      });
      assert.equal((await read(restricted.headers)).status, 200);
      const written = await asDashboard(daybook, 'POST', '/v1/customers', restricted.headers, 'name=x');
      assert.equal(written.status, 403);
      assert.match(
        written.body.error.message,
        new RegExp(`^The provided key 'rk_test_\\*{20}${text.slice(-4)}' does not have .*'customers:write'`),
      );
      assert.equal((await asDashboard(daybook, 'GET', '/v1/events', restricted.headers)).status, 403);
    });

    test('revoking or rolling a key ends its sessions, and leaves those of the other mode', async () => {
      for (const end of ['revoke', 'roll'] as const) {
        const { text, key } = await withLedger(daybook, ({ ledger }) =>
          createKey(ledger, { type: 'secret', livemode: false, name: end, permissions: undefined }),
        );
        const first = await signIn(daybook, text);
        const both = await signIn(daybook, LIVE_KEY, { Cookie: `daybook_session=${first.value}` });
        assert.equal((await read(both.headers)).status, 200);
        await withLedger(daybook, async ({ ledger }) => {
          const later = Math.floor(Date.now() / 1000) + 3600;
          if (end === 'revoke') await revokeKey(ledger, key.id);
          else await rollKey(ledger, daybook.settings.data_folder, key.id, later);
        });
        await forgotten();
        assert.equal((await read(both.headers)).status, 401, end);
        assert.equal((await read({ ...both.headers, 'Daybook-Mode': 'live' })).status, 200, end);
        assert.equal((await describeSession(first.headers)).status, 401, end);
        assert.equal((await postSession(daybook, JSON.stringify({ key: text }))).status, 401, end);
      }
    });

    test('signing out makes the browser forget the cookie', async () => {
      const response = await fetch(`${daybook.address}/v1/daybook/sessions`, {
        method: 'DELETE',
        headers: session.headers,
      });
      assert.equal(response.status, 204);
      assert.equal(
        response.headers.get('set-cookie'),
        'daybook_session=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0',
      );
    });

    test('signing out everywhere ends every copy of the cookie, and other browsers with the key, not the key', async () => {
      const { text, key } = await withLedger(daybook, ({ ledger }) =>
        createKey(ledger, { type: 'restricted', livemode: false, name: 'shared', permissions: { customers: 'read' } }),
      );
      const here = await signIn(daybook, text, {
        Cookie: `daybook_session=${(await signIn(daybook, LIVE_KEY)).value}`,
      });
      const there = await signIn(daybook, text);
      const others = await signIn(daybook, TEST_KEY);
      const live = await signIn(daybook, LIVE_KEY);
      const end = (headers: Readonly<Record<string, string>>, query: string) =>
        asDashboard(daybook, 'DELETE', `/v1/daybook/sessions${query}`, headers);
      assert.equal((await end(here.headers, '?everywhere=perhaps')).body.error.param, 'everywhere');
      assert.equal((await end(here.headers, '')).status, 204);
      assert.equal((await read(here.headers)).status, 200, 'a copy of the cookie works on after signing out here');
      const cross_site = { ...here.headers, 'Sec-Fetch-Site': 'cross-site' };
      assert.equal((await end(cross_site, '?everywhere=true')).status, 403);
      const ended = await end(here.headers, '?everywhere=true');
      assert.deepEqual([ended.status, ended.headers.get('set-cookie')?.split(';')[0]], [204, 'daybook_session=']);
      for (const [name, { headers }] of Object.entries({ here, there })) {
        assert.equal((await read(headers)).status, 401, name);
        assert.equal((await describeSession(headers)).status, 401, name);
      }
      const in_live = { ...live.headers, 'Daybook-Mode': 'live' };
      assert.equal((await read(in_live)).status, 401, 'of both modes');
      assert.equal((await read(others.headers)).status, 200, 'another key is not concerned');
      assert.equal((await end(here.headers, '?everywhere=true')).status, 401, 'it is over already');
      const by_key = { Authorization: `Bearer ${text}` };
      assert.equal((await request(daybook, 'GET', '/v1/customers', '', by_key)).status, 200, 'the key works on');
      const anew = await signIn(daybook, text);
      assert.equal((await read(anew.headers)).status, 200);
      assert.equal((await read(here.headers)).status, 401);
      const [entry] = (await journalOf(daybook)).filter(({ changes }) =>
        changes.some(({ id, version }) => id === key.id && version === 2),
      );
      assert.deepEqual([entry?.command, entry?.actor], ['api_key.end_sessions', `${key.id} (dashboard)`]);
    });

    test('the history shows the key, and that somebody was signed in with it', async () => {
      const made = await asDashboard(daybook, 'POST', REPORT, session.headers, PAYMENT);
      const path = `/v1/payment_records/${made.body.id}`;
      await request(daybook, 'POST', `${path}/report_payment_attempt_guaranteed`, 'guaranteed_at=1735689600');
      const { body } = await request(daybook, 'GET', `${path}/history`);
      const [by_key, by_dashboard] = body.data;
      assert.deepEqual([by_key.via, by_dashboard.via], [null, 'dashboard']);
      assert.match(by_dashboard.actor, /^key_\w{24}$/);
      assert.equal(by_dashboard.actor, by_key.actor);
    });
  });
}

test('wrong tries of one address are slowed, also all at once; others are not, by the word of a proxy', async () => {
  const daybook = await (engines()[0] ?? assert.fail()).start();
  try {
    const guess = (key: string, headers = {}) => postSession(daybook, JSON.stringify({ key }), headers);
    const wrong = 'sk_test_0000000000000000wrong';
    for (let right = 0; right < 30; right += 1) assert.equal((await guess(TEST_KEY)).status, 204);
    const answers = await Promise.all(Array.from({ length: 30 }, () => guess(wrong)));
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [...Array(10).fill(401), ...Array(20).fill(429)]);
    const { error } = (await (await guess(TEST_KEY)).json()) as { error: { code: string; message: string } };
    assert.equal(error.code, 'rate_limit');
    assert.match(error.message, /Try again in [1-6] seconds/);
    assert.equal((await fetch(`${daybook.address}/dashboard/sign-in/guessed`)).status, 429);
    const elsewhere = { 'X-Forwarded-For': '198.51.100.7, 203.0.113.9' };
    assert.equal((await guess(TEST_KEY, elsewhere)).status, 204);
    const by_key = await request(daybook, 'GET', '/v1/customers');
    assert.equal(by_key.status, 200, 'a key that is sent is not signed in with');
    const claimed = Array.from({ length: 120 }, (_, index) => guess(wrong, { 'X-Forwarded-For': `10.0.0.${index}` }));
    const refused = (await Promise.all(claimed)).filter(({ status }) => status === 429);
    assert.ok(refused.length >= 20, 'whoever makes addresses up comes to an end too');
  } finally {
    await daybook.remove();
  }
});

describe('the link that an embedded server prints', () => {
  let daybook: TestDaybook;
  before(async () => {
    daybook = await (engines()[0] ?? assert.fail()).start();
  });
  after(() => daybook?.remove());
  const follow = (address: string, headers: Record<string, string> = {}) =>
    fetch(address, { redirect: 'manual', headers });

  test('signs in once, in test mode only, and leads to the dashboard', async () => {
    const link = daybook.sign_in_link ?? assert.fail();
    assert.match(link, new RegExp(`^${daybook.address}/dashboard/sign-in/[\\w-]{32}$`));
    const wrong = await follow(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`);
    assert.equal(wrong.status, 410, 'a wrong link does not use up the right one');
    const followed = await follow(link);
    assert.equal(followed.status, 303);
    assert.equal(followed.headers.get('location'), '/dashboard');
    const { headers } = sessionOf(followed);
    const { body } = await asDashboard(daybook, 'GET', '/v1/daybook/sessions', headers);
    assert.deepEqual(
      body.modes.map((mode: { livemode: boolean }) => mode.livemode),
      [false],
    );
    const again = await follow(link);
    assert.deepEqual([again.status, again.headers.get('set-cookie')], [410, null]);
    assert.match(await again.text(), /^This link is good once/);
  });

  test('ends with the server, and another start prints another', async () => {
    const before_restart = await (engines()[0] ?? assert.fail()).start();
    const old = new URL(before_restart.sign_in_link ?? '').pathname;
    const restarted = await before_restart.restart();
    try {
      assert.notEqual(new URL(restarted.sign_in_link ?? '').pathname, old);
      assert.equal((await follow(`${restarted.address}${old}`)).status, 410);
      assert.equal((await follow(restarted.sign_in_link ?? '')).status, 303);
    } finally {
      await restarted.remove();
    }
  });

  test('is not printed where the database is elsewhere', { skip: engines()[1]?.skip }, async () => {
    const remote = await (engines()[1] ?? assert.fail()).start();
    try {
      assert.equal(remote.sign_in_link, undefined);
    } finally {
      await remote.remove();
    }
  });
});

test('the cookie is for https only where the public address is, and no key or session is logged', async () => {
  const observed = await startObserved();
  try {
    const session = await signIn(observed, TEST_KEY);
    assert.match(session.set_cookie, /; Secure$/);
    await asDashboard(observed, 'GET', '/v1/customers', session.headers);
    await postSession(observed, '{"key":"sk_test_anotherKeyThatIsWrong"}');
    await postSession(observed, '{"key":');
    await asDashboard(observed, 'GET', '/v1/daybook/sessions', session.headers);
    for (const secret of [TEST_KEY, 'anotherKeyThatIsWrong', session.value]) {
      assert.ok(!observed.log().includes(secret), observed.log());
    }
  } finally {
    await observed.remove();
  }
});
