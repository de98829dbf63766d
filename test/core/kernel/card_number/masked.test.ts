import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { luhnValid } from '../../../../src/core/kernel/card_number/luhn.js';
import { maskCardNumbers } from '../../../../src/core/kernel/card_number/masked.js';
import { errors } from '../../../../src/core/kernel/errors.js';
import { TEST_CARDS } from '../../../../src/core/payments/processor/sandbox/test_cards.js';

describe('maskCardNumbers', () => {
  const rows: readonly [string, string][] = [
    ['4242424242424242', '************4242'],
    ['4242 4242 4242 4242', '**** **** **** 4242'],
    ['378282246310005', '***********0005'],
    ['number=4242-4242-4242-4242!', 'number=****-****-****-4242!'],
    ['x4242424242424242123y', 'x*******************y'],
    ['4242424242424242 123', '**************** ***'],
    ['1234567890', '1234567890'],
    ['evt_0VbfsDXl0100000000000001', 'evt_0VbfsDXl0100000000000001'],
    ['0004242424242424242', '***************4242'],
    ['2026-10-28', '2026-10-28'],
    ['', ''],
  ];
  for (const [text, masked] of rows) it(text, () => assert.equal(maskCardNumbers(text), masked));

  it('hides digits exactly where some 12 to 19 in a row, beginning with 2 to 9, have a right check digit', () => {
    const holds = (digits: string): boolean => {
      for (let start = 0; start < digits.length; start += 1) {
        for (let end = start + 12; end <= Math.min(start + 19, digits.length); end += 1) {
          if (/[2-9]/.test(digits.charAt(start)) && luhnValid(digits.slice(start, end))) return true;
        }
      }
      return false;
    };
    const digit = fc.integer({ min: 0, max: 9 });
    // Mostly small ones, or nearly every text would hold a number.
    const texts = fc.oneof(
      fc.array(digit, { minLength: 12, maxLength: 40 }),
      fc.array(fc.constantFrom(0, 1, 1, 1, 1, 3), { minLength: 12, maxLength: 60 }),
    );
    fc.assert(
      fc.property(texts, (digits) => {
        const text = digits.join('');
        assert.equal(maskCardNumbers(text) !== text, holds(text), text);
      }),
    );
  });

  it('hides every test card', () => {
    for (const { number } of TEST_CARDS) {
      if (number === null) continue;
      assert.ok(!maskCardNumbers(`a ${number} b`).includes(number));
    }
  });
});

describe('errors', () => {
  it('echo no card number, wherever in a long value it is', () => {
    for (const number of ['4242424242424242', '378282246310005', '6205500000000000004']) {
      for (let before = 0; before < 60; before += 1) {
        const value = `${'x'.repeat(before)}${number}${'y'.repeat(60)}`;
        const { message } = errors.notAnInteger('limit', value);
        assert.ok(!message.includes(number.slice(0, 12)), message);
        const { message: mirrored } = errors.notAnInteger('limit', `${'y'.repeat(60)}${number}${'x'.repeat(before)}`);
        assert.ok(!mirrored.includes(number.slice(0, 12)), mirrored);
      }
    }
  });
});
