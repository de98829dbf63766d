// Refusals have names: their sentences stand in catalogues, each once, and everybody else calls the names.
import { walk } from './sources.mjs';

const CATALOGUE = /^src\/(.+\/refusals|core\/kernel\/errors)\.ts$/;
const BUILDERS = 'src/core/kernel/refusing.ts';
const CODES = 'src/core/kernel/error_codes.ts';

/** What is wrong with refusals in the files, a line for each thing. */
export function wrongRefusals(files) {
  const sources = files.filter(({ path }) => path.startsWith('src/'));
  const catalogues = sources.filter(({ path }) => CATALOGUE.test(path));
  const others = sources.filter(({ path }) => !CATALOGUE.test(path) && path !== BUILDERS);
  return [...others.flatMap(madeIn), ...saidTwice(catalogues, others), ...idleCodes(sources)];
}

/** Refusals that a file makes by itself, or whose words it brings along to a name. */
function madeIn(file) {
  const { path, program, lineAt } = file;
  const named = new Set();
  const found = [];
  const note = (node, what) => found.push(`${path}:${lineAt(node.start)}: ${what}; give it a name in a refusals.ts.`);
  walk(program, (node) => {
    if (node.type === 'ImportDeclaration') {
      if (/\/refusing\.js$/.test(node.source.value)) note(node, 'refusals are not made here');
      if (/\/(refusals|errors)\.js$/.test(node.source.value))
        for (const each of node.specifiers) named.add(each.local.name);
    } else if (node.type === 'Property' && node.key.name === 'refused' && node.value.value === true) {
      note(node, 'refusals are not made here');
    }
  });
  walk(program, (node) => {
    if (node.type !== 'CallExpression') return;
    const callee = node.callee.type === 'MemberExpression' ? node.callee.object : node.callee;
    if (!named.has(callee.name)) return;
    for (const argument of node.arguments)
      if (textOf(argument)?.includes(' ')) note(argument, 'a refusal brings words along');
  });
  return found;
}

/** Sentences, and parts of them, that stand in two places, one of which is a catalogue. */
function saidTwice(catalogues, others) {
  const places = new Map();
  const found = [];
  for (const { path, program, lineAt } of [...catalogues, ...others]) {
    walk(program, (node) => {
      const text = textOf(node);
      if (text === undefined || text.trim().split(' ').length < 3) return;
      const place = `${path}:${lineAt(node.start)}`;
      const first = places.get(text);
      if (first !== undefined) found.push(`${place}: the sentence of a refusal stands at ${first} already: ${text}`);
      else if (CATALOGUE.test(path)) places.set(text, place);
    });
  }
  return found;
}

/** Codes that the reference explains, and that nothing has. */
function idleCodes(sources) {
  const codes = [];
  const used = new Set();
  for (const { path, program } of sources) {
    walk(program, (node) => {
      if (path !== CODES) used.add(textOf(node));
      else if (node.type === 'Property' && textOf(node.value) !== undefined) codes.push(node.key.name);
    });
  }
  return codes.filter((code) => !used.has(code)).map((code) => `${CODES}: nothing has the code ${code}; take it out.`);
}

/** The text of a literal; what is filled in counts as a word. */
function textOf(node) {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  return node.type === 'TemplateLiteral' ? node.quasis.map(({ value }) => value.cooked).join('…') : undefined;
}
