import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CURRENCIES, isCurrency } from '../../src/core/currencies.js';

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
