/** The web application as it is served: where it is, what may run in it, and what is said where it was not built. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type ObservedDaybook, startObserved } from '../../../support/observed.js';
import { answerTo, rawRequest } from '../../../support/raw.js';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

let web_folder: string;
let daybook: ObservedDaybook;
before(async () => {
  web_folder = mkdtempSync(join(tmpdir(), 'daybook-web-'));
  daybook = await startObserved({
    exchangeParts: (environment) => ({ ...environment, dashboard: { ...environment.dashboard, web_folder } }),
  });
});
after(async () => {
  await daybook.remove();
  rmSync(web_folder, { recursive: true });
});

const get = (path: string) => fetch(`${daybook.address}${path}`);

function checkHeaders({ headers }: Response): void {
  assert.equal(headers.get('content-security-policy'), POLICY);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('x-frame-options'), 'DENY');
  assert.equal(headers.get('referrer-policy'), 'no-referrer');
  assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
  assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin');
}

test('where it was not built the page says how to build it; a build shows at once', async () => {
  const missing = await get('/dashboard');
  assert.equal(missing.status, 503);
  assert.equal(
    await missing.text(),
    'The dashboard has not been built. Run "npm run build" where Daybook is installed, then load this page again.\n',
  );
  checkHeaders(missing);

  mkdirSync(join(web_folder, 'assets'));
  writeFileSync(join(web_folder, 'index.html'), '<!doctype html><title>Daybook</title>');
  writeFileSync(join(web_folder, 'assets', 'main-ABC.js'), 'run()');
  writeFileSync(join(web_folder, 'assets', 'main-ABC.css'), 'a{}');
  writeFileSync(join(web_folder, 'secret.txt'), 'secret');
  for (const path of ['/dashboard', '/dashboard/', '/dashboard/payments/pr_1?a=b']) {
    const page = await get(path);
    assert.equal(page.status, 200, path);
    assert.equal(await page.text(), '<!doctype html><title>Daybook</title>');
    assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.equal(page.headers.get('cache-control'), 'no-cache');
    checkHeaders(page);
  }
});

test('assets are kept by browsers for ever, and are what their names say', async () => {
  const script = await get('/dashboard/assets/main-ABC.js');
  assert.deepEqual([script.status, await script.text()], [200, 'run()']);
  assert.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8');
  assert.equal(script.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  checkHeaders(script);
  assert.equal((await get('/dashboard/assets/main-ABC.css')).headers.get('content-type'), 'text/css; charset=utf-8');
  assert.equal((await get('/dashboard/assets/gone.js')).status, 404);
});

/** The bytes as they are sent; fetch would ask for codings of its own and undo them. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    const sent = httpRequest(`${daybook.address}${path}`, { method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('files that the build compressed', () => {
  const PATH = '/dashboard/assets/main-DEF.js';
  const FORMS = { br: 'in brotli', gzip: 'in gzip', identity: 'as it is' };
  before(() => {
    const file = join(web_folder, 'assets', 'main-DEF.js');
    writeFileSync(file, FORMS.identity);
    writeFileSync(`${file}.br`, FORMS.br);
    writeFileSync(`${file}.gz`, FORMS.gzip);
    writeFileSync(join(web_folder, 'index.html.br'), 'page in brotli');
  });
  after(() => rmSync(join(web_folder, 'index.html.br')));

  test('are sent in the form that the client prefers', async () => {
    for (const [accepted, form] of [
      [undefined, 'identity'],
      ['', 'identity'],
      ['br', 'br'],
      ['gzip, deflate, br, zstd', 'br'],
      ['gzip, deflate', 'gzip'],
      ['GZIP', 'gzip'],
      ['br;q=0.5, gzip;q=0.8', 'gzip'],
      ['br; q=0, gzip', 'gzip'],
      ['br;q=0.000', 'identity'],
      ['br;q=much', 'identity'],
      ['deflate', 'identity'],
      ['*', 'br'],
      ['br;q=0, *', 'gzip'],
      ['*;q=0', 'identity'],
      ['gzip;q=0.5, identity', 'identity'],
      ['identity;q=0', 'identity'],
      ['identity;q=0, *;q=0', 'identity'],
    ] as const) {
      const { status, headers, body } = await ask(PATH, accepted === undefined ? {} : { 'accept-encoding': accepted });
      assert.deepEqual([status, body.toString()], [200, FORMS[form]], accepted);
      assert.equal(headers['content-encoding'], form === 'identity' ? undefined : form, accepted);
      assert.equal(headers['content-length'], String(FORMS[form].length));
      assert.equal(headers['content-type'], 'text/javascript; charset=utf-8');
      assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
      assert.equal(headers.vary, 'accept-encoding');
    }
  });

  test('are sent whole where the build made no such form', async () => {
    const page = await ask('/dashboard', { 'accept-encoding': 'br' });
    assert.deepEqual([page.body.toString(), page.headers['content-encoding']], ['page in brotli', 'br']);
    assert.deepEqual([page.headers.vary, page.headers['cache-control']], ['accept-encoding', 'no-cache']);
    for (const path of ['/dashboard/assets/main-ABC.js', '/dashboard/payments']) {
      const { status, headers } = await ask(path, { 'accept-encoding': 'gzip' });
      assert.deepEqual([status, headers['content-encoding'], headers.vary], [200, undefined, 'accept-encoding'], path);
    }
  });

  test('are not served by the names of their forms', async () => {
    for (const suffix of ['br', 'gz']) assert.equal((await ask(`${PATH}.${suffix}`)).status, 404);
  });

  test('have a tag of each form, and are not sent to who has that form', async () => {
    const tags = new Set<string>();
    for (const coding of ['br', 'gzip', 'identity']) {
      const accepted = { 'accept-encoding': coding };
      const tag = (await ask(PATH, accepted)).headers.etag ?? '';
      assert.match(tag, /^"[\w-]{43}"$/);
      tags.add(tag);
      for (const known of [tag, `W/${tag}`, `"other", ${tag}`]) {
        const { status, headers, body } = await ask(PATH, { ...accepted, 'if-none-match': known });
        assert.deepEqual([status, body.length, headers.etag], [304, 0, tag]);
        assert.deepEqual([headers.vary, headers['content-encoding']], ['accept-encoding', undefined]);
        assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
      }
      const other = await ask(PATH, { ...accepted, 'if-none-match': '"other"' });
      assert.equal(other.status, 200);
    }
    assert.equal(tags.size, 3);
  });

  test('are described to HEAD as GET sends them', async () => {
    for (const path of [PATH, '/dashboard', '/dashboard/payments']) {
      for (const coding of ['br', 'identity']) {
        const { date: _then, ...get } = (await ask(path, { 'accept-encoding': coding })).headers;
        const { status, headers, body } = await ask(path, { 'accept-encoding': coding }, 'HEAD');
        const { date: _now, ...head } = headers;
        assert.deepEqual([status, body.length], [200, 0]);
        assert.deepEqual(head, get);
      }
    }
    assert.equal((await ask('/dashboard/assets/gone.js', {}, 'HEAD')).status, 404);
  });
});

test('nothing outside of the folder of assets can be asked for', async () => {
  for (const path of [
    '/dashboard/assets/../secret.txt',
    '/dashboard/assets/..%2fsecret.txt',
    '/dashboard/assets/..',
    '/dashboard/assets/%2e%2e%2fsecret.txt',
    '/dashboard/assets/..%5csecret.txt',
    '/dashboard/assets/',
    '/dashboard/assets/.',
  ]) {
    const { status, body } = await answerTo(daybook, rawRequest(`GET ${path}`));
    assert.ok(status === 404 || status === 200, path);
    assert.ok(!body.includes('secret') || status === 404, `${path}: ${body}`);
  }
});
