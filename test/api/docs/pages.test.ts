/** The pages for people: complete, closed to everything foreign, and with links that lead somewhere. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anchorOf } from '../../../src/api/docs/groups.js';
import { STYLESHEET } from '../../../src/api/docs/stylesheet.js';
import { OPERATIONS } from '../../../src/api/routes.js';
import { EVENT_TYPES } from '../../../src/core/event_types.js';
import { ERROR_CODES } from '../../../src/core/kernel/error_codes.js';
import { parameterRows } from '../../../src/wire/parameters.js';
import { request, startDaybook, type TestDaybook } from '../../support/daybook.js';

const PAGES = ['/docs', '/docs/error-codes', '/docs/events'] as const;

let daybook: TestDaybook;
const texts = new Map<string, string>();

before(async () => {
  daybook = await startDaybook();
  for (const path of PAGES) texts.set(path, await (await fetch(`${daybook.address}${path}`)).text());
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

test('the root leads to the documentation', async () => {
  const response = await fetch(`${daybook.address}/`, {
    redirect: 'manual',
    headers: { Accept: 'text/html,*/*' },
  });
  assert.equal(response.status, 302);
  assert.equal(response.headers.get('location'), '/docs');
});

for (const path of [...PAGES, '/docs/style.css', '/openapi.json']) {
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
    assert.doesNotMatch(text, /<script|<iframe|<img|<form|\son\w+=|\sstyle=|<style/i, path);
    const loaded = [...text.matchAll(/<link[^>]*href="([^"]*)"/g)].map((match) => match[1]);
    assert.deepEqual(loaded, ['data:,', '/docs/style.css'], path);
    assert.doesNotMatch(text, /href="(?!#|\/|data:,)/, path);
  }
  assert.doesNotMatch(STYLESHEET, /url\(|@import/);
});

test('links lead to places that exist, and places have one name', async () => {
  for (const [path, text] of texts) {
    const ids = idsIn(text);
    assert.equal(new Set(ids).size, ids.length, `${path} names a place twice`);
    for (const [, target = ''] of text.matchAll(/href="#([^"]*)"/g)) assert.ok(ids.includes(target), target);
    for (const [, target = ''] of text.matchAll(/href="(\/[^"]*)"/g)) {
      assert.equal((await fetch(`${daybook.address}${target}`)).status, 200, target);
    }
  }
});

test('the reference has every operation with every parameter', () => {
  const text = textOf('/docs');
  for (const operation of OPERATIONS) {
    const anchor = anchorOf(operation);
    const article = text.split(`<article aria-labelledby="${anchor}">`)[1]?.split('</article>')[0] ?? '';
    const shown = plain(article);
    assert.ok(shown.includes(operation.path), anchor);
    assert.ok(shown.includes(operation.summary.replaceAll('`', '')), anchor);
    assert.ok(shown.includes('curl "$DAYBOOK/v1/'), anchor);
    for (const { name } of parameterRows(operation.parameters)) assert.ok(shown.includes(name), `${anchor}: ${name}`);
    assert.equal(shown.includes('Extension'), article.includes('badge extension'));
  }
});

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
