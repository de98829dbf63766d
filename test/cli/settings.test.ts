import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings } from '../../src/app/read_settings.js';
import { SETTING_NAMES, settingOf } from '../../src/app/settings.js';
import { daybook, temporaryFolder } from '../support/cli.js';

const SHORT = 'sk_test_short';
const LONG = 'LongEnoughToBeAKey1234';

/** [settings in the environment, flags, what the one line must say] */
const WRONG: readonly (readonly [Record<string, string>, readonly string[], RegExp])[] = [
  [{ PORT: 'abc' }, [], /^daybook: PORT must be a whole number from 0 to 65535, not "abc"\.$/],
  [{ PORT: '65536' }, [], /^daybook: PORT must be .* not "65536"\.$/],
  [{ PORT: '4242' }, ['--port', '-1'], /^daybook: --port must be a whole number/],
  [{ PORT: '1e3' }, [], /^daybook: PORT must be/],
  [{}, ['--port', ''], /^daybook: --port must be given a value, or left out\.$/],
  [{ HOST: 'http://x' }, [], /^daybook: HOST must be an address or a host name/],
  [
    { HOST: '203.0.113.7', PORT: '0', DAYBOOK_DATA: temporaryFolder() },
    [],
    /203\.0\.113\.7 is not an address of this machine/,
  ],
  [
    { DAYBOOK_DATA: '/dev/null/data' },
    [],
    /^daybook: The database \/dev\/null\/data.* cannot be opened.*DAYBOOK_DATA\.$/,
  ],
  [{ DAYBOOK_DATA: '/proc/data' }, [], /^daybook: The database \/proc\/data.* cannot be opened.*DAYBOOK_DATA\.$/],
  [
    { DATABASE_URL: 'mysql://root:hush@host/x' },
    [],
    /^daybook: DATABASE_URL must be a PostgreSQL URL like postgresql:/,
  ],
  [
    { DAYBOOK_TEST_SECRET_KEY: SHORT },
    [],
    /^daybook: DAYBOOK_TEST_SECRET_KEY must be sk_test_ followed by at least 16/,
  ],
  [{ DAYBOOK_TEST_SECRET_KEY: `sk_live_${LONG}` }, [], /^daybook: DAYBOOK_TEST_SECRET_KEY must be sk_test_/],
  [{ DAYBOOK_LIVE_SECRET_KEY: `sk_test_${LONG}` }, [], /^daybook: DAYBOOK_LIVE_SECRET_KEY must be sk_live_/],
  [{}, ['--live-secret-key', `sk_live_${LONG} `], /^daybook: --live-secret-key must be sk_live_/],
  [{ DAYBOOK_PUBLIC_URL: 'pay.example.com' }, [], /^daybook: DAYBOOK_PUBLIC_URL must be an address like https:/],
  [{ DAYBOOK_PUBLIC_URL: 'https://pay.example.com/?a=b' }, [], /^daybook: DAYBOOK_PUBLIC_URL must be an address/],
  [{ DAYBOOK_LOG_LEVEL: 'loud' }, [], /^daybook: DAYBOOK_LOG_LEVEL must be one of fatal, .* not "loud"\.$/],
  [{ DAYBOOK_RATE_LIMIT_TEST: '-5' }, [], /^daybook: DAYBOOK_RATE_LIMIT_TEST must be a whole number/],
  [{ DAYBOOK_WEBHOOK_ENDPOINTS: '100' }, [], /^daybook: DAYBOOK_WEBHOOK_ENDPOINTS must be a whole number from 0 to 99/],
  [{ DAYBOOK_WEBHOOK_PRIVATE_TARGETS: 'yes' }, [], /^daybook: .* must be one of test, always, never, not "yes"\.$/],
  [{ DAYBOOK_WEBHOOK_RETRY_SECONDS: '1,,2' }, [], /^daybook: .* numbers of seconds with commas .* such as 1,5,30/],
  [{}, ['--webhook-retry-seconds', '1;2'], /^daybook: --webhook-retry-seconds must be/],
  [{ DAYBOOK_WEBHOOK_DISABLE_SECONDS: '-1' }, [], /^daybook: DAYBOOK_WEBHOOK_DISABLE_SECONDS must be/],
  [{ DAYBOOK_RATE_LIMIT_LIVE: '0.5' }, [], /^daybook: DAYBOOK_RATE_LIMIT_LIVE must be a whole number/],
];

for (const [environment, flags, line] of WRONG) {
  test(`a start is refused with one line: ${Object.keys(environment).join(' ')} ${flags.join(' ')} ${line}`, async () => {
    const ended = await daybook(['serve', ...flags], { DAYBOOK_DATA: '/dev/null/no', ...environment });
    const [first = '', ...rest] = ended.stderr.split('\n');
    assert.match(first, line);
    assert.deepEqual(rest, [''], 'one line');
    assert.equal(ended.stdout, '');
    const by_machine = /cannot be opened|not an address/.test(first);
    assert.equal(ended.code, by_machine ? 1 : 2);
    assert.doesNotMatch(ended.stderr, /hush|LongEnough|_short/, 'secrets are not repeated');
  });
}

test('a flag wins over the environment, which wins over the default; nothing counts as absent', () => {
  const read = (flags: object, environment: Record<string, string>) =>
    readSettings(['port', 'live_secret_key', 'rate_limit_live', 'rate_limit_test'], flags, environment);
  assert.deepEqual(read({}, { PORT: '' }), {
    port: 4242,
    live_secret_key: undefined,
    rate_limit_live: 1000,
    rate_limit_test: 0,
  });
  assert.equal(read({}, { PORT: '1' }).port, 1);
  assert.equal(read({ port: '2' }, { PORT: '1' }).port, 2);
});

test('only the settings that a command uses are judged', () => {
  assert.doesNotThrow(() => readSettings(['host'], {}, { PORT: 'abc' }));
});

test('every setting has its own variable and flag, and a default that can be read', () => {
  for (const read of ['environment', 'flag'] as const) {
    assert.equal(new Set(SETTING_NAMES.map((name) => settingOf(name)[read])).size, SETTING_NAMES.length);
  }
  for (const name of SETTING_NAMES) {
    const { default: fallback, parse } = settingOf(name);
    if (fallback !== undefined) assert.notEqual(parse(fallback), undefined);
  }
});
