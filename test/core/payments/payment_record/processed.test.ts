import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  attemptAmounts,
  processedViolations,
  recordAmounts,
} from '../../../../src/core/payments/payment_record/processed.js';
import type { Amounts } from '../../../../src/core/payments/payment_record/types.js';

type Attempt = Parameters<typeof attemptAmounts>[0];
type Charge = Parameters<typeof attemptAmounts>[1];

const attempt = (more: Partial<Attempt> = {}): Attempt => ({ amounts: { requested: 1000 }, ...more });
const charge = (more: Partial<NonNullable<Charge>> = {}): Charge => ({
  status: 'succeeded',
  authorization: { amount: 1000, code: '123456' },
  ...more,
});

/** [the situation, the attempt, its charge, what is to be collected, the amounts] */
const ATTEMPTS: readonly (readonly [string, Attempt, Charge, number, Amounts])[] = [
  ['not asked yet', attempt(), undefined, 1000, { requested: 1000 }],
  ['the amount was changed', attempt(), undefined, 1500, { requested: 1000, intended: 1500 }],
  ['pending', attempt(), charge({ status: 'pending' }), 1000, { requested: 1000 }],
  ['declined', attempt({ failed_at: 1 }), charge({ status: 'failed' }), 1000, { requested: 1000, failed: 1000 }],
  ['given up', attempt({ canceled_at: 1 }), undefined, 1000, { requested: 1000, canceled: 1000 }],
  ['on hold', attempt(), charge(), 1000, { requested: 1000, authorized: 1000 }],
  ['let go', attempt({ canceled_at: 1 }), charge({}), 1000, { requested: 1000, authorized: 1000, canceled: 1000 }],
  [
    'captured in part',
    attempt(),
    charge({ amount_captured: 300 }),
    1000,
    { requested: 1000, authorized: 1000, guaranteed: 300 },
  ],
  [
    'captured in part for good',
    attempt(),
    charge({ amount_captured: 300, captured: true }),
    1000,
    { requested: 1000, authorized: 1000, guaranteed: 300, canceled: 700 },
  ],
  [
    'captured beyond the authorization',
    attempt(),
    charge({ amount_captured: 1200, captured: true }),
    1200,
    { requested: 1000, intended: 1200, authorized: 1000, guaranteed: 1200 },
  ],
  [
    'refunded in part',
    attempt(),
    charge({ amount_captured: 1000, captured: true, amount_refunded: 400 }),
    1000,
    { requested: 1000, authorized: 1000, guaranteed: 1000, refunded: 400 },
  ],
];

for (const [situation, given, of, intended, expected] of ATTEMPTS) {
  test(`amounts of an attempt: ${situation}`, () => {
    assert.deepEqual(attemptAmounts(given, of, intended), expected);
    assert.deepEqual(processedViolations(expected), []);
  });
}

const AUTHORIZED = { amounts: { requested: 1500, authorized: 1500 } };

/** [the situation, what was asked for first, the latest attempt, the intent, the amounts] */
const RECORDS: readonly (readonly [string, Parameters<typeof recordAmounts>, Amounts])[] = [
  ['not confirmed', [1000, undefined, { amount: 1000, status: 'requires_payment_method' }], { requested: 1000 }],
  [
    'the amount was changed before it was confirmed',
    [1000, undefined, { amount: 1500, status: 'requires_payment_method' }],
    { requested: 1000, intended: 1500 },
  ],
  [
    'a try at another amount than first asked for',
    [1000, AUTHORIZED, { amount: 1500, status: 'requires_capture' }],
    { requested: 1000, intended: 1500, authorized: 1500 },
  ],
  [
    'back at the amount first asked for',
    [1000, { amounts: { requested: 1000, intended: 1500, failed: 1500 } }, { amount: 1000, status: 'requires_action' }],
    { requested: 1000, failed: 1500 },
  ],
  [
    'canceled while on hold',
    [1000, AUTHORIZED, { amount: 1500, status: 'canceled' }],
    { requested: 1000, intended: 1500, authorized: 1500, canceled: 1500 },
  ],
  [
    'canceled after a decline',
    [1000, { amounts: { requested: 1000, failed: 1000 } }, { amount: 1000, status: 'canceled' }],
    { requested: 1000, canceled: 1000 },
  ],
];

for (const [situation, given, expected] of RECORDS) {
  test(`amounts of a record: ${situation}`, () => {
    assert.deepEqual(recordAmounts(...given), expected);
    assert.deepEqual(processedViolations(expected), []);
  });
}

/** [the amounts, what is wrong with them] */
const VIOLATIONS: readonly (readonly [Amounts, readonly string[]])[] = [
  [{ requested: 1000, authorized: -1 }, ['amount_authorized is -1']],
  [{ requested: 1000, failed: 0.5 }, ['amount_failed is 0.5']],
  [{ requested: 0 }, ['nothing is to be collected']],
  [{ requested: 1000, intended: 0 }, ['nothing is to be collected']],
  [{ requested: 1000, failed: 1000, canceled: 1 }, ['only a part of it has failed']],
  [{ requested: 1000, guaranteed: 1000 }, ['amount_guaranteed is 1000, but nothing was authorized']],
  [
    { requested: 1000, authorized: 1000, guaranteed: 300, canceled: 600 },
    ['amount_guaranteed 300 and amount_canceled 600 are not the authorized 1000'],
  ],
  [
    { requested: 1000, authorized: 1000, guaranteed: 300, refunded: 301 },
    ['amount_refunded 301 exceeds the guaranteed 300'],
  ],
];

for (const [amounts, expected] of VIOLATIONS) {
  test(`${JSON.stringify(amounts)} cannot be`, () => assert.deepEqual(processedViolations(amounts), expected));
}
