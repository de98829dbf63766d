/** References are compared without the blanks around them, of whatever kind; those inside are part of the reference. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trimmedReference } from '../../../../src/core/payments/payment_record/references.js';

const CASES: readonly (readonly [given: string, trimmed: string])[] = [
  ['INV-1', 'INV-1'],
  [' INV-1 ', 'INV-1'],
  ['\tINV-1\r\n', 'INV-1'],
  ['\u00a0INV-1\u00a0', 'INV-1'],
  ['\u3000INV-1\u2003', 'INV-1'],
  ['\ufeffINV-1', 'INV-1'],
  ['INV-1\u200b\u200d\u2060', 'INV-1'],
  ['\u0085\u180e\u1680INV-1\u2028\u2029', 'INV-1'],
  ['\u0001INV-1\u007f', 'INV-1'],
  ['\u200eINV-1\u202c', 'INV-1'],
  ['\u2800\u3164\u00adINV-1', 'INV-1'],
  ['INV-1\u2069\u061c\u034f\ufe0f', 'INV-1'],
  ['\u115f\u1160\uffa0\u206a\ufff9\u{e0001}\u{1d173}INV-1\u{e0020}', 'INV-1'],
  ['\ud800', '\ud800'],
  ['INV 1', 'INV 1'],
  ['INV\u00a01', 'INV\u00a01'],
  [' 💶 ', '💶'],
  [' é ', 'é'],
  ['', ''],
  [' \u00a0\u3000\ufeff ', ''],
];

for (const [given, trimmed] of CASES) {
  test(`${JSON.stringify(given)} is compared as ${JSON.stringify(trimmed)}`, () => {
    assert.equal(trimmedReference(given), trimmed);
  });
}

test('what is compared is the same, however often it is trimmed', () => {
  for (const [given] of CASES) assert.equal(trimmedReference(trimmedReference(given)), trimmedReference(given));
});

test('a reference of many blanks takes no longer than it is', () => {
  const blanks = ' '.repeat(1_000_000);
  assert.equal(trimmedReference(`a${blanks}b${blanks}`), `a${blanks}b`);
});
