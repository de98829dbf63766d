import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SETTING_NAMES, settingOf } from '../../src/app/settings.js';
import { daybook, temporaryFolder } from '../support/cli.js';

const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

test('--version prints the version of the package', async () => {
  assert.deepEqual(await daybook(['--version']), { code: 0, stdout: `${manifest.version}\n`, stderr: '' });
});

test('--help names every command and ends with examples', async () => {
  const { code, stdout, stderr } = await daybook(['--help']);
  assert.equal(code, 0);
  assert.equal(stderr, '');
  for (const command of ['serve', 'keys', 'webhooks', 'listen', 'migrate', 'verify', 'backup', 'demo']) {
    assert.match(stdout, new RegExp(`^ {2}${command}\\b`, 'm'));
  }
  assert.ok(stdout.indexOf('Examples:') > stdout.indexOf('Commands:'));
});

test('the help of serve names every setting by flag and by variable', async () => {
  const { code, stdout } = await daybook(['serve', '--help']);
  assert.equal(code, 0);
  const words = stdout.replace(/\s+/g, ' ');
  for (const { flag, environment } of SETTING_NAMES.map(settingOf)) {
    assert.ok(words.includes(flag) && words.includes(environment), flag);
  }
  assert.match(words, /Give keys and the database's password by the environment/);
});

for (const command of [
  ['keys'],
  ['webhooks'],
  ['webhooks', 'replay'],
  ['listen'],
  ['keys', 'create'],
  ['keys', 'roll'],
  ['verify'],
  ['backup'],
  ['demo'],
  ['migrate'],
]) {
  test(`${command.join(' ')} --help`, async () => {
    const { code, stdout } = await daybook([...command, '--help']);
    assert.equal(code, 0);
    assert.match(stdout, /^Usage: daybook /);
  });
}

test('help finds commands of commands', async () => {
  const [asked, flagged] = [await daybook(['help', 'keys', 'create']), await daybook(['keys', 'create', '--help'])];
  assert.match(asked.stdout, /^Usage: daybook keys create /);
  assert.deepEqual(asked, flagged);
});

/** [what is typed, what the answer must hint at] */
const MISTAKES: readonly (readonly [readonly string[], RegExp])[] = [
  [['srve'], /unknown command 'srve'[\s\S]*Did you mean serve\?/],
  [['frobnicate'], /unknown command 'frobnicate'[\s\S]*daybook --help/],
  [[], /Usage: daybook/],
  [['help', 'keys', 'rol'], /There is no command "keys rol"\. "daybook keys --help"/],
  [['serve', '--prot', '1'], /unknown option '--prot'[\s\S]*--port/],
  [['keys', 'rol', 'key_1'], /unknown command 'rol'/],
  [['keys', 'roll'], /missing required argument 'id'/],
  [['webhooks', 'replay', 'we_1'], /Say which events: --from/],
  [['webhooks', 'replay', 'we_1', '--from', 'monday'], /--from must be a time like/],
  [['webhooks', 'deliveries', 'we_1', '--limit', '0'], /--limit must be from 1 to 1000/],
  [['webhooks', 'roll-secret', 'we_1', '--expires-in', '25h'], /at most 24h/],
  [['keys', 'create', '--type', 'public'], /choices are secret, restricted, publishable/i],
  [['keys', 'create', '--type', 'restricted'], /needs what it may do/],
  [['keys', 'create', '--permission', 'events:read'], /Add --type restricted/],
  [['keys', 'create', '--type', 'restricted', '--permission', 'moon:read'], /names no resource.*payment_records/],
  [['keys', 'create', '--type', 'restricted', '--permission', 'events:own'], /resource:read or resource:write/],
  [['demo', '--payments', 'many'], /--payments must be a whole number from 1 to 10000, not "many"/],
  [['demo', '--payments', '10001'], /--payments must be a whole number from 1 to 10000/],
  [['demo', '--days', '6'], /--days must be a whole number from 7 to 365/],
  [['demo', '--seed', '-1'], /--seed must be a whole number from 0 to 999999999/],
  [['keys', 'roll', 'key_1', '--expires-in', 'soon'], /--expires-in must be .* such as 24h/],
];

for (const [args, hint] of MISTAKES) {
  test(`a mistake ends with exit code 2 and a hint: daybook ${args.join(' ')}`, async () => {
    const { code, stderr } = await daybook(args, { DAYBOOK_DATA: '/dev/null/no' });
    assert.equal(code, 2);
    assert.match(stderr, hint);
    assert.match(stderr, /^(daybook: |Usage: daybook )/, 'one form');
    assert.doesNotMatch(stderr, /\bat .*\.js/, 'no stack');
  });
}

test('migrate says what it applied, and then that there is nothing to do', async () => {
  const environment = { DAYBOOK_DATA: temporaryFolder() };
  const first = await daybook(['migrate'], environment);
  assert.match(first.stdout, /^Applied migration 1 foundation\.\n/);
  assert.deepEqual(await daybook(['migrate'], environment), {
    code: 0,
    stdout: 'The database is up to date: nothing to do.\n',
    stderr: '',
  });
});

test('migrate makes a folder only where it is told to', async () => {
  const folder = join(temporaryFolder(), 'mistyped');
  const refused = await daybook(['migrate', '--data', folder]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /^daybook: There is no folder .*mistyped\. .* --create\.\n$/);
  assert.ok(!existsSync(folder));
  assert.equal((await daybook(['migrate', '--create', '--data', folder])).code, 0);
  assert.ok(existsSync(join(folder, 'daybook.sqlite')));
});

for (const command of [['verify'], ['backup', 'copy.sqlite'], ['keys', 'list'], ['keys', 'revoke', 'key_1']]) {
  test(`${command.join(' ')} makes no database where there is none`, async () => {
    const { code, stderr } = await daybook(command, { DAYBOOK_DATA: temporaryFolder() });
    assert.equal(code, 1);
    assert.match(stderr, /^daybook: There is no database in .*\n$/);
  });
}
