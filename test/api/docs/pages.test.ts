/** The pages for people: complete, closed to everything foreign, and with links that lead somewhere. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { anchorOf, groupsOf } from '../../../src/api/docs/groups.js';
import { openApiDocument } from '../../../src/api/docs/openapi.js';
import { STYLESHEET } from '../../../src/api/docs/stylesheet.js';
import { OPERATIONS } from '../../../src/api/routes.js';
import { EVENT_TYPES } from '../../../src/core/event_types.js';
import { ERROR_CODES } from '../../../src/core/kernel/error_codes.js';
import { parameterRows } from '../../../src/wire/parameters.js';
import { request, startDaybook, type TestDaybook } from '../../support/daybook.js';
import { violationsOf } from '../../support/json_schema.js';

let daybook: TestDaybook;
/** Every page that the start leads to, by its path. */
const texts = new Map<string, string>();

before(async () => {
  daybook = await startDaybook();
  const waiting = ['/docs'];
  for (const path of waiting) {
    texts.set(path, await (await fetch(`${daybook.address}${path}`)).text());
    const found = [...textOf(path).matchAll(/href="(\/docs[^"#]*)/g)].map(([, target = '']) => target);
    waiting.push(...new Set(found.filter((target) => !target.endsWith('.css') && !waiting.includes(target))));
  }
});
after(() => daybook.remove());

function textOf(path: string): string {
  return texts.get(path) ?? '';
}

function idsIn(text: string): string[] {
  return [...text.matchAll(/ id="([^"]*)"/g)].map((match) => match[1] ?? '');
}

/** What a reader sees of a page. */
function plain(text: string): string {
  return text
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

test('the root offers the dashboard and the documentation to people, and nothing to programs', async () => {
  const response = await fetch(`${daybook.address}/`, { headers: { Accept: 'text/html,*/*' } });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'self'/);
  const text = await response.text();
  for (const target of ['/dashboard', '/docs']) {
    assert.ok(text.includes(`<a href="${target}">`));
    assert.equal((await fetch(`${daybook.address}${target}`)).status, 200, target);
  }
  assert.equal((await fetch(`${daybook.address}/`)).status, 404);
});

test('there is a page for each resource and for each file of docs', () => {
  for (const { name } of groupsOf(OPERATIONS)) assert.ok(texts.has(`/docs/api/${name}`), name);
  const files = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
  assert.ok(files.length > 40);
  for (const file of files) assert.ok(texts.has(`/docs/${file.replace(/(\/README)?\.md$/, '')}`), file);
});

for (const path of ['/docs', '/docs/api/refunds', '/docs/operate', '/docs/style.css', '/openapi.json']) {
  test(`${path} is served without a key, with a policy, and not again while it is unchanged`, async () => {
    const first = await fetch(`${daybook.address}${path}`);
    assert.equal(first.status, 200);
    assert.match(first.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'self'/);
    assert.equal(first.headers.get('x-content-type-options'), 'nosniff');
    const tag = first.headers.get('etag') ?? '';
    assert.match(tag, /^"[\w-]+"$/);
    const again = await fetch(`${daybook.address}${path}`, { headers: { 'If-None-Match': tag } });
    assert.equal(again.status, 304);
    assert.equal(await again.text(), '');
  });
}

test('pages run nothing and load nothing from elsewhere', () => {
  for (const [path, text] of texts) {
    assert.doesNotMatch(text, /<script|<iframe|<img|\son\w+=|\sstyle=|<style/i, path);
    assert.deepEqual(text.match(/<form[^>]*>/g), ['<form action="/docs/search" role="search">'], path);
    const loaded = [...text.matchAll(/<link[^>]*href="([^"]*)"/g)].map((match) => match[1]);
    assert.deepEqual(loaded, ['data:,', '/docs/style.css'], path);
    assert.doesNotMatch(text, /href="(?!#|\/|data:,)/, path);
  }
  assert.doesNotMatch(STYLESHEET, /url\(|@import/);
});

test('links lead to places that exist, and places have one name', async () => {
  const others = new Set<string>();
  for (const [path, text] of texts) {
    const ids = idsIn(text);
    assert.equal(new Set(ids).size, ids.length, `${path} names a place twice`);
    for (const [, target = ''] of text.matchAll(/href="#([^"]*)"/g)) assert.ok(ids.includes(target), target);
    for (const [, target = '', anchor] of text.matchAll(/href="(\/docs[^"#]*)(?:#([^"]*))?"/g)) {
      if (anchor !== undefined) assert.ok(idsIn(textOf(target)).includes(anchor), `${path}: ${target}#${anchor}`);
    }
    for (const [, target = ''] of text.matchAll(/href="(\/[^"#]*)/g)) others.add(target);
  }
  for (const target of others) {
    const { status } = await fetch(`${daybook.address}${target}`, { headers: { Accept: 'text/html' } });
    assert.equal(status, 200, target);
  }
});

test('the reference has every operation with every parameter', () => {
  for (const { name, operation } of groupsOf(OPERATIONS).flatMap(({ name, operations }) =>
    operations.map((operation) => ({ name, operation })),
  )) {
    const anchor = anchorOf(operation);
    const article =
      textOf(`/docs/api/${name}`).split(`<article aria-labelledby="${anchor}">`)[1]?.split('</article>')[0] ?? '';
    const shown = plain(article);
    assert.ok(shown.includes(operation.path), anchor);
    assert.ok(shown.includes(operation.summary.replaceAll('`', '')), anchor);
    assert.ok(shown.includes('curl "$DAYBOOK/v1/'), anchor);
    for (const { name } of parameterRows(operation.parameters)) assert.ok(shown.includes(name), `${anchor}: ${name}`);
    assert.equal(shown.includes('Extension'), article.includes('badge extension'));
  }
});

test('every answer that is JSON has an example, as its schema says', () => {
  const { paths, components } = JSON.parse(JSON.stringify(openApiDocument(OPERATIONS)));
  const without: string[] = [];
  for (const operation of OPERATIONS) {
    const shown = `${operation.method} ${operation.path}`;
    const [group = ''] = groupsOf([operation]).map(({ name }) => name);
    const text = textOf(`/docs/api/${group}`).split(`aria-label="Answer of ${shown}"><code>`)[1]?.split('</code>')[0];
    if (text === undefined) without.push(shown);
    const { responses } = paths[operation.path.replaceAll(/:([a-z_]+)/g, '{$1}')][operation.method.toLowerCase()];
    const schema = responses['200'].content['application/json']?.schema;
    if (text !== undefined)
      assert.deepEqual(violationsOf(JSON.parse(plain(text)), schema, components.schemas), [], shown);
  }
  assert.deepEqual(without, ['GET /v1/payment_records.csv', 'GET /v1/events/stream']);
});

/** What is asked for, and what must be among the first three that are found. */
const SEARCHES: readonly (readonly [query: string, href: string])[] = [
  ['report_refund', '/docs/api/payment_records#post-payment-records-id-report-refund'],
  ['list customers', '/docs/api/customers#get-customers'],
  ['Parameter_Missing', '/docs/error-codes#parameter-missing'],
  ['charge.refunded', '/docs/events#charge-refunded'],
  ['journal_entry object', '/docs/api/objects#object-journal-entry'],
  ['restoring', '/docs/operate#backing-up-and-restoring'],
  ['sqlite to postgresql', '/docs/operate#moving-from-sqlite-to-postgresql'],
  ['DAYBOOK_REQUEST_LOG_DAYS', '/docs/operate#settings'],
  ['capture a payment several times', '/docs/guides/multicapture'],
  ['webhooks receiver', '/docs/webhooks#a-receiver'],
  ['time never goes back', '/docs/compatibility#times'],
];

test('the search finds operations, objects, codes, events, settings, guides and decisions', async () => {
  for (const [query, href] of SEARCHES) {
    const hits = await search(query);
    assert.ok(hits.slice(0, 3).includes(href), `${query}: ${hits.slice(0, 3).join(' ')}`);
  }
});

test('the search finds every page by its title', async () => {
  for (const [path, text] of texts) {
    const title = plain(/<h1>(.*)<\/h1>/.exec(text)?.[1] ?? '');
    const hits = await search(title);
    assert.ok(
      hits.some((href) => href.split('#')[0] === path),
      `${title}: ${path}`,
    );
  }
});

test('what is searched for is shown as it is and finds nothing where it is nowhere', async () => {
  for (const query of ['', '<script>alert(1)</script>', '"><b>', '%%%', 'x'.repeat(5_000)]) {
    const response = await fetch(`${daybook.address}/docs/search?q=${encodeURIComponent(query)}`);
    const text = await response.text();
    assert.equal(response.status, 200, query);
    assert.match(text, /Nothing has all of these words/);
    assert.doesNotMatch(text, /<script|<b>/);
  }
  assert.equal((await fetch(`${daybook.address}/docs/search?q=%E0%A4%A`)).status, 200);
});

/** Where the hits lead to, the best first. */
async function search(query: string): Promise<string[]> {
  const text = await (await fetch(`${daybook.address}/docs/search?q=${encodeURIComponent(query)}`)).text();
  return [...text.matchAll(/<li><a href="([^"]*)">(?=.*<\/a> <span class="type">)/g)].map(([, href = '']) => href);
}

test('doc_url of an error leads to its code, and every code has its place', async () => {
  const refused = await request(daybook, 'POST', '/v1/payment_records/report_payment', '');
  assert.equal(refused.body.error.code, 'parameter_missing');
  const url = new URL(refused.body.error.doc_url);
  assert.equal(`${url.origin}${url.pathname}`, `${daybook.address}/docs/error-codes`);
  assert.equal(url.hash, '#parameter-missing');
  // What refuses can have no other code (its type is made of these), and the lint finds codes that nothing has.
  const [explained = ''] = textOf('/docs/error-codes').split('id="statuses"');
  const codes = [...explained.matchAll(/<div id="([^"]*)"><dt><code>([^<]*)<\/code>/g)];
  assert.deepEqual(
    codes.map(([, id, code]) => [code, id]),
    Object.keys(ERROR_CODES)
      .sort()
      .map((code) => [code, code.replaceAll('_', '-')]),
  );
});

test("every type of event is listed, and Daybook's own are marked", () => {
  const lines = textOf('/docs/events').split('\n');
  for (const type of Object.keys(EVENT_TYPES)) {
    const line = lines.find((each) => plain(each).startsWith(type));
    assert.ok(line !== undefined, type);
    assert.equal(line.includes('badge extension'), /^(payment_(attempt_)?record|webhook_endpoint)\./.test(type), type);
  }
});

/** Relative luminance and contrast as WCAG 2 defines them. */
function contrast(a: string, b: string): number {
  const luminance = (color: string): number => {
    const channels = [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255);
    const [red = 0, green = 0, blue = 0] = channels.map((c) =>
      c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

test('text can be read in both schemes: a contrast of at least 4.5 to 1', () => {
  const schemes = STYLESHEET.split('@media (prefers-color-scheme: dark)').slice(0, 2);
  assert.equal(schemes.length, 2);
  for (const scheme of schemes) {
    const colors = Object.fromEntries(
      [...scheme.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1], match[2] ?? '']),
    );
    const pairs = ['ink', 'quiet', 'link', 'get', 'post', 'delete'].flatMap((ink) => [
      [ink, 'paper'],
      [ink, 'wash'],
      [ink, 'mark'],
    ]);
    for (const [ink = '', ground = ''] of [...pairs, ['extension', 'extension-wash']]) {
      const found = contrast(colors[ink] ?? '', colors[ground] ?? '');
      assert.ok(found >= 4.5, `${ink} on ${ground}: ${found.toFixed(2)}`);
    }
  }
});
