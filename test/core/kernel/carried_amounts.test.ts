/** Which amounts each currency carries. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { carriedUpTo, checkCarried, maximumAmount } from '../../../src/core/kernel/carried_amounts.js';
import { amountStep, CURRENCIES, formatAmount, minorUnitDigits } from '../../../src/core/kernel/currencies.js';

const WHOLE = /^Invalid amount\. Currency (UGX|ISK) has become effectively zero-decimal .* evenly divisible by 100\./;
const TENS = /^Invalid amount\. Currency [A-Z]{3} has three decimals .* evenly divisible by 10\./;

describe('what a currency carries', () => {
  const rows: [currency: string, amount: number, refused: string | undefined, message?: RegExp][] = [
    ['ugx', 500, undefined],
    ['ugx', 505, 'invalid_charge_amount', WHOLE],
    ['ugx', 550, 'invalid_charge_amount', WHOLE],
    ['ugx', 99, 'invalid_charge_amount', WHOLE],
    ['isk', 100, undefined],
    ['isk', 101, 'invalid_charge_amount', WHOLE],
    ['isk', 99_999_900, undefined],
    ['isk', 99_999_999, 'amount_too_large', /^Amount must be no more than 999,999\.00 isk$/],
    ...['bhd', 'jod', 'kwd', 'omr', 'tnd'].flatMap((currency): typeof rows => [
      [currency, 5_120, undefined],
      [currency, 5_125, 'invalid_charge_amount', TENS],
      [currency, 1, 'invalid_charge_amount', TENS],
      [currency, 99_999_990, undefined],
      [currency, 99_999_991, 'amount_too_large', /^Amount must be no more than 99,999\.990 /],
    ]),
    ['huf', 17_501, undefined],
    ['twd', 3_001, undefined],
    ['jpy', 99_999_999, undefined],
    ['usd', 99_999_999, undefined],
    ['usd', 100_000_000, 'amount_too_large', /^Amount must be no more than \$999,999\.99$/],
    ['usd', 110_000_000, 'amount_too_large', /\$999,999\.99$/],
    ['inr', 999_999_999, undefined],
    ['inr', 1_000_000_000, 'amount_too_large', /^Amount must be no more than 9,999,999\.99 inr$/],
    ['idr', 999_999_999_999, undefined],
    ['idr', 1_000_000_000_000, 'amount_too_large', /^Amount must be no more than 9,999,999,999\.99 idr$/],
  ];
  for (const [currency, amount, code, message] of rows) {
    it(`${amount} ${currency}: ${code ?? 'carried'}`, () => {
      const refused = checkCarried(amount, currency, 'some[param]');
      assert.equal(refused?.code, code);
      if (refused === undefined) return;
      assert.deepEqual([refused.status, refused.type, refused.param], [400, 'invalid_request_error', 'some[param]']);
      assert.match(refused.message, message ?? /^$/);
    });
  }

  it('is no other digits than it writes', () => {
    for (const currency of CURRENCIES) {
      const step = amountStep(currency);
      const expected = { 0: [1], 2: [1, 100], 3: [10] }[minorUnitDigits(currency)];
      assert.ok(expected.includes(step), currency);
      assert.equal(step === 100, currency === 'ugx' || currency === 'isk');
    }
  });

  it('is what can be reached from below', () => {
    const amount = fc.oneof(fc.nat(1_000), fc.nat(100_000_000), fc.maxSafeNat());
    fc.assert(
      fc.property(fc.constantFrom(...CURRENCIES), amount, (currency, value) => {
        const most = carriedUpTo(value, currency);
        const step = amountStep(currency);
        assert.equal(checkCarried(most, currency), undefined);
        assert.ok(most <= value && most <= maximumAmount(currency));
        // Nothing between them is carried.
        assert.ok(most + step > value || checkCarried(most + step, currency) !== undefined);
        assert.equal(checkCarried(value, currency) === undefined, most === value, formatAmount(value, currency));
      }),
    );
  });
});
