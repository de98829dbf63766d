/** The README's commands do what it says: they are run as they are printed, against a real server. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { settingsTable } from '../src/app/settings_table.js';
import { startDaybook, TEST_KEY, type TestDaybook } from './support/daybook.js';

const README = readFileSync('README.md', 'utf8');

/** The shell block after the marker of an example. */
function example(name: string): string {
  const block = README.split(`<!-- example: ${name} -->\n\`\`\`sh\n`)[1]?.split('```')[0];
  assert.ok(block, `the README has no example ${name}`);
  return block;
}

/** Runs an example and gives back the JSON answers that it prints, one after another. */
function run(script: string, daybook: TestDaybook, record = ''): { [member: string]: { value: number } & string }[] {
  const silent = script.replaceAll('curl ', 'curl -sS ').replaceAll('http://127.0.0.1:4242', daybook.address);
  const { stdout, stderr, status } = spawnSync('bash', ['-c', silent], {
    encoding: 'utf8',
    env: { ...process.env, KEY: TEST_KEY, RECORD: record },
  });
  assert.equal(status, 0, stderr);
  return stdout
    .split(/(?<=^\})/m)
    .filter((text) => text.trim() !== '')
    .map((text) => JSON.parse(text));
}

const without_curl = spawnSync('curl', ['--version']).status === 0 ? false : 'curl is not installed';
if (process.env['CI'] === 'true') assert.equal(without_curl, false);

describe('README', { skip: without_curl }, () => {
  let daybook: TestDaybook;
  before(async () => {
    daybook = await startDaybook();
  });
  after(() => daybook.remove());

  it('takes a first payment through its life', () => {
    const [reported] = run(example('report'), daybook);
    const record = reported?.['id'] as string;
    assert.match(record, /^pr_/);
    assert.equal(reported?.['amount_requested']?.value, 1000);
    assert.equal(reported?.['amount_guaranteed']?.value, 0);

    const answers = run(example('fail, retry, guarantee'), daybook, record);
    assert.deepEqual(
      answers.map((answer) => [answer['amount_failed']?.value, answer['amount_guaranteed']?.value]),
      [
        [1000, 0],
        [0, 0],
        [0, 1000],
      ],
    );

    const [refunded] = run(example('refund'), daybook, record);
    assert.equal(refunded?.['amount_refunded']?.value, 400);
    assert.equal(refunded?.['amount_guaranteed']?.value, 1000);

    const [attempts] = run(example('attempts'), daybook, record) as unknown as [
      { data: { amount_guaranteed: { value: number }; amount_failed: { value: number } }[]; has_more: boolean },
    ];
    assert.deepEqual(
      attempts.data.map((attempt) => [attempt.amount_guaranteed.value, attempt.amount_failed.value]),
      [
        [1000, 0],
        [0, 1000],
      ],
    );
    assert.equal(attempts.has_more, false);
  });
});

describe('README settings', () => {
  it('lists every setting as it is declared', () => {
    const table = README.split('<!-- settings -->\n')[1]?.split('\n<!-- /settings -->')[0];
    assert.equal(table, settingsTable());
  });
});
