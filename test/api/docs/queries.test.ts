/** Every query that the documentation shows is one that the search takes it for, in every version. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { exampleOf } from '../../../src/api/docs/examples.js';
import type { Operation } from '../../../src/api/kernel/operation.js';
import { OPERATIONS } from '../../../src/api/routes.js';
import { parameterRows } from '../../../src/wire/parameters.js';
import { request, startDaybook, type TestDaybook } from '../../support/daybook.js';

const ROOT = new URL('../../../../', import.meta.url);

/** What is shown of a search in its description, in its example, and on the pages of compatibility. */
function shownOf(operation: Operation, page: string): readonly string[] {
  const { description = '' } = parameterRows(operation.parameters).find(({ name }) => name === 'query') ?? {};
  const [, section = ''] = page.split(`### \`GET ${operation.path}\``);
  const shown = [description, section.split('\n### ')[0] ?? ''].map(
    (text) => /Such as (.+?)\.(?: \||$)/m.exec(text)?.[1],
  );
  const example = exampleOf(operation).form.find(([name]) => name === 'query')?.[1];
  return [...shown, example].map((query) => query ?? assert.fail(`${operation.path} shows no query`));
}

describe('queries in the documentation', () => {
  let daybook: TestDaybook;
  before(async () => {
    daybook = await startDaybook();
  });
  after(() => daybook?.remove());

  const asked = async (path: string, query: string, version: string): Promise<void> => {
    const form = `query=${encodeURIComponent(query)}`;
    const { status, body } = await request(daybook, 'GET', path, form, { 'Stripe-Version': version });
    assert.equal(status, 200, `${path} ${query}: ${JSON.stringify(body)}`);
  };

  const searches = OPERATIONS.filter((operation) => operation.searches);
  const folder = new URL('docs/compatibility/', ROOT);
  const page = readdirSync(folder)
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('');

  it('are there for every search', () => {
    assert.equal(searches.length, 4);
  });

  for (const operation of searches) {
    it(`are taken by ${operation.path}`, async () => {
      for (const query of new Set(shownOf(operation, page))) {
        for (const version of ['2020-08-27', '2026-10-28.endive']) await asked(operation.path, query, version);
      }
    });
  }

  it('are taken where they stand in a text', async () => {
    const folder = new URL('docs/', ROOT);
    const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
    const texts = [...pages.map((name) => readFileSync(new URL(name, folder), 'utf8'))];
    // A field, an operator and a value in quotes, which nothing else is written like.
    const found = texts.flatMap((text) =>
      [...text.matchAll(/`(-?[a-z_.]+[:~]"[^"`]*")`/g)].map(([, query]) => query ?? ''),
    );
    assert.ok(found.includes('refunded:"false"'), found.join(' '));
    for (const query of found) await asked('/v1/charges/search', query, '2020-08-27');
  });
});
