/** The files of docs/ become pages without losing a word. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { renderMarkdown } from '../../../src/api/docs/markdown.js';

/** [what is written, what becomes of it] */
const CASES: readonly (readonly [string, string])[] = [
  ['one\ntwo', '<p>one two</p>'],
  ['## A `b` c', '<h2 id="a-b-c">A <code>b</code> c</h2>'],
  ['### X\n### X', '<h3 id="x">X</h3>\n<h3 id="x-1">X</h3>'],
  ['- one\n  goes on\n- **two**', '<ul>\n<li>one goes on</li>\n<li><strong>two</strong></li>\n</ul>'],
  ['1. one\n2. two', '<ol>\n<li>one</li>\n<li>two</li>\n</ol>'],
  ['text:\n- one', '<p>text:</p>\n<ul>\n<li>one</li>\n</ul>'],
  ['- one\n\nafter', '<ul>\n<li>one</li>\n</ul>\n<p>after</p>'],
  ['```sh\na <b\n\n- c\n```\nafter', '<pre tabindex="0"><code>a &lt;b\n\n- c</code></pre>\n<p>after</p>'],
  ['a [link](x.md), [none](y.md)', '<p>a <a href="/to/x.md">link</a>, none</p>'],
  ['**[a `b`](x.md) c**', '<p><strong><a href="/to/x.md">a <code>b</code></a> c</strong></p>'],
  ['`**a** [b](c)` <i>', '<p><code>**a** [b](c)</code> &lt;i&gt;</p>'],
  ['<!-- a\nb -->\ntext', '<p>text</p>'],
];

for (const [source, expected] of CASES) {
  test(JSON.stringify(source), () => {
    const { main } = renderMarkdown(source, (target) => (target === 'x.md' ? '/to/x.md' : undefined));
    assert.equal(main.text.trim(), expected);
  });
}

test('a table has a head where it says something, and bars in its cells', () => {
  const { main } = renderMarkdown('| a | b |\n|---|---|\n| `x\\|y` | |', () => undefined);
  assert.match(main.text, /<th scope="col">a<\/th>[\s\S]*<td><code>x\|y<\/code><\/td><td><\/td>/);
  assert.doesNotMatch(renderMarkdown('| | |\n|---|---|\n| a | b |', () => undefined).main.text, /<th/);
});

for (const file of readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))) {
  test(`${file} is known in all that it uses`, () => {
    const source = readFileSync(`docs/${file}`, 'utf8');
    const { title, main } = renderMarkdown(source, () => undefined);
    assert.notEqual(title, '');
    const prose = main.text.replaceAll(/<pre[\s\S]*?<\/pre>|<code>[\s\S]*?<\/code>/g, ' ');
    assert.doesNotMatch(prose, /`|\*\*|\]\(|^#|^\|/m);
    const shown = words(`${title} ${main.text.replaceAll(/<[^>]*>/g, ' ')}`.replaceAll(/&(lt|gt|amp|quot);/g, ' '));
    const missing = words(source.replaceAll(/<!--[\s\S]*?-->|\]\([^)]*\)|^```\w+/gm, ' ')).filter(
      (word) => !shown.includes(word),
    );
    assert.deepEqual(missing, []);
  });
}

function words(text: string): string[] {
  return [...new Set(text.match(/[\p{L}\p{N}]{2,}/gu))];
}
