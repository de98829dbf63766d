import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '../../src/core/kernel/errors.js';
import { invalid } from '../../src/core/kernel/refusing.js';
import {
  boolean,
  currency,
  decimal,
  enumeration,
  hash,
  integer,
  parse,
  string,
  timestamp,
} from '../../src/wire/parameters.js';
import { accepts, NOW, refuses } from './parameter_cases.js';

describe('string', () => {
  const schema = hash({
    short: string({ maximum_length: 3 }),
    long: string(),
    code: string({
      pattern: /^[A-Z]{2}$/,
      pattern_refusal: (param) => invalid('Country codes are two capital letters.', { param }),
    }),
    plain: string({ pattern: /^x/ }),
  });
  accepts(schema, 'short=abc&code=DE', { short: 'abc', code: 'DE' });
  accepts(schema, 'short=%F0%9F%99%82%F0%9F%99%82%F0%9F%99%82', { short: '🙂🙂🙂' });
  accepts(schema, `long=${'a'.repeat(5_000)}`, { long: 'a'.repeat(5_000) });
  accepts(schema, 'short=+a+', { short: ' a ' });
  refuses(schema, 'short=abcd', 'Invalid string: abcd; must be at most 3 characters', 'short');
  refuses(schema, 'short=%F0%9F%99%82%F0%9F%99%82%F0%9F%99%82%F0%9F%99%82', /at most 3 characters/, 'short');
  refuses(schema, `long=${'a'.repeat(5_001)}`, /must be at most 5000 characters/, 'long');
  refuses(schema, 'code=de', 'Country codes are two capital letters.', 'code');
  refuses(schema, 'plain=y', 'Invalid string: it must match ^x', 'plain');
  refuses(schema, 'short[a]=b', 'Invalid string', 'short');
  refuses(schema, 'short[]=b', 'Invalid string', 'short');

  it('refuses a NUL character, however it came in', () => {
    const refusal = parse(schema, new Map([['long', 'a\0b']]), { now: NOW });
    assert.ok(isRefusal(refusal));
    assert.equal(refusal.message, 'Invalid string: it contains a NUL character.');
  });

  it('cannot be declared with a pattern that has a memory', () => {
    assert.throws(() => string({ pattern: /a/g }), TypeError);
    assert.throws(() => string({ pattern: /a/y }), TypeError);
  });
});

describe('decimal', () => {
  const schema = hash({ percentage: decimal({ places: 4, maximum: 100 }) });
  for (const [text, value] of [
    ['0', 0],
    ['0.0', 0],
    ['8', 80_000],
    ['8.25', 82_500],
    ['8.2500000', 82_500],
    ['0.0001', 1],
    ['99.9999', 999_999],
    ['100', 1_000_000],
    ['100.000', 1_000_000],
  ] as const) {
    accepts(schema, `percentage=${text}`, { percentage: value });
  }
  for (const text of '.5 5. 08 -1 -0 %2B1 1e1 0.00001 1,5 1.2.3 NaN ten 101 100.0001 1e400'.split(' ')) {
    refuses(
      schema,
      `percentage=${text}`,
      /^Invalid decimal: .*from 0 to 100, with at most 4 decimal places$/,
      'percentage',
    );
  }
  refuses(schema, 'percentage[a]=1', /^Invalid decimal: /, 'percentage');
});

describe('integer', () => {
  const schema = hash({
    any: integer(),
    amount: integer({ minimum: 1 }),
    count: integer({ minimum: 0 }),
    limit: integer({ minimum: 1, maximum: 100 }),
  });
  const code = 'parameter_invalid_integer';
  for (const [text, value] of [
    ['0', 0],
    ['-0', 0],
    ['7', 7],
    ['007', 7],
    ['-12', -12],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', Number.MIN_SAFE_INTEGER],
  ] as const) {
    accepts(schema, `any=${text}`, { any: value });
  }
  for (const text of [
    '10.5',
    '1e3',
    'abc',
    '%2B1',
    '+1',
    '1+',
    '-',
    '--1',
    '0x10',
    '1_000',
    '1,000',
    '١',
    'NaN',
    'Infinity',
  ]) {
    refuses(schema, `any=${text}`, /^Invalid integer: /, 'any', code);
  }
  refuses(schema, 'any=55.00', 'Invalid integer: 55.00', 'any', code);
  refuses(schema, 'any[a]=1', 'Invalid integer: an object', 'any', code);
  refuses(schema, 'any[]=1', 'Invalid integer: an array', 'any', code);
  refuses(
    schema,
    'any=9007199254740992',
    "This value must be less than or equal to 9007199254740991 (it currently is '9007199254740992').",
    'any',
    code,
  );
  refuses(
    schema,
    `any=${'9'.repeat(900)}`,
    `This value must be less than or equal to 9007199254740991 (it currently is '${'9'.repeat(30)}…${'9'.repeat(10)}').`,
    'any',
    code,
  );
  refuses(schema, 'any=-9007199254740992', /greater than or equal to -9007199254740991/, 'any', code);
  refuses(schema, 'amount=0', 'This value must be greater than or equal to 1.', 'amount', code);
  refuses(schema, 'amount=-1', 'This value must be greater than or equal to 1.', 'amount', code);
  refuses(schema, 'count=-1', 'Invalid non-negative integer', 'count');
  refuses(schema, 'limit=101', "This value must be less than or equal to 100 (it currently is '101').", 'limit', code);
});

describe('timestamp', () => {
  const schema = hash({ at: timestamp() });
  accepts(schema, 'at=0', { at: 0 });
  accepts(schema, `at=${NOW + 86_400}`, { at: NOW + 86_400 });
  refuses(schema, `at=${NOW + 86_401}`, /more than a day in the future/, 'at');
  refuses(schema, `at=${NOW}000`, /not milliseconds/, 'at');
  refuses(schema, 'at=-1', 'Invalid non-negative integer', 'at');
  refuses(schema, 'at=2026-01-01', 'Invalid integer: 2026-01-01', 'at', 'parameter_invalid_integer');
});

describe('boolean, enumeration and currency', () => {
  const schema = hash({ flag: boolean(), kind: enumeration(['b', 'a']), currency: currency() });
  accepts(schema, 'flag=true', { flag: true });
  accepts(schema, 'flag=false', { flag: false });
  for (const text of ['True', 'TRUE', 'tRUE']) accepts(schema, `flag=${text}`, { flag: true });
  for (const text of ['False', 'FALSE']) accepts(schema, `flag=${text}`, { flag: false });
  const either = hash({ flag: enumeration(['true', 'false', 'one_off']) });
  accepts(either, 'flag=True', { flag: 'true' });
  accepts(either, 'flag=one_off', { flag: 'one_off' });
  refuses(either, 'flag=One_off', 'Invalid flag: must be one of false, one_off, or true', 'flag');
  for (const text of ['maybe', 'truе', 'trues', '1', '0', 'yes'])
    refuses(schema, `flag=${text}`, `Invalid boolean: ${text}`, 'flag');
  refuses(schema, 'flag[a]=true', 'Invalid boolean: an object', 'flag');
  accepts(schema, 'kind=a', { kind: 'a' });
  for (const text of ['kind=A', 'kind=c', 'kind=a+', 'kind[a]=a', 'kind=constructor']) {
    refuses(schema, text, 'Invalid kind: must be one of a or b', 'kind');
  }
  accepts(schema, 'currency=eur', { currency: 'eur' });
  accepts(schema, 'currency=USD', { currency: 'usd' });
  accepts(schema, 'currency=Jpy', { currency: 'jpy' });
  refuses(
    schema,
    'currency=xyz',
    /^Invalid currency: xyz\. Stripe currently supports these currencies: usd, /,
    'currency',
  );
  refuses(schema, 'currency=DK%E2%84%AA', /^Invalid currency/, 'currency');
  refuses(schema, 'currency=us', /^Invalid currency/, 'currency');
  refuses(schema, 'currency[a]=usd', 'Invalid string', 'currency');
});
