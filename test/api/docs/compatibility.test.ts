/** The committed pages of compatibility are what the code says. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compatibilityIndex, resourcePages } from '../../../src/api/docs/compatibility.js';
import { groupsOf } from '../../../src/api/docs/groups.js';
import { OPERATIONS } from '../../../src/api/routes.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const FOLDER = `${ROOT}docs/compatibility`;
const FILES = readdirSync(FOLDER).sort();
const pageOf = (file: string): string => readFileSync(`${FOLDER}/${file}`, 'utf8');

test('docs/compatibility is up to date', () => {
  const check = spawnSync(process.execPath, ['scripts/docs.mjs', '--check'], { cwd: ROOT, encoding: 'utf8' });
  assert.equal(check.status, 0, check.stderr);
});

test('every resource has a page in docs/compatibility, and there are no others', () => {
  assert.deepEqual(
    FILES.filter((file) => file !== 'README.md'),
    groupsOf(OPERATIONS).map(({ name }) => `${name}.md`),
  );
});

test("Stripe's operations on payment records are all found, and all served", () => {
  const [, section = ''] = pageOf('payment_records.md').split('\n## Operations\n');
  assert.equal(section.match(/^### `/gm)?.length, OPERATIONS.filter(isOnRecords).length);
  assert.doesNotMatch(section, /Not served|Not taken/);
});

test("what is not under /v1/daybook belongs to a resource of Stripe's, and what is there is an extension", () => {
  const page = FILES.map(pageOf).join('');
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
  const documented = {
    version: '1.2.3',
    api_version: '2026-10-28.endive',
    methods: [
      { method: 'GET', path: '/v1/events/:id', parameters: ['expand', 'odd', 'odd[inner]'] },
      { method: 'DELETE', path: '/v1/events/:event', parameters: [] },
    ],
  };
  const pages = new Map(resourcePages(OPERATIONS, documented).map((page) => [page.name, page]));
  assert.match(pages.get('events')?.text ?? '', /Not taken: `odd`\.\n/);
  assert.match(pages.get('events')?.text ?? '', /### Not served\n\n- `DELETE \/v1\/events\/:event`$/);
  const index = compatibilityIndex(documented);
  assert.match(index, /stripe-node 1\.2\.3/);
});
