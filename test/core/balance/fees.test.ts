import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { availableOn, processingFee } from '../../../src/core/balance/fees.js';

test('the fee is 2.9 %, rounded half up, plus 30, and never more than the amount', () => {
  const rows: [amount: number, fee: number][] = [
    [0, 0],
    [1, 1],
    [30, 30],
    [31, 31],
    [32, 31], // 0.928 is rounded up
    [50, 31], // 1.45 is rounded down
    [100, 33],
    [500, 45], // 14.5 is rounded up
    [1_000, 59],
    [1_500, 74], // 43.5 is rounded up
    [2_000, 88],
    [5_099, 178], // 147.871
    [99_999_999, 2_900_030],
    [999_999_999_999, 29_000_000_030],
    // 261,208,778,387,488.739
    [9_007_199_254_740_991, 261_208_778_387_519],
  ];
  for (const [amount, fee] of rows) assert.equal(processingFee(amount), fee, String(amount));
});

test('the fee is the nearest to 2.9 % and 30 for every amount, and what is left is never negative', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(100_000), fc.maxSafeNat()), (amount) => {
      const fee = processingFee(amount);
      const exact = (BigInt(amount) * 29n + 500n) / 1_000n + 30n;
      assert.equal(BigInt(fee), exact < BigInt(amount) ? exact : BigInt(amount));
      assert.ok(amount - fee >= 0);
    }),
  );
});

test('a larger amount never leaves less', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      assert.ok(less - processingFee(less) <= more - processingFee(more));
    }),
  );
});

test('what is received can be used two days later, or at once', () => {
  assert.equal(availableOn(1_750_000_000, false), 1_750_172_800);
  assert.equal(availableOn(1_750_000_000, true), 1_750_000_000);
});
