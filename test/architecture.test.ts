/** Who may import whom (ARCHITECTURE.md has the same table for readers), and no file too long to read. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { COMMANDS } from '../src/core/commands.js';

/** The compiled test runs from dist/test; what it reads are the sources. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** For each layer the layers it may import; `store:types` allows `import type` only. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  wire: ['wire', 'core'],
  store: ['store', 'core'],
  app: ['app', 'store', 'core'],
  api: ['api', 'wire', 'core', 'app', 'store:types'],
  cli: ['cli', 'api', 'wire', 'app', 'store', 'core'],
};

/** Where a package may be imported; `stripe`, a development dependency, as types only. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@photostructure/sqlite': ['store'],
  commander: ['cli'],
  fastify: ['api'],
  pg: ['store'],
  pino: ['api', 'cli'],
};

/**
 * For each room of a layer the rooms that it may import. What stands at the top of a layer puts the rooms together, and may
 * import all of them.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'core/kernel': [],
  'core/billing': ['core/kernel'],
  'core/payments': ['core/kernel'],
  'core/platform': ['core/kernel'],
  // The roof: what is due is asked of every kind there is.
  'core/clockwork': [
    'core/kernel',
    'core/billing',
    'core/payments',
    'core/platform',
    'core/kinds.ts',
    'core/commands.ts',
  ],
  'api/kernel': [],
  'api/billing': ['api/kernel'],
  'api/payments': ['api/kernel'],
  'api/platform': ['api/kernel'],
};

/** They stand over the rooms, and may import them all. */
const ROOFS = ['api/docs', 'api/server'];

const LONGEST_FILE = 500;

interface Import {
  /** The file, relative to src, with forward slashes. */
  readonly from: string;
  /** The imported file, relative to src; or the package. */
  readonly to: string;
  readonly is_file: boolean;
  readonly is_type: boolean;
}

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => name.endsWith(ending));
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const from = relative('src', file);
  const found: Import[] = [];
  const add = (specifier: string, is_type: boolean) => {
    const is_file = specifier.startsWith('.');
    const to = is_file ? normalize(join(dirname(from), specifier)).replace(/\.js$/, '.ts') : packageOf(specifier);
    found.push({ from, to, is_file, is_type });
  };
  // `import { type A, type B } from` is a type import too, and `import './x.js'` runs the file.
  for (const match of source.matchAll(/^(?:import|export)\s+(type\s+)?([^;'"]*?)\s*from\s*['"]([^'"]+)['"]/gms)) {
    const [, type, clause = '', specifier = ''] = match;
    const names = /^\{(.*)\}$/s.exec(clause)?.[1]?.split(',') ?? [];
    const given = names.map((name) => name.trim()).filter((name) => name !== '');
    add(specifier, type !== undefined || (given.length > 0 && given.every((name) => name.startsWith('type '))));
  }
  for (const match of source.matchAll(/^import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm)) {
    add(match[1] ?? match[2] ?? '', false);
  }
  for (const match of source.matchAll(/\brequire\(\s*['"]([^'"]+)['"]\s*\)/g)) add(match[1] ?? '', false);
  return found;
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function layerOf(file: string): string {
  return file.split('/')[0] ?? file;
}

/** The folder below the layer, or the file at its top. */
function roomOf(file: string): string {
  return file.split('/').slice(0, 2).join('/');
}

const SOURCES = filesBelow('src', '.ts');
const WEB_FILES = [...filesBelow('web', '.ts'), ...filesBelow('web', '.tsx')];
const IMPORTS = SOURCES.flatMap(importsOf);

test('the reader of imports sees them', () => {
  assert.ok(SOURCES.length > 50, `only ${SOURCES.length} files`);
  const server = IMPORTS.filter(({ from }) => from === 'api/server/server.ts');
  assert.ok(server.some(({ to, is_type }) => to === 'api/server/pipeline.ts' && !is_type));
  assert.ok(server.some(({ to, is_type }) => to === 'pino' && is_type));
});

test('every file imports only from layers that its own may know', () => {
  const wrong: string[] = [];
  for (const { from, to, is_file, is_type } of IMPORTS) {
    if (!is_file) continue;
    const allowed = ALLOWED[layerOf(from)];
    const layer = layerOf(to);
    if (allowed === undefined) wrong.push(`${from} is in no known layer`);
    else if (!allowed.includes(layer) && !(is_type && allowed.includes(`${layer}:types`))) {
      wrong.push(`${from} imports ${to}: ${layerOf(from)} may import ${allowed.join(', ')}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('every room imports only from rooms that it may know', () => {
  const wrong: string[] = [];
  for (const { from, to, is_file } of IMPORTS) {
    const [room, other] = [roomOf(from), roomOf(to)];
    const allowed = ROOMS[room];
    if (!is_file || allowed === undefined || other === room || layerOf(to) !== layerOf(from)) continue;
    if (!allowed.includes(other)) wrong.push(`${from} imports ${to}: ${room} may import ${allowed.join(', ')}`);
  }
  assert.deepEqual(wrong, []);
  const files = new Set(SOURCES.map((file) => roomOf(relative('src', file))));
  const said = [...Object.keys(ROOMS), ...ROOFS];
  for (const room of said) assert.ok(files.has(room), `there is no ${room}`);
  const rooms = [...files].filter((room) => /^(?:core|api)\/\w+$/.test(room));
  assert.deepEqual(
    rooms.filter((room) => !said.includes(room)),
    [],
  );
});

test('a rule stands in the folder of its noun, in a file of its name', () => {
  const rules = SOURCES.map((file) => relative('src', file)).filter((file) => file.startsWith('core/'));
  const lost = Object.keys(COMMANDS).filter((name) => {
    const [noun, verb] = name.split('.');
    // A noun that is only kept, with nothing to decide, may have all of them in one.
    return !rules.some((file) => file.endsWith(`/${noun}/${verb}.ts`) || file.endsWith(`/${noun}/commands.ts`));
  });
  // A capture changes the intent, which a charge does not know of.
  assert.deepEqual(lost, ['charge.capture']);
});

test('packages are imported where they belong; core imports none', () => {
  const wrong: string[] = [];
  for (const { from, to, is_file, is_type } of IMPORTS) {
    if (is_file) continue;
    const layer = layerOf(from);
    if (layer === 'core') wrong.push(`${from} imports ${to}; core is pure`);
    else if (to === 'stripe' && !is_type) wrong.push(`${from} imports stripe, of which only types may be used`);
    else if (PACKAGES[to] !== undefined && !PACKAGES[to].includes(layer)) wrong.push(`${from} imports ${to}`);
    else if (PACKAGES[to] === undefined && to !== 'stripe' && !to.startsWith('node:')) {
      wrong.push(`${from} imports ${to}, which is no declared dependency`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('what the sandbox knows of its cards is asked of it through the port', () => {
  const inside = (file: string) => file.startsWith('core/payments/processor/');
  const sandbox = IMPORTS.filter(({ to }) => to.startsWith('core/payments/processor/sandbox/'));
  const wrong = sandbox.filter(({ from }) => !inside(from)).map(({ from, to }) => `${from} imports ${to}`);
  assert.deepEqual(wrong, []);
  const ways = new Set(sandbox.map(({ from }) => from).filter((from) => !from.includes('/sandbox/')));
  assert.deepEqual([...ways], ['core/payments/processor/registry.ts']);
});

test('the web application is a client: it imports nothing of the server, and only its own packages', () => {
  const allowed = ['react', 'react-dom', 'wouter', '@tanstack/react-query'];
  const wrong: string[] = [];
  for (const file of WEB_FILES) {
    for (const { to, is_file, is_type } of importsOf(file)) {
      const is_own = is_file ? normalize(join('src', to)).startsWith('web/') : allowed.includes(to);
      if (!is_own && !(to === 'stripe' && is_type)) wrong.push(`${file} imports ${to}`);
    }
  }
  assert.ok(WEB_FILES.length > 50);
  assert.deepEqual(wrong, []);
});

test(`no file is longer than ${LONGEST_FILE} lines`, () => {
  const files = [...SOURCES, ...WEB_FILES, ...filesBelow('web', '.css'), ...filesBelow('test', '.ts')];
  const long = files.filter((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1 > LONGEST_FILE);
  assert.deepEqual(long, []);
});
