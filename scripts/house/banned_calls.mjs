// What must not be used where, and what is used instead.
import { walk } from './sources.mjs';

const RULES = ['src/core/', 'src/wire/'];
const NO_CLOCK = 'a rule is told the time: Context.now';
const NO_OWN_TIME = 'the Clock that is handed down says the time and waits for it (src/app/clock.ts)';
const NO_MACHINE = 'rules know no machine: what they need is given to them';

/** `a.b` is a member of a global, `a.*` any of them, `.b` a method of anything, `a()` a call, `new A()` one without arguments. */
const BANNED = [
  ban('console.*', ['src/', 'web/'], "log with pino's logger; the command line writes to process.stdout"),
  ban('process.exit', ['src/'], 'set process.exitCode, or throw: cli/stop.ts ends the server', [
    'src/cli/stop.ts',
    'src/cli/commands/listen.ts',
  ]),
  ban('process.env', ['src/'], 'settings are read in one place, cli/options.ts', [
    'src/cli/options.ts',
    'src/store/postgres/backup.ts',
  ]),
  ban('process.stdout', ['src/'], "only the command line speaks to people; others log with pino's logger", [
    'src/cli/',
  ]),
  ban('process.stderr', ['src/'], "only the command line speaks to people; others log with pino's logger", [
    'src/cli/',
  ]),
  ban('process.on', ['src/'], 'signals and errors of the process are heard in cli/stop.ts', ['src/cli/stop.ts']),
  ban(
    'Math.random',
    ['src/', 'web/'],
    'ids are made by IdSource, secrets of randomBytes; only waits may be spread with it',
    ['src/app/'],
  ),
  ...['Date.now', 'new Date()', 'performance.*', 'setTimeout()', 'setInterval()'].map((use) =>
    ban(use, RULES, NO_CLOCK),
  ),
  ...['Date.now', 'performance.*', 'setTimeout()', 'setInterval()', 'setImmediate()'].map((use) =>
    ban(use, ['src/app/'], NO_OWN_TIME, ['src/app/clock.ts']),
  ),
  ...['new Date()', 'import node:timers', 'import node:perf_hooks'].map((use) => ban(use, ['src/app/'], NO_OWN_TIME)),
  ...['process.*', 'crypto.*', 'fetch()'].map((use) => ban(use, RULES, NO_MACHINE)),
  ban('import node:fs', ['src/api/'], 'files are read in app and store', ['src/api/platform/dashboard/built_file.ts']),
  ban('import node:child_process', ['src/'], 'processes are started where damage is looked for, and for backups', [
    'src/app/quick_check.ts',
    'src/store/postgres/backup.ts',
  ]),
  ban('fetch()', ['web/'], 'ask with `call` of web/api/http.ts, which says the mode and reads refusals', [
    'web/api/http.ts',
    'web/api/stream.ts',
  ]),
  ...['parseFloat()', '.toFixed', 'Number.parseFloat'].map((use) =>
    ban(use, ['src/', 'web/'], 'amounts are whole numbers: decimalText of web/format/money.ts writes them'),
  ),
  ban('.localeCompare', ['src/', 'web/'], 'compare with < as the stores do, or with Intl.Collator for people'),
  ...['.toLocaleString', '.toLocaleDateString', '.toLocaleTimeString'].map((use) =>
    ban(use, ['src/', 'web/'], 'web/format writes amounts and times, in the language that was chosen'),
  ),
];

function ban(use, folders, instead, except = []) {
  return { use, folders, instead, except };
}

/** What is wrong with the files; an exception that nothing needs is wrong, too. */
export function bannedCalls(files) {
  const needed = new Set();
  const found = files.flatMap((file) => {
    const rules = BANNED.filter(({ folders }) => folders.some((folder) => file.path.startsWith(folder)));
    return [...usesOf(file)].flatMap(([use, line]) =>
      rules
        .filter((rule) => rule.use === use)
        .flatMap((rule) => {
          const exception = rule.except.find((place) => file.path.startsWith(place));
          if (exception === undefined) return [`${file.path}:${line}: ${use} is not used here; ${rule.instead}.`];
          needed.add(`${use} ${exception}`);
          return [];
        }),
    );
  });
  const idle = BANNED.flatMap(({ use, except }) => except.map((place) => [use, place]))
    .filter(([use, place]) => !needed.has(`${use} ${place}`))
    .map(([use, place]) => `scripts/house/banned_calls.mjs: ${place} does not use ${use}; take the exception out.`);
  return { found, idle };
}

/** By use the first line that has it. */
function usesOf({ program, lineAt }) {
  const uses = new Map();
  const note = (use, node) => {
    if (!uses.has(use)) uses.set(use, lineAt(node.start));
  };
  walk(program, (node) => {
    if (node.type === 'MemberExpression' && !node.computed) {
      if (node.object.type === 'Identifier') {
        note(`${node.object.name}.${node.property.name}`, node);
        note(`${node.object.name}.*`, node);
      }
      note(`.${node.property.name}`, node);
    } else if (node.type === 'CallExpression' && node.callee.type === 'Identifier') {
      note(`${node.callee.name}()`, node);
    } else if (node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.arguments.length === 0) {
      note(`new ${node.callee.name}()`, node);
    } else if (node.type === 'ImportDeclaration') {
      note(`import ${node.source.value.replace(/\/promises$/, '')}`, node);
    }
  });
  return uses;
}
