/** The web application as it is served: where it is, what may run in it, and what is said where it was not built. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type ObservedDaybook, startObserved } from '../../support/observed.js';
import { answerTo, rawRequest } from '../../support/raw.js';

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
