/** The README is followed as it is printed, from top to bottom, in one shell beside one server. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { settingsTable } from '../src/app/settings_table.js';
import { skipCurl } from './support/curl.js';
import { type Answer, startDaybook, type TestDaybook } from './support/daybook.js';
import { answersIn, assertShows, parseShortened } from './support/examples.js';
import { shell } from './support/shell.js';
import { skipStripeCli, stripeBinary } from './support/stripe_cli.js';

const README = readFileSync('README.md', 'utf8');

interface Example {
  readonly name: string;
  readonly language: string;
  readonly code: string;
  /** Each answer that is printed below it. */
  readonly shown: readonly Answer['body'][];
}

const EXAMPLES: readonly Example[] = [
  ...README.matchAll(/<!-- example: (.+) -->\n```(\w+)\n([\s\S]*?)```\n(?:\n```text\n([\s\S]*?)```\n)?/g),
].map(([, name = '', language = '', code = '', shown = '']) => ({
  name,
  language,
  code,
  shown: shown.split(/\n(?=\{)/).flatMap((text) => (text.trim() === '' ? [] : [parseShortened(text)])),
}));

describe('README', { skip: skipCurl }, () => {
  let daybook: TestDaybook;
  let folder: string;
  /** What each example printed, by its name. */
  let printed: Map<string, string>;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'daybook-readme-'));
    daybook = await startDaybook({ data_folder: join(folder, 'data'), test_secret_key: undefined });
    printed = await follow(folder, daybook.address);
  });
  after(async () => {
    await daybook.remove();
    rmSync(folder, { recursive: true });
  });

  it('prints below its commands what they answer', () => {
    assert.equal(EXAMPLES.filter(({ shown }) => shown.length > 0).length, README.match(/^```text$/gm)?.length);
    for (const { name, shown } of EXAMPLES) {
      if (shown.length === 0) continue;
      const answers = answersIn(printed.get(name) ?? '');
      assert.equal(answers.length, shown.length, `${name}: ${printed.get(name)}`);
      for (const [index, each] of shown.entries()) assertShows(each, answers[index], `${name} ${index}`);
    }
  });

  it('takes another payment through its life with the Stripe CLI', { skip: skipStripeCli }, () => {
    const [reported, guaranteed, refunded, attempts, ...more] = answersIn(printed.get('cli') ?? '');
    assert.deepEqual(more, []);
    assert.equal(reported.amount_requested.value, 2000);
    assert.deepEqual([guaranteed.id, guaranteed.amount_guaranteed.value], [reported.id, 2000]);
    assert.deepEqual([refunded.id, refunded.amount_refunded.value], [reported.id, 2000]);
    assert.deepEqual(
      attempts.data.map((each: Answer['body']) => [each.payment_record, each.amount_refunded.value]),
      [[reported.id, 2000]],
    );
  });

  it('and a third one in Node', () => {
    assert.match(printed.get('first.mjs') ?? '', /^par_\w+ 3000\n\n$/);
  });
});

/** In a folder with `data` and `node_modules`, as a clone has them. */
async function follow(folder: string, address: string): Promise<Map<string, string>> {
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'bin'));
  // What `npx` would fetch is here already.
  const npx = `#!/bin/sh\n[ "$1 $2" = "-y @stripe/cli" ] || exit 1\nshift 2\nexec "${stripeBinary}" "$@"\n`;
  writeFileSync(join(folder, 'bin/npx'), npx, { mode: 0o755 });
  const runnable = EXAMPLES.filter(({ name }) => name !== 'cli' || skipStripeCli === false);
  const steps = runnable.map(({ name, language, code }) => {
    const here = code.replaceAll('http://127.0.0.1:4242', address);
    if (language === 'sh') return `${mark(name)}\n${here}`;
    writeFileSync(join(folder, name), here.replace('port: 4242', `port: ${new URL(address).port}`));
    const [run = 'false'] = README.match(new RegExp(`KEY=\\$KEY node ${name}`)) ?? [];
    return `${mark(name)}\n${run}\n`;
  });
  // Nobody looks at how far curl has come.
  writeFileSync(join(folder, '.curlrc'), 'silent\nshow-error\n');
  // Through a pipe, as `tee /dev/stderr` cannot open the socket that Node gives a child.
  const { stdout } = await shell(`cd ${folder}\n(set -e\n${steps.join('')}${mark('end')}\n) 2>&1 | cat`, {
    PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    STRIPE_CLI_TELEMETRY_OPTOUT: '1',
    NO_PROXY: '*',
  });
  assert.match(stdout, /^--- end\n$/m, stdout);
  const parts = stdout.split(/^--- (.+)\n/m).slice(1);
  return new Map(parts.flatMap((name, index) => (index % 2 === 0 ? [[name, parts[index + 1] ?? '']] : [])));
}

/** Answers end without an end of line. */
function mark(name: string): string {
  return `printf '\\n--- %s\\n' '${name}'`;
}

describe('what the README says', () => {
  it('is short', () => {
    assert.ok(README.trimEnd().split('\n').length <= 150);
  });

  it('has a marker before every command, by which it is run or is known not to be', () => {
    const unmarked = README.match(/(?<!<!-- (?:example|not run): .+ -->\n)```(?:sh|js)\n.*/g) ?? [];
    assert.deepEqual(unmarked, []);
  });
});

describe('docs/operate.md', () => {
  it('lists every setting as it is declared', () => {
    const table = readFileSync('docs/operate.md', 'utf8').split('<!-- settings -->\n')[1];
    assert.equal(table?.split('\n<!-- /settings -->')[0], settingsTable());
  });
});
