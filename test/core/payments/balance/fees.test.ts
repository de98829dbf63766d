import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { amountStep, CURRENCIES } from '../../../../src/core/kernel/currencies.js';
import { availableOn, processingFee } from '../../../../src/core/payments/balance/fees.js';

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
  for (const [amount, fee] of rows) assert.equal(processingFee(amount, 'usd'), fee, String(amount));
});

test('the fee is rounded half up to what the currency carries', () => {
  const rows: [amount: number, currency: string, fee: number][] = [
    [100, 'ugx', 0], // 32.9
    [700, 'ugx', 100], // 50.3
    [50_000, 'ugx', 1_500], // 1480
    [50_000, 'isk', 1_500],
    [1_000_000, 'ugx', 29_000], // 29,030
    [10, 'kwd', 10], // 30.29, but no more than was received
    [1_000, 'kwd', 60], // 59
    [5_120, 'kwd', 180], // 178.48
    [86_200, 'kwd', 2_530], // 2529.8
    [500, 'jpy', 45],
  ];
  for (const [amount, currency, fee] of rows) {
    assert.equal(processingFee(amount, currency), fee, `${amount} ${currency}`);
  }
});

test('the fee is the nearest to 2.9 % and 30 for every amount, and what is left is never negative', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(100_000), fc.maxSafeNat()), fc.constantFrom(...CURRENCIES), (value, currency) => {
      const step = amountStep(currency);
      const amount = value - (value % step);
      const fee = processingFee(amount, currency);
      const block = 1_000n * BigInt(step);
      const exact = ((BigInt(amount) * 29n + 30_000n + block / 2n) / block) * BigInt(step);
      assert.equal(BigInt(fee), exact < BigInt(amount) ? exact : BigInt(amount));
      assert.ok(amount - fee >= 0 && fee % step === 0);
    }),
  );
});

test('a larger amount never leaves less', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      assert.ok(less - processingFee(less, 'usd') <= more - processingFee(more, 'usd'));
    }),
  );
});

test('what is received can be used two days later, or at once', () => {
  assert.equal(availableOn(1_750_000_000, false), 1_750_172_800);
  assert.equal(availableOn(1_750_000_000, true), 1_750_000_000);
});
