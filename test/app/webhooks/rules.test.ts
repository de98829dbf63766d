/** The rules of deliveries that are plain functions: addresses, URLs, secrets, signatures, the schedule of tries. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Stripe from 'stripe';
import { afterTry, scheduleOf } from '../../../src/app/webhooks/schedule.js';
import { currentSecret, signatureHeader, signingSecrets, webhookSecret } from '../../../src/app/webhooks/secrets.js';
import {
  allowsPrivate,
  isForbiddenAddress,
  isPublicAddress,
  targetPolicy,
  urlProblem,
} from '../../../src/app/webhooks/targets.js';
import type { WebhookEndpoint } from '../../../src/core/platform/webhook_endpoint/types.js';
import type { Delivery } from '../../../src/store/delivery_port.js';

describe('addresses', () => {
  const PUBLIC = [
    '1.1.1.1',
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.0',
    '192.167.255.255',
  ];
  const PUBLIC_V6 = ['2606:4700::1111', '2a00:1450:4001::1', '::ffff:8.8.8.8'];
  const PRIVATE = [
    ...[
      '0.0.0.0',
      '0.1.2.3',
      '10.0.0.1',
      '100.64.0.1',
      '127.0.0.1',
      '127.255.255.254',
      '169.254.169.254',
      '172.16.0.1',
    ],
    ...['172.31.255.255', '192.168.1.1', '192.0.2.1', '198.18.0.1', '198.51.100.7', '203.0.113.9', '224.0.0.1'],
    ...['240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:169.254.169.254', '::127.0.0.1', '64:ff9b::7f00:1'],
    ...[
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd12:3456::1',
      'ff02::1',
      '2001:db8::1',
      '2001::1',
      '2002:7f00:1::',
      '100::1',
    ],
    ...['fec0::1', 'localhost', '', '1.2.3', '0x7f.0.0.1'],
  ];
  for (const address of [...PUBLIC, ...PUBLIC_V6]) {
    it(`${address} is public`, () => assert.equal(isPublicAddress(address), true));
  }
  for (const address of PRIVATE) {
    it(`'${address}' is not public`, () => assert.equal(isPublicAddress(address), false));
  }
});

describe('addresses that nothing is sent to', () => {
  for (const address of ['169.254.0.0', '169.254.255.255', 'fe80::', 'fe80::1%eth0', 'febf::1', '::FFFF:169.254.1.1']) {
    it(`${address} by any setting`, () => {
      assert.ok(isForbiddenAddress(address) && !isPublicAddress(address));
      for (const private_allowed of [true, false]) assert.equal(targetPolicy(private_allowed).allows(address), false);
    });
  }
  it('are few', () => {
    for (const address of ['127.0.0.1', '10.0.0.1', '::1', 'fc00::1', '8.8.8.8', '2606:4700::1111', 'name', '']) {
      assert.equal(isForbiddenAddress(address), false, address);
    }
  });
});

describe('URLs', () => {
  const CASES: readonly (readonly [
    url: string,
    livemode: boolean,
    private_allowed: boolean,
    problem: RegExp | undefined,
  ])[] = [
    ['https://example.com/hook?x=1', true, false, undefined],
    ['http://example.com', false, false, undefined],
    ['http://example.com', true, true, /must be https/],
    ['http://localhost:3000', false, true, undefined],
    ['http://localhost:3000', false, false, /public internet/],
    ['http://sub.LOCALHOST./', false, false, /public internet/],
    ['http://2130706433/', false, false, /public internet/],
    ['http://0177.0.0.1/', false, false, /public internet/],
    ['http://[::1]/', false, false, /public internet/],
    ['http://[::ffff:a00:1]/', false, false, /public internet/],
    ['https://8.8.8.8/', true, false, undefined],
    ['https://user@example.com/', true, false, /user or a password/],
    ['https://:password@example.com/', false, true, /user or a password/],
    ['file:///etc/passwd', false, true, /http or https/],
    ['javascript:alert(1)', false, true, /http or https/],
    ['/hook', false, true, /explicit scheme/],
    ['https://', false, true, /explicit scheme/],
    ['http://exam\nple.com/', false, true, /control characters/],
    ['http://example.com/\t', false, true, /control characters/],
    ['\u0001http://example.com/', false, true, /control characters/],
    ['http://example.com/\u007f', false, true, /control characters/],
    ['http://example.com/\u0085', false, true, /control characters/],
    [`http://example.com/${'é'.repeat(400)}`, false, true, /not be longer than 2048/],
    ['http://169.254.169.254/latest/meta-data/', false, true, /link-local/],
    ['http://2852039166/', false, true, /link-local/],
    ['http://0xa9fea9fe/', false, true, /link-local/],
    ['http://0251.0376.0251.0376/', false, true, /link-local/],
    ['http://169.254.43518/', false, true, /link-local/],
    ['http://１６９.254.169.254/', false, true, /link-local/],
    ['http://[fe80::1]/', false, true, /link-local/],
    ['http://[FEBF:ffff::1]/', false, true, /link-local/],
    ['http://[::ffff:169.254.169.254]/', false, true, /link-local/],
    ['http://[::ffff:a9fe:a9fe]/', false, true, /link-local/],
    ['http://[0:0:0:0:0:ffff:a9fe:a9fe]/', false, true, /link-local/],
    ['http://[::ffff:0:a9fe:a9fe]/', false, true, /link-local/],
    ['http://[::169.254.169.254]/', false, true, /link-local/],
    ['http://[64:ff9b::169.254.169.254]/', false, true, /link-local/],
    ['http://[64:ff9b:1::a9fe:a9fe]/', false, true, /link-local/],
    ['http://[64:ff9b:1:a9fe:00a9:fe00::]/', false, true, /link-local/],
    ['http://[2002:a9fe:a9fe::1]/', false, true, /link-local/],
    ['http://[2001:0:a9fe:a9fe::1]/', false, true, /link-local/],
    ['http://[fd00:ec2::254]/', false, true, /link-local/],
    ['http://100.100.100.200/', false, true, /link-local/],
    ['http://[::ffff:100.100.100.200]/', false, true, /link-local/],
    ['https://168.63.129.16/', true, true, /link-local/],
    ['https://169.254.169.254/', true, true, /link-local/],
    ['http://example.com:0/', false, true, /port 0/],
    ['http://./', false, true, /the name of one/],
    ['http://a..b/', false, true, /the name of one/],
    ['http://.example.com/', false, true, /the name of one/],
    [`http://${'a'.repeat(64)}.com/`, false, true, /the name of one/],
    ['https://my_host.example.com./', true, false, undefined],
    ['https://bücher.example/', true, false, undefined],
    ['http://[fec0::1]/', false, true, undefined],
    ['http://[fd00::1]/', false, true, undefined],
    ['http://[64:ff9b::10.0.0.1]/', false, true, undefined],
    ['http://[2002:0a00:0001::1]/', false, true, undefined],
    ['http://169.253.255.255/', false, true, undefined],
    ['http://169.255.0.0/', false, true, undefined],
  ];
  for (const [url, livemode, private_allowed, problem] of CASES) {
    it(`${url} ${livemode ? 'live' : 'test'} ${private_allowed ? 'private too' : 'public only'}`, () => {
      const found = urlProblem(url, livemode, private_allowed);
      if (problem === undefined) assert.equal(found, undefined);
      else assert.match(found?.message ?? '', problem);
    });
  }

  it('may be private by mode, and without a setting in test mode until there is a live key', async () => {
    const scopes = [
      { scope: 1, account: 'acct_1', livemode: false },
      { scope: 2, account: 'acct_1', livemode: true },
    ];
    const storeWith = (keys: readonly number[]) => ({
      scopes,
      list: async ({ scope }: { readonly scope: number }) =>
        ({ items: keys.includes(scope) ? [{}] : [], has_more: false }) as never,
    });
    for (const [setting, keys, in_test, in_live] of [
      ['test', [1, 2], true, false],
      ['always', [1, 2], true, true],
      ['never', [], false, false],
      [undefined, [], true, false],
      [undefined, [1], true, false],
      [undefined, [1, 2], false, false],
    ] as const) {
      const store = storeWith(keys);
      const allowed = [await allowsPrivate(store, setting, false), await allowsPrivate(store, setting, true)];
      assert.deepEqual(allowed, [in_test, in_live], `${setting} ${keys}`);
    }
  });
});

describe('secrets', () => {
  const endpoint: WebhookEndpoint = {
    id: 'we_1',
    created: 1,
    activation: 1,
    activated_at: 1,
    enabled_events: ['*'],
    slot: '01',
    url: 'https://example.com',
  };

  it('are of the installation, the endpoint and the roll', () => {
    const secrets = [
      webhookSecret('key', 'we_1', 0),
      webhookSecret('key', 'we_1', 1),
      webhookSecret('key', 'we_2', 0),
      webhookSecret('other', 'we_1', 0),
    ];
    assert.equal(new Set(secrets).size, 4);
    for (const secret of secrets) assert.match(secret, /^whsec_[0-9A-Za-z]{32}$/);
    assert.equal(currentSecret('key', endpoint), secrets[0]);
    assert.equal(currentSecret('key', { ...endpoint, roll: 1 }), secrets[1]);
    // Secrets are with the receivers: another way to derive them would make every signature wrong.
    assert.equal(secrets[0], 'whsec_YNCh6gSL5fv869X17Rxz6PZCsVb6QyM4');
  });

  it('sign together until the old one expires', () => {
    const rolled = { ...endpoint, roll: 2, old_secret_expires_at: 100 };
    const [old, current] = [webhookSecret('key', 'we_1', 1), webhookSecret('key', 'we_1', 2)];
    assert.deepEqual(signingSecrets('key', rolled, 99), [current, old]);
    assert.deepEqual(signingSecrets('key', rolled, 100), [current]);
    assert.deepEqual(signingSecrets('key', endpoint, 0), [webhookSecret('key', 'we_1', 0)]);
  });

  it("sign as Stripe's SDK does", () => {
    const body = '{\n  "a": "é"\n}';
    const timestamp = 1_750_000_000;
    const theirs = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: 'whsec_a', timestamp });
    assert.equal(signatureHeader(body, ['whsec_a'], timestamp), theirs);
    const both = signatureHeader(body, ['whsec_a', 'whsec_b'], timestamp);
    assert.equal(both.split(',').length, 3);
    assert.ok(both.startsWith(theirs));
  });
});

describe('the schedule', () => {
  const delivery: Delivery = {
    event: 1,
    event_id: 'evt_1',
    type: 'customer.created',
    object: 'cus_1',
    status: 'pending',
    round: 0,
    tries_in_round: 0,
    due_at_ms: null,
    finished_at_ms: null,
    tries: [],
  };
  /** Seconds until each further try, if all fail. */
  function waits(schedule: readonly number[], random: number): number[] {
    const found: number[] = [];
    let state = delivery;
    for (;;) {
      state = afterTry(state, { at_ms: 1_000, latency_ms: 500, status: 500 }, schedule, random);
      if (state.due_at_ms === null) break;
      found.push((state.due_at_ms - 1_500) / 1000);
    }
    assert.deepEqual([state.status, state.finished_at_ms], ['failed', 1_500]);
    return found;
  }

  it('in test mode is three more tries over hours, in live mode three days of them', () => {
    assert.deepEqual(waits(scheduleOf(undefined, false), 0.5), [60, 1_800, 7_200]);
    const live = waits(scheduleOf(undefined, true), 0.5);
    assert.deepEqual(live, [5, 60, 300, 1_800, 7_200, 18_000, 36_000, 43_200, 43_200, 43_200, 43_200]);
    const total_hours = live.reduce((sum, wait) => sum + wait, 0) / 3600;
    assert.ok(total_hours <= 72 && total_hours + 12 > 72);
    assert.deepEqual(waits(scheduleOf([1, 2], true), 0.5), [1, 2]);
    assert.deepEqual(waits(scheduleOf([], true), 0.5), []);
  });

  it('is a tenth earlier or later', () => {
    assert.deepEqual(waits([10, 100], 0), [9, 90]);
    assert.deepEqual(waits([10, 100], 1), [11, 110]);
  });

  it('ends with any 2xx and nothing else', () => {
    for (const status of [200, 201, 204, 299]) {
      const after = afterTry(delivery, { at_ms: 1_000, latency_ms: 5, status }, [1], 0);
      assert.deepEqual([after.status, after.due_at_ms, after.finished_at_ms], ['succeeded', null, 1_005]);
    }
    for (const tried of [{ status: 199 }, { status: 301 }, { status: 400 }, { status: 410 }, { error: 'no' }]) {
      const after = afterTry(delivery, { at_ms: 1_000, latency_ms: 5, ...tried }, [1], 0.5);
      assert.deepEqual([after.status, after.due_at_ms, after.finished_at_ms], ['pending', 2_005, null]);
    }
  });

  it('begins anew with a round, and the latest twenty tries are kept', () => {
    let state = delivery;
    for (let n = 1; n <= 25; n += 1) {
      state = afterTry({ ...state, tries_in_round: 0 }, { at_ms: n, latency_ms: 0, status: 500 }, [1], 0.5);
    }
    assert.equal(state.status, 'pending');
    assert.deepEqual(
      state.tries.map(({ at_ms }) => at_ms),
      Array.from({ length: 20 }, (_, index) => index + 6),
    );
  });
});
