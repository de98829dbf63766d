/** The guides' commands are run as they are printed, in their order, and answer what is printed below them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { skipCurl as skip } from './support/curl.js';
import { startDaybook } from './support/daybook.js';
import { assertShows, example, parseShortened, runCurl } from './support/examples.js';

const FOLDER = 'docs/guides';

describe('guides', { skip }, () => {
  for (const file of readdirSync(FOLDER)) {
    test(file, async () => {
      const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
      const names = [...text.matchAll(/<!-- example: (.+) -->/g)].map(([, name]) => name as string);
      assert.equal(names.length, text.match(/^```sh$/gm)?.length, 'every command has a marker');
      assert.equal(names.length, text.match(/^```text$/gm)?.length, 'every command has an answer');
      assert.equal(new Set(names).size, names.length);
      const daybook = await startDaybook();
      try {
        let INTENT = '';
        for (const name of names) {
          const [answer] = await runCurl(example(text, name), daybook, { INTENT });
          if (INTENT === '') INTENT = answer.id;
          const printed = text.split(`<!-- example: ${name} -->`)[1]?.split('```text\n')[1]?.split('```')[0] ?? '';
          assertShows(parseShortened(printed), answer, name);
        }
      } finally {
        await daybook.remove();
      }
    });
  }
});

test('the README links every guide', () => {
  const readme = readFileSync('README.md', 'utf8');
  for (const file of readdirSync(FOLDER)) assert.ok(readme.includes(`(${FOLDER}/${file})`), file);
});
