import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CURRENCIES, formatAmount, isCurrency, minorUnitDigits } from '../../../src/core/kernel/currencies.js';

describe('the list of currencies', () => {
  it('begins with usd and goes on alphabetically, without repetition', () => {
    assert.equal(CURRENCIES[0], 'usd');
    const rest = CURRENCIES.slice(1);
    assert.deepEqual(rest, [...new Set(rest)].sort());
    assert.ok(!rest.includes('usd'));
  });

  it('holds about as many as Stripe supports, all of three lower-case letters', () => {
    assert.ok(CURRENCIES.length >= 135 && CURRENCIES.length <= 150, `${CURRENCIES.length}`);
    for (const code of CURRENCIES) assert.match(code, /^[a-z]{3}$/);
  });

  it('cannot be changed', () => {
    assert.throws(() => (CURRENCIES as string[]).push('xyz'), TypeError);
  });

  it('consists of codes the runtime knows as currencies', () => {
    for (const code of CURRENCIES) {
      assert.doesNotThrow(() => new Intl.NumberFormat('en', { style: 'currency', currency: code }), code);
    }
  });
});

describe('isCurrency', () => {
  it('knows every listed code', () => {
    for (const code of CURRENCIES) assert.equal(isCurrency(code), true, code);
  });

  it('knows nothing else', () => {
    for (const code of ['', 'USD', 'Eur', 'usdc', 'xyz', 'us', 'usd ', 'constructor', '__proto__']) {
      assert.equal(isCurrency(code), false, code);
    }
  });
});

describe('minorUnitDigits', () => {
  const by_digits: Record<number, string> = {
    0: 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf',
    2: 'usd eur gbp chf sek ugx isk huf twd aed',
    3: 'bhd jod kwd omr tnd',
  };
  for (const [digits, codes] of Object.entries(by_digits)) {
    for (const code of codes.split(' ')) {
      it(`${code} has ${digits}`, () => {
        assert.equal(minorUnitDigits(code), Number(digits));
        assert.ok(isCurrency(code));
      });
    }
  }

  it('is 0 for 15 and 3 for 5 of all currencies', () => {
    assert.equal(CURRENCIES.filter((code) => minorUnitDigits(code) === 0).length, 15);
    assert.equal(CURRENCIES.filter((code) => minorUnitDigits(code) === 3).length, 5);
  });
});

describe('formatAmount', () => {
  const cases: [number, string, string][] = [
    [2000, 'usd', '$20.00'],
    [1, 'usd', '$0.01'],
    [10, 'usd', '$0.10'],
    [100, 'usd', '$1.00'],
    [0, 'usd', '$0.00'],
    [-0, 'usd', '$0.00'],
    [-5, 'usd', '-$0.05'],
    [99_999_999, 'usd', '$999999.99'],
    [2000, 'eur', '€20.00'],
    [1099, 'gbp', '£10.99'],
    [2000, 'jpy', '¥2000'],
    [0, 'jpy', '¥0'],
    [2000, 'chf', '20.00 chf'],
    [-2000, 'chf', '-20.00 chf'],
    [2000, 'krw', '2000 krw'],
    [20_000, 'kwd', '20.000 kwd'],
    [5, 'kwd', '0.005 kwd'],
    [500, 'ugx', '5.00 ugx'],
    [Number.MAX_SAFE_INTEGER, 'usd', '$90071992547409.91'],
  ];
  for (const [value_minor, currency, text] of cases) {
    it(`prints ${value_minor} ${currency} as ${text}`, () => {
      assert.equal(formatAmount(value_minor, currency), text);
    });
  }

  it('loses no digit of any safe integer', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...CURRENCIES), (value_minor, currency) => {
        const text = formatAmount(value_minor, currency);
        const digits = text.replace(/[^0-9]/g, '');
        assert.equal(BigInt(digits), BigInt(Math.abs(value_minor)));
        assert.equal(text.startsWith('-'), value_minor < 0);
        assert.equal(/\.(\d+)/.exec(text)?.[1]?.length ?? 0, minorUnitDigits(currency));
      }),
    );
  });
});
