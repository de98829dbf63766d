/** What can be done, and what is said, where the database cannot be written to. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { call, daybook, PAYMENT, serve, temporaryFolder } from '../support/cli.js';
import { daybookWithout, unable } from '../support/read_only.js';

const KEY = { DAYBOOK_TEST_SECRET_KEY: 'sk_test_readonly0123456789abcdef' };
const folder = temporaryFolder();
const file = join(folder, 'daybook.sqlite');

before(async () => {
  const server = await serve(folder, KEY);
  const { status } = await call(server.address, server.test_key, 'POST', '/v1/payment_records/report_payment', PAYMENT);
  assert.equal(status, 200);
  const form = 'url=https://example.com/hook&enabled_events[]=*';
  assert.equal((await call(server.address, server.test_key, 'POST', '/v1/webhook_endpoints', form)).status, 200);
  assert.equal(await server.stop(), 0);
});

/** What these print where they can write too. */
const READING: readonly (readonly string[])[] = [['verify'], ['head'], ['keys', 'list'], ['webhooks', 'list']];

describe('where nothing can be written', { skip: unable }, () => {
  for (const args of READING) {
    it(`\`daybook ${args.join(' ')}\` reads a cleanly closed database`, async () => {
      const expected = await daybook([...args, '--data', folder]);
      const files = readdirSync(folder);
      const ended = await daybookWithout(folder, [...args, '--data', folder]);
      assert.deepEqual(ended, expected);
      assert.equal(ended.code, 0);
      assert.deepEqual(readdirSync(folder), files);
    });
  }

  it('the deliveries of an endpoint are shown', async () => {
    const { stdout } = await daybook(['webhooks', 'list', '--data', folder]);
    const id = /we_\w+/.exec(stdout)?.[0] ?? '';
    const ended = await daybookWithout(folder, ['webhooks', 'deliveries', id, '--data', folder]);
    assert.equal(ended.code, 0, ended.stderr);
  });

  it('a backup is made elsewhere', async () => {
    const copy = join(temporaryFolder(), 'copy.sqlite');
    const ended = await daybookWithout(folder, ['backup', copy, '--data', folder]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal((await daybook(['verify', '--file', copy])).code, 0);
  });

  for (const [what, path] of [
    ['the folder', folder],
    ['the file', file],
  ] as const) {
    it(`what writes says what to do, where ${what} cannot be written to`, async () => {
      for (const args of [['serve', '--port', '0'], ['keys', 'create'], ['demo']]) {
        const { code, stdout, stderr } = await daybookWithout(path, [...args, '--data', folder]);
        assert.deepEqual([code, stdout], [1, ''], args.join(' '));
        assert.match(
          stderr,
          /^daybook: The database [^\n]+ cannot be [^\n]+(to the user that runs Daybook, on a disk that can be written to|is writable, or choose another)[^\n]*\n$/,
        );
      }
    });
  }
});

describe('a header that says that the file may only be read', () => {
  const LINE = /The database .* is damaged \(its header names a format that does not exist\): restore a backup/;
  const COMMANDS = [['serve', '--port', '0'], ['migrate'], ['head'], ['keys', 'list'], ['keys', 'create']];
  const copy = temporaryFolder();
  before(() => {
    cpSync(folder, copy, { recursive: true });
    const bytes = readFileSync(join(copy, 'daybook.sqlite'));
    bytes[18] = 0xff;
    writeFileSync(join(copy, 'daybook.sqlite'), bytes);
  });

  for (const args of COMMANDS) {
    it(`is damage to \`daybook ${args.join(' ')}\``, async () => {
      const { code, stdout, stderr } = await daybook([...args, '--data', copy], { DAYBOOK_LOG_LEVEL: 'error' });
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, /^daybook: [^\n]+\n$/);
      assert.match(stderr, LINE);
    });
  }

  it('is damage to a backup and to verification', async () => {
    const target = join(temporaryFolder(), 'copy.sqlite');
    const backup = await daybook(['backup', target, '--data', copy]);
    assert.equal(backup.code, 1);
    assert.match(backup.stderr, LINE);
    assert.equal(existsSync(target), false);
    for (const which of [
      ['--data', copy],
      ['--file', join(copy, 'daybook.sqlite')],
    ]) {
      const { code, stdout } = await daybook(['verify', ...which]);
      assert.equal(code, 1);
      assert.match(stdout, LINE);
      assert.match(stdout, /: 1 difference\.\n$/);
    }
  });
});
