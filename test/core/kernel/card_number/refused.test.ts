/** Which texts hold a card's number, and which only look a little like it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { luhnCheckDigit } from '../../../../src/core/kernel/card_number/luhn.js';
import { holdsCardNumber } from '../../../../src/core/kernel/card_number/refused.js';
import { TEST_CARDS } from '../../../../src/core/payments/processor/sandbox/test_cards.js';

describe('a text that holds a number', () => {
  for (const text of [
    '4242424242424242',
    'card 4242424242424242 of Ada',
    'x4242424242424242y',
    '4242 4242 4242 4242',
    '4242-4242-4242-4242',
    '4242.4242.4242.4242',
    '4242/4242/4242/4242',
    '4242_4242_4242_4242',
    '4242 - 4242 - 4242 - 4242',
    '4242 4242-4242 4242',
    '4242\u00a04242\u00a04242\u00a04242',
    '4242\n4242\n4242\n4242',
    '4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2',
    '42 42 42 42 42 42 42 42',
    '3782 822463 10005',
    '378282246310005',
    '3056 930902 5904',
    '6205500000000000004',
    '2223003122003222',
    '3566002020360505',
    '%B4242424242424242^ADA/L^3012',
    '4242424242424242=30121010000',
    '4242424242424242 12/30 123',
    '12/30 4242424242424242',
    '1 4242424242424242',
    '４２４２４２４２４２４２４２４２',
    '٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢',
    '४२४२४२४२४२४२४२४२',
    '4242\u200b4242\u200b4242\u200b4242',
    '+4242424242424242',
    '4242424242424242@example.com',
  ]) {
    it(JSON.stringify(text), () => assert.equal(holdsCardNumber(text), true));
  }

  it('is any with a test card in it', () => {
    for (const { number } of TEST_CARDS) {
      if (number === null || number.length < 14) continue;
      assert.ok(holdsCardNumber(`paid with ${number}.`), number);
    }
  });
});

describe('a text that holds none', () => {
  for (const text of [
    '',
    'a book',
    // A wrong check digit.
    '4242424242424241',
    // No network's, or not of its length.
    '1234567890123452',
    '8816178952380553',
    '0000000000000000',
    '9999999999999995',
    '4222222222222',
    '424242424242424242424242',
    // What people write.
    '+4915112345678',
    '+358 40 1234567890',
    '+34 600 000 000 001',
    '2026-11-26T15:30:22.123Z',
    '20261126153022',
    'DE89 3704 0044 0532 0130 00',
    'FR76 3000 6000 0112 3456 7890 189',
    '1735689600000',
    'pi_0VbeNTfO00006ZBuRjFewSY9',
    '4242 4242 and 4242 4242',
    'order 4242, 4242 pieces; 4242/4242',
    // Account numbers in which some digits look like those of a card.
    'FR76 3000 4000 0300 0012 3456 720',
    'DK5000400440116243',
    'to FI4250001510000023, please',
    'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
  ]) {
    it(JSON.stringify(text), () => assert.equal(holdsCardNumber(text), false));
  }
});

const digits = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });
const number = fc
  .record({ begin: fc.constantFrom('4', '51', '2221', '6011', '62', '65'), rest: digits(15) })
  .map(({ begin, rest }) => {
    const payload = `${begin}${rest.join('')}`.slice(0, 15);
    return payload + luhnCheckDigit(payload);
  });

describe('any number of a network', () => {
  it('is found wherever it stands between words, and no other digit in its place is', () => {
    const words = fc.array(fc.constantFrom('a', 'Müller', ',', 'no.', '№', '日本'), { maxLength: 5 });
    fc.assert(
      fc.property(words, number, words, fc.constantFrom('', ' ', '-', ' . '), (before, written, after, gap) => {
        const shown = (written.match(/.{4}/g) ?? []).join(gap);
        assert.ok(holdsCardNumber([...before, 'x', shown, 'x', ...after].join(' ')));
        const wrong = `${written.slice(0, -1)}${(Number(written.at(-1)) + 1) % 10}`;
        assert.ok(!holdsCardNumber(wrong));
      }),
    );
  });
});
