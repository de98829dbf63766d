/** Which lists of SQLite read no more than they show. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Kind } from '../../src/core/kernel/kind.js';
import type { Condition, ListOrder } from '../../src/store/port.js';
import { openSqliteStore } from '../../src/store/sqlite/store.js';

const folder = mkdtempSync(join(tmpdir(), 'daybook-test-'));
const store = openSqliteStore(join(folder, 'daybook.sqlite'));
after(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const compared = (column: string, operator: Condition['operator'] = '=', value: string | number = 'x'): Condition => ({
  field: { column },
  operator,
  value,
});
const since = compared('id', '>=');
const created: Condition = { field: { shown: 'created' }, operator: '>=', value: 5 };
const customer = compared('customer');

interface Case {
  readonly any?: readonly Condition[];
  readonly order?: ListOrder;
}

const happened = { order: { column: 'happened' } };

const CASES: readonly (readonly [is_quick: boolean, kind: Kind, where: readonly Condition[], more?: Case])[] = [
  [true, 'payment_record', []],
  [true, 'payment_record', [since, compared('id', '<')]],
  [true, 'payment_record', [customer]],
  [true, 'payment_record', [customer, since]],
  [true, 'payment_record', [compared('state', '=', 'failed')]],
  [true, 'customer', [compared('email')]],
  [true, 'webhook_endpoint', [{ ...compared('slot', 'present'), value: null }]],
  [true, 'api_key', [compared('hash')]],
  // Several conditions, of which one index holds one.
  [false, 'payment_record', [customer, compared('state')]],
  [false, 'payment_record', [compared('currency')]],
  [false, 'payment_record', [compared('amount', '=', 5)]],
  [false, 'payment_record', [compared('state', 'in')]],
  [false, 'payment_record', [{ ...customer, negated: true }]],
  [false, 'payment_record', [{ ...since, negated: true }]],
  [false, 'payment_record', [compared('customer', '>')]],
  [false, 'payment_record', [compared('customer', 'contains')]],
  [false, 'payment_record', [{ ...customer, ignore_case: true }]],
  [false, 'payment_record', [{ ...compared('customer', 'present'), value: null }]],
  [false, 'payment_record', [{ field: { metadata: 'key' }, operator: '=', value: 'x' }]],
  [false, 'payment_record', [], { any: [customer, since] }],
  [true, 'payment_record_refund', [created]],
  // Those under a test clock are looked for by its time.
  [false, 'payment_record', [created]],
  [true, 'payment_record', [], happened],
  [true, 'payment_record', [compared('happened', '>=', 5)], happened],
  // In the order of one time, and bounded by the other.
  [false, 'payment_record', [compared('happened', '>=', 5)]],
  [false, 'payment_record', [since], happened],
  [false, 'payment_record', [compared('currency')], happened],
];

for (const [is_quick, kind, where, more] of CASES) {
  test(`${is_quick ? 'quick' : 'not quick'}: ${kind} ${JSON.stringify(where)} ${JSON.stringify(more ?? {})}`, () => {
    assert.equal(store.isQuick({ scope: 1, kind, where, limit: 10, ...more }), is_quick);
  });
}
