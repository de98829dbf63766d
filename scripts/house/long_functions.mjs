// How long functions are. One that is long does several things, and each of them could have a name.
import { walk } from './sources.mjs';

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const LIMIT_LINES = { 'src/core/': 50, 'src/': 70, 'web/': 70 };

/** The functions of a file that are longer than is good there, each once, with where they are. */
export function longFunctions({ path, program, lineAt }) {
  const limit =
    Object.entries(LIMIT_LINES).find(([folder]) => path.startsWith(folder))?.[1] ?? Number.POSITIVE_INFINITY;
  const found = new Map();
  walk(program, (node, around) => {
    if (!FUNCTIONS.has(node.type)) return;
    const lines = lineAt(node.end) - lineAt(node.start) + 1;
    if (lines <= limit) return;
    const name = `${path} ${nameOf(node, around)}`;
    // Of two that have no name of their own the longer one counts.
    if (lines > (found.get(name)?.lines ?? 0))
      found.set(name, { name, lines, limit, at: `${path}:${lineAt(node.start)}` });
  });
  return [...found.values()];
}

/** A rule of its command, a method of its class; what has no name goes by the call that it is given to. */
function nameOf(node, around) {
  const [parent] = around;
  const own = node.id ?? parent?.id ?? (parent?.value === node ? parent.key : undefined);
  if (own?.name === undefined) {
    const call = around.find(({ type }) => type === 'CallExpression');
    return `in ${call?.callee.name ?? call?.callee.property?.name ?? 'the file'}()`;
  }
  const holder = parent?.value === node ? around.slice(1).find(({ id }) => id?.name !== undefined) : undefined;
  return holder === undefined ? own.name : `${holder.id.name}.${own.name}`;
}
