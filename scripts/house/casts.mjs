// Where the compiler takes our word for what something is.
import { walk } from './sources.mjs';

/** By kind of word how often it is given. */
export function castsIn(files) {
  const counts = { 'as Document<…>': 0, 'JSON.parse(…) as …': 0, 'as unknown as …': 0 };
  for (const { program } of files) {
    walk(program, (node, [around]) => {
      if (node.type !== 'TSAsExpression') return;
      if (node.typeAnnotation.typeName?.name === 'Document') counts['as Document<…>'] += 1;
      if (isParse(node.expression)) counts['JSON.parse(…) as …'] += 1;
      if (node.typeAnnotation.type === 'TSUnknownKeyword' && around?.type === 'TSAsExpression') {
        counts['as unknown as …'] += 1;
      }
    });
  }
  return counts;
}

function isParse({ type, callee }) {
  return type === 'CallExpression' && callee.object?.name === 'JSON' && callee.property?.name === 'parse';
}
