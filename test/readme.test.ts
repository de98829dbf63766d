/** The README's commands do what it says: they are run as they are printed, against a real server. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { settingsTable } from '../src/app/settings_table.js';
import { skipCurl } from './support/curl.js';
import { type Answer, startDaybook, TEST_KEY, type TestDaybook } from './support/daybook.js';
import { answersIn, example as exampleIn, runCurl } from './support/examples.js';
import { skipStripeCli, stripeShell } from './support/stripe_cli.js';

const README = readFileSync('README.md', 'utf8');

const example = (name: string): string => exampleIn(README, name);

describe('README', { skip: skipCurl }, () => {
  let daybook: TestDaybook;
  before(async () => {
    daybook = await startDaybook();
  });
  after(() => daybook.remove());

  it('takes a first payment through its life', async () => {
    const [reported] = await runCurl(example('report'), daybook);
    assert.match(reported.id, /^pr_/);
    assert.equal(reported.amount_requested.value, 1000);
    assert.equal(reported.amount_guaranteed.value, 0);

    const answers = await runCurl(example('fail, retry, guarantee'), daybook, { RECORD: reported.id });
    assert.deepEqual(answers.map(outcome), [
      [1000, 0],
      [0, 0],
      [0, 1000],
    ]);

    const [refunded] = await runCurl(example('refund'), daybook, { RECORD: reported.id });
    assert.deepEqual([refunded.amount_refunded.value, refunded.amount_guaranteed.value], [400, 1000]);

    const [attempts] = await runCurl(example('attempts'), daybook, { RECORD: reported.id });
    assert.deepEqual(attempts.data.map(outcome), [
      [0, 1000],
      [1000, 0],
    ]);
    assert.equal(attempts.has_more, false);
  });
});

describe('README, other clients', () => {
  let daybook: TestDaybook;
  beforeEach(async () => {
    daybook = await startDaybook();
  });
  afterEach(() => daybook.remove());

  it('does the same in Node', async () => {
    const script = example('node').replace('port: 4242', `port: ${new URL(daybook.address).port}`);
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, KEY: TEST_KEY },
    });
    assert.match(stdout, /^par_\w+ 1000 0\npar_\w+ 0 1000\n$/);
  });

  it('does the same with the Stripe CLI', { skip: skipStripeCli }, async () => {
    const home = mkdtempSync(join(tmpdir(), 'daybook-cli-'));
    // The alias of the first line is what `stripeShell` provides.
    const [, commands = ''] = example('cli').split('\n\n');
    const [first = '', ...rest] = commands.split(/\n(?=stripe )/);
    assert.equal(rest.length, 5);
    const reported = await stripeShell(first, daybook, home);
    const RECORD = JSON.parse(reported.stdout).id;
    const { stdout, stderr } = await stripeShell(rest.join('\n'), daybook, home, { RECORD });
    rmSync(home, { recursive: true });
    const answers = answersIn(stdout);
    assert.equal(answers.length, 5, stderr);
    assert.deepEqual(answers.slice(0, 4).map(outcome), [
      [1000, 0],
      [0, 0],
      [0, 1000],
      [0, 1000],
    ]);
    assert.deepEqual(answers[4].data.map(outcome), [
      [0, 1000],
      [1000, 0],
    ]);
  });
});

function outcome(answer: Answer['body']): [failed: number, guaranteed: number] {
  return [answer.amount_failed.value, answer.amount_guaranteed.value];
}

describe('README settings', () => {
  it('lists every setting as it is declared', () => {
    const table = README.split('<!-- settings -->\n')[1]?.split('\n<!-- /settings -->')[0];
    assert.equal(table, settingsTable());
  });
});
