// Which files lean on each other in a circle, also by types alone.
import { posix } from 'node:path';

/** Groups of files of which each leads to each other one. */
export function circlesIn(files) {
  const stems = new Map(files.map((file) => [stemOf(file.path), file]));
  const next = new Map(
    files.map((file) => [
      stemOf(file.path),
      [...file.module.staticImports, ...file.module.staticExports.flatMap(({ entries }) => entries)]
        .map(({ moduleRequest }) => moduleRequest?.value)
        .filter((to) => to?.startsWith('.'))
        .map((to) => stemOf(posix.join(posix.dirname(file.path), to)))
        .filter((to) => stems.has(to)),
    ]),
  );
  return components(next).filter((group) => group.length > 1);
}

function stemOf(path) {
  return path.replace(/\.[jt]sx?$/, '');
}

/** Tarjan's strongly connected components. */
function components(next) {
  const seen = new Map();
  const open = [];
  const found = [];
  const visit = (node) => {
    const own = { index: seen.size, low: seen.size, is_open: true };
    seen.set(node, own);
    open.push(node);
    for (const to of next.get(node) ?? []) {
      const other = seen.get(to) ?? visit(to);
      if (other.is_open) own.low = Math.min(own.low, other.low);
    }
    if (own.low === own.index) {
      const group = open.splice(open.indexOf(node));
      for (const each of group) seen.get(each).is_open = false;
      found.push(group);
    }
    return own;
  };
  for (const node of next.keys()) if (!seen.has(node)) visit(node);
  return found;
}
