/** The committed page of compatibility is what the code says. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compatibilityTables } from '../../../src/api/docs/compatibility.js';
import { OPERATIONS } from '../../../src/api/routes.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

test('docs/compatibility.md is up to date', () => {
  const check = spawnSync(process.execPath, ['scripts/docs.mjs', '--check'], { cwd: ROOT, encoding: 'utf8' });
  assert.equal(check.status, 0, check.stderr);
});

test("Stripe's operations on payment records are all found, and all served", () => {
  const page = readFileSync(`${ROOT}docs/compatibility.md`, 'utf8');
  const section = page.split('\n## Payment records\n')[1]?.split('\n## ')[0] ?? '';
  assert.equal(section.match(/^### `/gm)?.length, OPERATIONS.filter(isOnRecords).length);
  assert.doesNotMatch(section, /Not served|Not taken/);
});

test("what is not under /v1/daybook belongs to a resource of Stripe's, and what is there is an extension", () => {
  const page = readFileSync(`${ROOT}docs/compatibility.md`, 'utf8');
  const resourceOf = (path: string) => path.split(/[/.]/).slice(0, 3).join('/');
  // Each of Stripe's resources is known by an operation that is no extension, or by one that is not served.
  const own = OPERATIONS.filter(({ extension }) => !extension).map(({ path }) => resourceOf(path));
  const not_served = [...page.matchAll(/^- `\w+ (\/v1\/\S+)`$/gm)].map(([, path = '']) => resourceOf(path));
  const stripes = new Set([...own, ...not_served]);
  assert.equal(stripes.has('/v1/daybook'), false);
  const elsewhere = OPERATIONS.map(({ path }) => path).filter((path) => !path.startsWith('/v1/daybook/'));
  assert.deepEqual(
    elsewhere.filter((path) => !stripes.has(resourceOf(path))),
    [],
  );
});

function isOnRecords({ path }: { path: string }): boolean {
  return path.split(/[/.]/)[2] === 'payment_records';
}

test('operations and parameters that Stripe has and Daybook lacks are named, the outermost only', () => {
  const text = compatibilityTables(OPERATIONS, {
    version: '1.2.3',
    api_version: '2026-10-28.endive',
    methods: [
      { method: 'GET', path: '/v1/events/:id', parameters: ['expand', 'odd', 'odd[inner]'] },
      { method: 'DELETE', path: '/v1/events/:event', parameters: [] },
      { method: 'GET', path: '/v1/unheard_of', parameters: [] },
    ],
  });
  assert.match(text, /Not taken: `odd`\.\n/);
  assert.match(text, /### Not served\n\n- `DELETE \/v1\/events\/:event`\n/);
  assert.match(text, /## Unheard of\n\n### Not served\n\n- `GET \/v1\/unheard_of`$/);
  assert.match(text, /stripe-node 1\.2\.3/);
});
