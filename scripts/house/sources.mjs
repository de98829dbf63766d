// The sources of a tree, read and parsed once for everything that is counted in them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';

const ENDINGS = /\.tsx?$/;

/** Every TypeScript file below the folders of `root`, in order; `path` is relative to it, with forward slashes. */
export function sourcesOf(root, folders) {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${name}`))
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => ENDINGS.test(name) && !name.endsWith('.d.ts'))
    .sort()
    .map((path) => source(path, readFileSync(join(root, path), 'utf8')));
}

function source(path, text) {
  const { program, module, errors } = parseSync(path, text, { sourceType: 'module' });
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0].message}`);
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return { path, text, program, module, lines: starts.length - 1, lineAt: (offset) => lineAt(starts, offset) };
}

function lineAt(starts, offset) {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** Calls `visit` with every node and those it lies in, the innermost first. */
export function walk(node, visit, around = []) {
  if (Array.isArray(node)) {
    for (const each of node) walk(each, visit, around);
  } else if (typeof node === 'object' && node !== null) {
    const is_node = typeof node.type === 'string';
    if (is_node) visit(node, around);
    const inner = is_node ? [node, ...around] : around;
    for (const key in node) if (key !== 'parent') walk(node[key], visit, inner);
  }
}
