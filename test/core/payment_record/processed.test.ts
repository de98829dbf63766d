import assert from 'node:assert/strict';
import { test } from 'node:test';
import { processedViolations } from '../../../src/core/payment_record/processed.js';
import type { Amounts } from '../../../src/core/payment_record/types.js';

const rows: [name: string, amounts: Amounts, violations: string[]][] = [
  ['not tried yet', { requested: 10 }, []],
  ['declined', { requested: 10, failed: 10 }, []],
  ['another amount, declined', { requested: 10, intended: 12, failed: 12 }, []],
  ['held', { requested: 10, authorized: 10 }, []],
  ['held and given up', { requested: 10, authorized: 10, canceled: 10 }, []],
  ['captured in part', { requested: 10, authorized: 10, guaranteed: 4, canceled: 6 }, []],
  ['captured in part so far', { requested: 10, authorized: 10, guaranteed: 4 }, []],
  ['captured beyond', { requested: 10, intended: 12, authorized: 10, guaranteed: 12, refunded: 12 }, []],
  ['nothing requested', { requested: 0 }, ['amount_requested is 0']],
  ['a fraction', { requested: 10, authorized: 1.5 }, ['amount_authorized is 1.5']],
  ['less than nothing', { requested: 10, failed: -1 }, ['amount_failed is -1']],
  ['beyond what is exact', { requested: 10, intended: 2 ** 53 }, ['amount_intended is 9007199254740992']],
  [
    'failed and paid',
    { requested: 10, authorized: 10, guaranteed: 10, failed: 10 },
    ['it failed, but something is guaranteed or canceled'],
  ],
  ['paid out of nothing', { requested: 10, guaranteed: 10 }, ['amount_guaranteed is 10, but nothing was authorized']],
  [
    'released too much',
    { requested: 10, authorized: 10, guaranteed: 4, canceled: 7 },
    ['amount_guaranteed 4 and amount_canceled 7 are not the authorized 10'],
  ],
  [
    'refunded too much',
    { requested: 10, authorized: 10, guaranteed: 4, refunded: 5 },
    ['amount_refunded 5 exceeds the guaranteed 4'],
  ],
];

for (const [name, amounts, violations] of rows) {
  test(name, () => assert.deepEqual(processedViolations(amounts), violations));
}
