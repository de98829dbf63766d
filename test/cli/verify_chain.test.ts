/** The journal as a chain: what was changed in it is noticed, and a head that was kept proves what was before it. */
import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { Sqlite } from '../../src/store/sqlite/binding.js';
import { chainPast } from '../../src/store/sqlite/chain_past.js';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { daybook, type Ended, temporaryFolder } from '../support/cli.js';
import { type Damage, isFound } from '../support/damage.js';
import { request, startDaybook } from '../support/daybook.js';

const data = temporaryFolder();
let early_head = '';
let head = '';

const headOf = async (folder: string): Promise<string> => (await daybook(['head', '--data', folder])).stdout.trim();

before(async () => {
  const customer = async (name: string, count: number) => {
    const server = await startDaybook({ data_folder: data });
    const made = await request(server, 'POST', '/v1/customers', `name=${name}&description=first&metadata[a]=b`);
    for (let version = 2; version <= count; version += 1) {
      const { status } = await request(
        server,
        'POST',
        `/v1/customers/${made.body.id}`,
        `description=number ${version}`,
      );
      assert.equal(status, 200);
    }
    await server.close();
  };
  await customer('Ann', 4);
  early_head = await headOf(data);
  await customer('Bob', 4);
  head = await headOf(data);
});

/** Every one of them changes an older version, or who made it, when, or under which key. */
const CHANGES: readonly [string, string][] = [
  ['what an older version says', `body = replace(body, 'number 2', 'number 7')`],
  ['a name that stays the same in every version', `body = replace(body, 'Ann', 'Eve')`],
  ['only how the body is written', `body = replace(body, '"version":', '"version": ')`],
  ['the command', `command = 'customer.delete'`],
  ['who did it', `actor = 'key_other'`],
  ['the request', `request_id = 'req_other'`],
  ['that it had no idempotency key', `idempotency_key = 'other'`],
  ['the API version', `api_version = '2020-08-27'`],
  ['the time', `at_ms = at_ms - 1 WHERE position = (SELECT min(position) FROM journal WHERE scope = 1)`],
];

for (const [what, change] of CHANGES) {
  const where = change.includes('WHERE') ? '' : ` WHERE body LIKE '%number 2%' AND body LIKE '%Ann%'`;
  const damage: Damage = [
    what,
    () => `UPDATE journal SET ${change}${where}`,
    () => '(test): the hash does not fit: something was changed, put in or taken out',
    1,
  ];
  test(`a journal in which somebody changed ${what} is found`, () => isFound(data, damage));
}

const OTHERS: readonly Damage[] = [
  [
    'hashes that were taken away',
    () => `UPDATE journal SET hash = '' WHERE position > 4`,
    () => 'in no commit: no hash follows',
  ],
  [
    'an entry without one at the end',
    () =>
      `INSERT INTO journal (scope, at_ms, command, actor, api_version, first_event, event_count, body, hash)
       SELECT scope, at_ms, 'x', 'cli', '', (SELECT last_event + 1 FROM scopes WHERE scope = 1), 0, '{"changes":[],"events":[]}', ''
       FROM journal ORDER BY position DESC LIMIT 1`,
    () => 'in no commit: no hash follows',
    1,
  ],
  [
    'an end of another chain',
    () => `UPDATE scopes SET head_hash = '${'ab'.repeat(32)}' WHERE scope = 1`,
    () => 'scope 1 (test): its head is abababababababab… at entry ',
    1,
  ],
];

for (const damage of OTHERS) test(`${damage[0]} are found`, () => isFound(data, damage));

async function changed(change: (database: Sqlite) => void, given: string): Promise<Ended> {
  const copy = temporaryFolder();
  cpSync(data, copy, { recursive: true });
  // Beside the journal nothing is to tell of it.
  rmSync(join(copy, 'daybook.sqlite-marker'));
  const database = openDatabase(join(copy, 'daybook.sqlite'));
  change(database);
  database.close();
  return daybook(['verify', '--data', copy, '--head', given]);
}

/** What somebody who may write to everything would do: the whole chain again, so that all fits. */
function forge(database: Sqlite): void {
  database.exec(`UPDATE journal SET body = replace(body, 'number 2', 'number 7');
    UPDATE journal SET hash = ''; UPDATE scopes SET head_position = 0, head_hash = '';
    DELETE FROM installation WHERE name = 'journal_is_chained'`);
  chainPast(database, () => {});
}

test('a head is 64 digits for each mode', () => {
  assert.match(head, /^[0-9a-f]{128}$/);
  assert.match(early_head, /^[0-9a-f]{128}$/);
  assert.notEqual(head, early_head);
});

test('the journal is proven by every head that it had', async () => {
  for (const given of [early_head, head, head.toUpperCase(), head.slice(0, 64), '0'.repeat(128)]) {
    const { code, stdout, stderr } = await changed(() => {}, given);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /: no differences\.\n$/);
  }
});

test('a journal whose chain was made anew is without differences, but has not the head that was kept', async () => {
  const copy = temporaryFolder();
  cpSync(data, copy, { recursive: true });
  // Beside the journal nothing is to tell of it.
  rmSync(join(copy, 'daybook.sqlite-marker'));
  const database = openDatabase(join(copy, 'daybook.sqlite'));
  forge(database);
  database.close();
  assert.equal((await daybook(['verify', '--data', copy])).code, 0);
  for (const given of [early_head, head]) {
    const { code, stdout } = await daybook(['verify', '--data', copy, '--head', given]);
    assert.equal(code, 1);
    assert.match(stdout, new RegExp(`^head ${given.slice(0, 64)} \\(test\\): is not in the journal`, 'm'));
    assert.match(stdout, /: (1|2) differences?\.\n$/);
  }
});

test('a head of one mode is not that of the other', async () => {
  const { code, stdout } = await changed(() => {}, head.slice(64) + head.slice(0, 64));
  assert.equal(code, 1);
  assert.match(stdout, /^head [0-9a-f]{64} \((test|live)\): is not in the journal/m);
});

test('what is no head is refused', async () => {
  for (const given of ['', 'abc', `${head}0`, `${head.slice(0, 127)}g`, head.slice(0, 100)]) {
    const { code, stderr } = await daybook(['verify', '--data', data, '--head', given]);
    assert.equal(code, 2);
    assert.match(stderr, /^daybook: --head must be what "daybook head" printed: .*\n$/);
  }
});
