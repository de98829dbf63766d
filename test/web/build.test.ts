/** What is served: small, named by content, and nothing in it that a strict content policy forbids. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';

const WEB = fileURLToPath(new URL('../../web/', import.meta.url));
const page = readFileSync(join(WEB, 'index.html'), 'utf8');
const files = readdirSync(join(WEB, 'assets'));
const assets = files.filter((name) => !/\.(br|gz)$/.test(name));

test('the page has no script or style of its own, and names only assets that exist', () => {
  assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)/);
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=/);
  const named = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
  const own = named.filter((address) => !address.startsWith('data:'));
  assert.ok(own.length >= 2);
  for (const address of own) {
    assert.match(address, /^\/dashboard\/assets\/[\w.-]+$/);
    assert.ok(assets.includes(address.replace('/dashboard/assets/', '')), address);
  }
});

test('the first load is below 200 KB of compressed script', () => {
  const first = [...page.matchAll(/\/dashboard\/assets\/([\w-]+\.js)/g)].map(([, name = '']) => name);
  const bytes = first.reduce((sum, name) => sum + gzipSync(readFileSync(join(WEB, 'assets', name))).length, 0);
  assert.ok(bytes > 20_000 && bytes < 200 * 1024, `${bytes} bytes`);
});

test('assets are named by their content, without source maps', () => {
  for (const name of assets) {
    assert.match(name, /^[\w]+-[A-Z0-9]{8}\.(js|css)(\.LEGAL\.txt)?$/);
    if (name.endsWith('.js')) assert.doesNotMatch(readFileSync(join(WEB, 'assets', name), 'utf8'), /sourceMappingURL/);
  }
});

test('each file is there in every form, once', () => {
  assert.equal(files.length, 3 * assets.length);
  for (const name of ['index.html', ...assets.map((asset) => join('assets', asset))]) {
    const whole = readFileSync(join(WEB, name));
    assert.deepEqual(brotliDecompressSync(readFileSync(join(WEB, `${name}.br`))), whole, name);
    assert.deepEqual(gunzipSync(readFileSync(join(WEB, `${name}.gz`))), whole, name);
  }
});

test('styles fetch nothing from elsewhere', () => {
  for (const name of assets.filter((asset) => asset.endsWith('.css'))) {
    assert.doesNotMatch(readFileSync(join(WEB, 'assets', name), 'utf8'), /url\(|@import/);
  }
});
