/** The lints of the house find what they are for: in a tree made for it, each fault planted once. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LIST = 'scripts/house/long_functions.json';

const lines = (count: number) => '  work();\n'.repeat(count);
const TREE = {
  'src/core/rule.ts': `export const pay = {\n  decide() {\n${lines(49)}  },\n  build: () => {\n${lines(48)}  },\n};\n`,
  'src/app/known.ts': `function known() {\n${lines(80)}}\nfunction grown() {\n${lines(90)}}\nfunction short() {\n${lines(68)}}\n`,
  'src/core/clock.ts': 'export const at = Date.now();\n// Date.now() in a comment is none\n',
  'src/app/wait.ts': "export const wait_ms = Math.random();\nconsole.log('waited');\n",
  'src/app/late.ts': 'setTimeout(() => undefined, Date.now());\n',
  'src/store/row.ts': "import type { Table } from './table.js';\nexport type Row = Table;\n",
  'src/store/table.ts': "import { type Row } from './row.js';\nexport type Table = Row;\n",
  'web/amount.tsx': 'export const Amount = () => <b>{(1).toFixed(2)}</b>;\n',
  'src/core/kernel/refusing.ts': 'export const invalid = (message: string) => ({ refused: true, message });\n',
  'src/core/kernel/error_codes.ts': "export const ERROR_CODES = { used: 'It is used.', idle: 'Nothing is so.' };\n",
  'src/core/noun/refusals.ts':
    "import { invalid } from '../kernel/refusing.js';\nexport const no = (code = 'used') => invalid('Nothing is left', code);\nexport const never = (why: string) => invalid(why);\n",
  'src/core/noun/verb.ts':
    "import { never } from './refusals.js';\nimport { invalid } from '../kernel/refusing.js';\nexport const refused = [never('It is late'), never('late'), invalid(''), { refused: true }];\n",
  'src/api/noun.ts': "export const text = 'Nothing is left';\n",
  'ARCHITECTURE.md': 'Files for a rule:\n`src/core/rule.ts`, `src/core/<new>.ts`, `src/core/gone.ts`\n',
  [LIST]: JSON.stringify({ 'src/app/known.ts known': 82, 'src/app/known.ts grown': 91, 'src/app/known.ts short': 75 }),
};

test('long functions, calls that have a better place, nameless refusals and circles are found, and exceptions that nobody needs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-lint-'));
  try {
    for (const [name, text] of Object.entries(TREE)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const { status, stderr } = spawnSync(process.execPath, ['scripts/lint.mjs', folder], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    const found = stderr.trim().split('\n');
    const exceptions = /: \S+ does not use .+; take the exception out\.$/;
    assert.ok(found.some((line) => exceptions.test(line)));
    assert.deepEqual(
      found.filter((line) => !exceptions.test(line)).map((line) => line.replace(/;.*/, '')),
      [
        'src/app/known.ts:83: grown has 92 lines, of at most 91',
        'src/core/rule.ts:2: pay.decide has 51 lines, of at most 50',
        `${LIST}: src/app/known.ts short is short enough, or gone`,
        'src/app/late.ts:1: setTimeout() is not used here',
        'src/app/late.ts:1: Date.now is not used here',
        'src/app/wait.ts:2: console.* is not used here',
        'src/core/clock.ts:1: Date.now is not used here',
        'web/amount.tsx:1: .toFixed is not used here',
        'src/core/noun/verb.ts:2: refusals are not made here',
        'src/core/noun/verb.ts:3: refusals are not made here',
        'src/core/noun/verb.ts:3: a refusal brings words along',
        'src/api/noun.ts:1: the sentence of a refusal stands at src/core/noun/refusals.ts:2 already: Nothing is left',
        'src/core/kernel/error_codes.ts: nothing has the code idle',
        'src/store/row, src/store/table: these files import each other in a circle.',
        'ARCHITECTURE.md: src/core/gone.ts, named for a rule, is not there.',
      ],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a refusal is reached where it is made, in whatever thread, and no other is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-reached-'));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', './scripts/house/reached.mjs', '--input-type=module', ...args], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, DAYBOOK_TEST_REACHED_FOLDER: folder },
    });
  try {
    const [refund, dispute] = ['refund', 'dispute'].map((noun) => `./dist/src/core/payments/${noun}/refusals.js`);
    run('-e', `(await import('${refund}')).nothingNamed()`);
    const thread = `import('${new URL(dispute ?? '', `file://${ROOT}`).href}').then((it) => it.noEvidence())`;
    run('-e', `new (await import('node:worker_threads')).Worker(${JSON.stringify(thread)}, { eval: true })`);
    const { stdout } = run(
      '-e',
      `const { unreachedRefusals } = await import('./scripts/house/reached.mjs');
       console.log(JSON.stringify(await unreachedRefusals(${JSON.stringify(folder)})))`,
    );
    const unreached: readonly string[] = JSON.parse(stdout);
    assert.deepEqual(
      ['refund/refusals.js nothingNamed', 'refund/refusals.js notCancelable', 'dispute/refusals.js noEvidence'].map(
        (name) => unreached.includes(`core/payments/${name}`),
      ),
      [false, true, false],
    );
    assert.ok(unreached.includes('core/kernel/errors.js noKey'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
