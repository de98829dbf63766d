/** However a number is written, it is refused, and whatever is refused is hidden. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { luhnCheckDigit } from '../../../../src/core/kernel/card_number/luhn.js';
import { maskCardNumbers } from '../../../../src/core/kernel/card_number/masked.js';
import { holdsCardNumber, withoutCardNumbers } from '../../../../src/core/kernel/card_number/refused.js';
import { digitsLeftIn, NUMBERS, SEPARATORS, spelled, ZEROS } from '../../../support/card_spellings.js';

/** That no more than the last four digits are left. */
function isHidden(text: string, number: string): void {
  const masked = maskCardNumbers(text);
  assert.ok(
    !digitsLeftIn(masked).includes(number.slice(-6)),
    `${JSON.stringify(text)} became ${JSON.stringify(masked)}`,
  );
  assert.ok(
    !digitsLeftIn(masked).includes(number.slice(0, 6)),
    `${JSON.stringify(text)} became ${JSON.stringify(masked)}`,
  );
}

describe('a number', () => {
  for (const separator of ['', ...SEPARATORS]) {
    it(`with ${JSON.stringify(separator)} between its groups, in every script`, () => {
      for (const [number, groups] of NUMBERS) {
        for (const zero of ZEROS) {
          const written = spelled(number, groups, separator, zero);
          for (const text of [written, `card ${written} of Ada`, `https://a.example/b?c=${written}&d=1`]) {
            assert.ok(holdsCardNumber(text), text);
            isHidden(text, number);
            assert.doesNotMatch(
              withoutCardNumbers(text).replace(/(?:%[0-9a-f]{2})+|&#\w+;|\\u[\da-f]{4}/gi, ''),
              /\p{Nd}{4}/u,
            );
          }
        }
      }
    });
  }

  for (const [text, number] of [
    ['GB294539578763621486', '4539578763621486'],
    ['iban: gb294539578763621486', '4539578763621486'],
    ['04539578763621486', '4539578763621486'],
    ['0004539578763621486', '4539578763621486'],
    ['https://a.example/4539%205787%206362%201486', '4539578763621486'],
    ['4539%25205787%25206362%25201486', '4539578763621486'],
    ['4539&amp;nbsp;5787&amp;nbsp;6362&amp;nbsp;1486', '4539578763621486'],
    ['%34539578763621486', '4539578763621486'],
    ['%EF%BC%94539578763621486', '4539578763621486'],
    ['4️⃣5️⃣3️⃣9️⃣5️⃣7️⃣8️⃣7️⃣6️⃣3️⃣6️⃣2️⃣1️⃣4️⃣8️⃣6️⃣', '4539578763621486'],
    ['④⑤③⑨⑤⑦⑧⑦⑥③⑥②①④⑧⑥', '4539578763621486'],
    ['4539 5787-6362.1486', '4539578763621486'],
    ['45395787 63621486', '4539578763621486'],
  ] as const) {
    it(text, () => {
      assert.ok(holdsCardNumber(text));
      isHidden(text, number);
    });
  }

  it('is not refused among other digits, and is hidden with them', () => {
    for (const text of [
      'id 14539.5787.6362.1486',
      '4539.5787.6362.14869',
      '94539578763621486123',
      '4539x5787y6362z1486',
    ]) {
      assert.ok(!holdsCardNumber(text), text);
      isHidden(text, '4539578763621486');
    }
  });

  it('is hidden with the code that follows it', () => {
    for (const text of [
      '4539578763621486 986',
      '4539.5787.6362.1486 / 986',
      '4539578763621486, 12/30, 986',
      '4539578763621486986',
    ]) {
      assert.doesNotMatch(maskCardNumbers(text), /986/);
    }
  });

  it('leaves nothing where a text was cut within it', () => {
    for (const separator of ['', ...SEPARATORS]) {
      const written = spelled('4539578763621486', [4, 4, 4, 4], separator);
      for (let length = 6; length < written.length; length += 1) {
        const masked = maskCardNumbers(`card ${written.slice(0, length)}`, true);
        assert.ok(!digitsLeftIn(masked).includes('453957'), `${written.slice(0, length)} became ${masked}`);
      }
    }
  });
});

describe('whatever is refused', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '4539',
      '5787',
      '6362',
      '1486',
      '4',
      '45',
      '4539578763621486',
      '378282246310005',
      '0',
      '1',
      'GB29',
      'x',
      '+',
    ),
    fc.constantFrom(...SEPARATORS),
    fc.nat({ max: 99_999 }).map(String),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

  it('is hidden, and what is hidden would not be refused', () => {
    fc.assert(
      fc.property(text, (written) => {
        const masked = maskCardNumbers(written);
        assert.ok(!holdsCardNumber(masked), `${written} became ${masked}`);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is none of what has long numbers of its own', () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
    const other = fc.oneof(
      fc.uuid(),
      fc.stringMatching(/^[0-9a-f]{40}$/).filter((hash) => /[a-f]/.test(hash)),
      fc
        .date({ noInvalidDate: true, min: new Date(0), max: new Date('2200-01-01') })
        .map((date) => String(date.getTime())),
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2999-01-01') }).map((date) => date.toISOString()),
      digits(13),
      digits(12).map((number) => `+49${number}`),
      fc.tuple(digits(3), digits(7), digits(7)).map((groups) => groups.join('-')),
      fc.tuple(digits(18), fc.constantFrom('', ' ', '-')).map(([account, gap]) => germanAccount(account, gap)),
    );
    fc.assert(
      fc.property(other, (written) => assert.ok(!holdsCardNumber(written), written)),
      { numRuns: 3_000 },
    );
  });

  it('is what a network could have issued', () => {
    const payload = '453957876362148';
    for (let digit = 0; digit < 10; digit += 1) {
      assert.equal(holdsCardNumber(payload + digit), String(digit) === luhnCheckDigit(payload));
    }
    assert.ok(!holdsCardNumber('9999999999999995') && !holdsCardNumber('1234567890123452'));
  });
});

function germanAccount(rest: string, gap: string): string {
  const check = 98n - (BigInt(`${rest}131400`) % 97n);
  return (`DE${String(check).padStart(2, '0')}${rest}`.match(/.{1,4}/g) ?? []).join(gap);
}

describe('a megabyte', () => {
  for (const piece of [
    '4',
    '0',
    '4 ',
    '4-',
    '4+',
    '4.',
    '4x',
    '4539 5787-',
    '%34',
    '&#52;',
    '４é\u200b٤ ',
    '4️⃣',
    'DE89370400440532013000 ',
  ]) {
    it(`of ${JSON.stringify(piece)} takes time in proportion to its length`, () => {
      const text = piece.repeat(Math.ceil(1_000_000 / Buffer.byteLength(piece)));
      for (const work of [maskCardNumbers, holdsCardNumber]) {
        const began = process.cpuUsage();
        work(text);
        const { user, system } = process.cpuUsage(began);
        assert.ok((user + system) / 1000 < 2_000, `${work.name} took ${(user + system) / 1000} ms`);
      }
    });
  }
});
