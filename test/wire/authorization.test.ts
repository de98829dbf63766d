import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { KEY_PREFIXES } from '../../src/core/platform/api_key/types.js';
import { keyInHeader, maskedKey, presentedKey } from '../../src/wire/authorization.js';

const secret = fc.string({ unit: fc.constantFrom(...'abcXYZ0189_'), minLength: 1, maxLength: 120 });

test('a key is found however it is sent', () => {
  fc.assert(
    fc.property(secret, (key) => {
      const encoded = Buffer.from(`${key}:`).toString('base64');
      for (const header of [
        `Bearer ${key}`,
        `bearer ${key}`,
        `BEARER   ${key} `,
        `Basic ${encoded}`,
        `basic ${encoded}`,
      ]) {
        assert.equal(keyInHeader(header), key);
      }
    }),
  );
});

test('no header, however strange, throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', 'Basic ', 'Bearer '), (text, scheme) => {
      const key = keyInHeader(scheme + text);
      if (key === undefined) return;
      assert.notEqual(key, '');
      presentedKey(key);
      maskedKey(key);
    }),
  );
});

test('a masked key shows its kind and four characters at most', () => {
  for (const { prefix, livemode, type } of KEY_PREFIXES) {
    fc.assert(
      fc.property(secret, (random) => {
        const masked = maskedKey(prefix + random);
        const shown = masked.slice(prefix.length).replaceAll('*', '');
        assert.ok(masked.startsWith(`${prefix}****`));
        assert.ok(
          shown === '' ? random.length <= 8 : random.length > 8 && random.endsWith(shown) && shown.length === 4,
        );
        assert.ok(masked.length <= prefix.length + 24);
        assert.deepEqual(presentedKey(prefix + random), { key: prefix + random, type, livemode });
      }),
    );
  }
});

test('of what is no key less than half is shown, and nothing of a short one', () => {
  fc.assert(
    fc.property(secret, (key) => {
      if (KEY_PREFIXES.some(({ prefix }) => key.startsWith(prefix))) return;
      const shown = maskedKey(key).replaceAll('*', '');
      assert.ok(shown === '' ? key.length <= 11 : shown === key.slice(0, 3) + key.slice(-4), maskedKey(key));
      assert.equal(presentedKey(key), undefined);
    }),
  );
});
