import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  initiatedAmounts,
  refundable,
  violations,
  withOutcome,
  withRefund,
} from '../../../../src/core/payments/payment_record/amounts.js';
import { stateOf } from '../../../../src/core/payments/payment_record/states.js';
import type { Amounts } from '../../../../src/core/payments/payment_record/types.js';

const GUARANTEED = withOutcome(initiatedAmounts(1_000), 'guaranteed');

test('every part is all or nothing, except for refunds', () => {
  const rows: [made: Amounts, expected: Amounts, refundable: number, state: string][] = [
    [initiatedAmounts(1_000), { requested: 1_000 }, 0, 'initiated'],
    [GUARANTEED, { requested: 1_000, authorized: 1_000, guaranteed: 1_000 }, 1_000, 'guaranteed'],
    [withOutcome(initiatedAmounts(1_000), 'failed'), { requested: 1_000, failed: 1_000 }, 0, 'failed'],
    [withOutcome(initiatedAmounts(1_000), 'canceled'), { requested: 1_000, canceled: 1_000 }, 0, 'canceled'],
    [
      withRefund(GUARANTEED, 1),
      { requested: 1_000, authorized: 1_000, guaranteed: 1_000, refunded: 1 },
      999,
      'partially_refunded',
    ],
    [
      withRefund(withRefund(GUARANTEED, 1), 999),
      { requested: 1_000, authorized: 1_000, guaranteed: 1_000, refunded: 1_000 },
      0,
      'refunded',
    ],
  ];
  for (const [made, expected, left, state] of rows) {
    assert.deepEqual(made, expected);
    assert.equal(refundable(made), left);
    assert.equal(stateOf(made), state);
    assert.deepEqual(violations(made), []);
  }
});

test('what is wrong with amounts is named', () => {
  const rows: [amounts: Amounts, violations: RegExp[]][] = [
    [{ requested: 0 }, [/^amount_requested is 0$/]],
    [{ requested: -1 }, [/^amount_requested is -1$/, /authorized/, /guaranteed/, /failed/, /canceled/, /refunded/]],
    [{ requested: 1.5 }, [/^amount_requested is 1.5$/]],
    [{ requested: 2 ** 53 }, [/^amount_requested is 9007199254740992$/]],
    [{ requested: 10, failed: 11 }, [/^amount_failed 11 exceeds the requested 10$/]],
    [{ requested: 10, failed: 10, canceled: 10 }, [/more than one of guaranteed, failed and canceled/]],
    [{ requested: 10, guaranteed: 10 }, [/^amount_guaranteed 10 exceeds the authorized 0$/]],
    [{ requested: 10, authorized: 10, guaranteed: 5, refunded: 6 }, [/^amount_refunded 6 exceeds the guaranteed 5$/]],
    [{ requested: 10, refunded: 1 }, [/^amount_refunded 1 exceeds the guaranteed 0$/]],
  ];
  for (const [amounts, expected] of rows) {
    const found = violations(amounts);
    assert.equal(found.length, expected.length, JSON.stringify({ amounts, found }));
    expected.forEach((pattern, index) => {
      assert.match(found[index] ?? '', pattern);
    });
  }
});

test('no way through outcomes and refunds violates anything, and nothing is lost', () => {
  const requested = fc.oneof(
    fc.integer({ min: 1, max: 20 }),
    fc.maxSafeNat().map((value) => Math.max(1, value)),
  );
  const ending = fc.constantFrom('guaranteed' as const, 'failed' as const, 'canceled' as const);
  fc.assert(
    fc.property(requested, ending, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (amount, outcome, shares) => {
      let amounts = initiatedAmounts(amount);
      assert.deepEqual(violations(amounts), []);
      amounts = withOutcome(amounts, outcome);
      assert.deepEqual(violations(amounts), []);
      let refunded = 0;
      for (const share of shares) {
        const left = refundable(amounts);
        assert.equal(left, outcome === 'guaranteed' ? amount - refunded : 0);
        const part = Math.min(left, Math.max(1, Math.floor(left * share)));
        if (part === 0) break;
        refunded += part;
        amounts = withRefund(amounts, part);
        assert.deepEqual(violations(amounts), []);
        assert.equal(amounts.requested, amount);
        assert.equal(amounts.guaranteed, amount);
      }
    }),
  );
});
