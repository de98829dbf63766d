// What Stripe documents, read from the files of the installed `stripe` package: methods with their parameters.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { keyOf } from '../dist/src/api/docs/compatibility.js';

const require = createRequire(import.meta.url);
const PACKAGE = dirname(dirname(require.resolve('stripe')));
const FOLDER = join(PACKAGE, 'esm/resources');

export const { version: stripeVersion } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));

export const stripeApiVersion = /ApiVersion = '([^']+)'/.exec(
  readFileSync(join(PACKAGE, 'esm/apiVersion.js'), 'utf8'),
)?.[1];

/**
 * Every method of the resources of which Daybook has one of these operations: `{ method, path, parameters }`, ids in paths
 * as `:id`.
 */
export function stripeMethods(operations) {
  const served = new Set(operations.map(keyOf));
  return readdirSync(FOLDER, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.js'))
    .sort()
    .map((name) => methodsIn(name.replace(/\.js$/, '')))
    .filter((methods) => methods.some((method) => served.has(keyOf(method))))
    .flat();
}

function methodsIn(resource) {
  const code = readFileSync(join(FOLDER, `${resource}.js`), 'utf8');
  const types = readFileSync(join(FOLDER, `${resource}.d.ts`), 'utf8');
  const calls = code.matchAll(/^ {4}(\w+)\([^)]*\) \{\n\s*return this\._makeRequest\('(\w+)', ['`]([^'`]+)['`]/gm);
  return [...calls].map(([, name, method, path]) => ({
    method,
    path: path.replaceAll(/\$\{encodeURIComponent\((\w+?)(?:Id)?\)\}/g, ':$1'),
    parameters: parametersOf(types, name),
  }));
}

/** The names of a method's parameters in bracket form, from the type of its argument. */
function parametersOf(types, name) {
  const type = new RegExp(`^ {4}${name}\\([^)]*?params\\??: (\\w+)`, 'm').exec(types)?.[1];
  return type === undefined ? [] : members(types, [type], '');
}

function members(types, path, parent) {
  const [head, body] = interfaceOf(types, path);
  const paging = /extends PaginationParams/.test(head) ? ['limit', 'starting_after', 'ending_before'] : [];
  const found = paging.map((name) => [name, '']);
  for (const [, name, type] of body.matchAll(/^ {4}(\w+)\??: (.*);$/gm)) found.push([name, type]);
  return found.flatMap(([name, type]) => {
    const own = parent === '' ? name : `${parent}[${name}]`;
    const inner = /([A-Z]\w*(?:\.\w+)+)/.exec(type)?.[1]?.split('.');
    const relative = inner?.[0] === path.at(-1) ? [...path.slice(0, -1), ...inner] : inner;
    if (relative === undefined || interfaceOf(types, relative)[1] === '') return [own];
    return [own, ...members(types, relative, /Array</.test(type) ? `${own}[]` : own)];
  });
}

/** The head and the body of an interface, which may lie in namespaces; empty texts where there is none. */
function interfaceOf(types, path) {
  let text = types;
  for (const name of path.slice(0, -1)) text = dedented(block(text, `(?:declare )?namespace ${name} `)[1]);
  return block(text, `interface ${path.at(-1)} `);
}

function block(text, start) {
  const match = new RegExp(`^(?:export )?(${start}[^{]*)\\{\\n([\\s\\S]*?)^\\}`, 'm').exec(text);
  return match === null ? ['', ''] : [match[1], match[2]];
}

function dedented(text) {
  return text.replaceAll(/^ {4}/gm, '');
}
