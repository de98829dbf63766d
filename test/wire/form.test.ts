import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../../src/core/kernel/errors.js';
import {
  decodeForm,
  decodeFormBody,
  type FormObject,
  type FormValue,
  MAX_NAME_LENGTH,
  MAX_NESTING,
  MAX_PARAMETERS,
} from '../../src/wire/form.js';

/** A tree as nested arrays of entries: unlike plain objects these show the order of the keys, and any key. */
type Plain = string | { entries: [string, Plain][] } | Plain[];

function plain(value: FormValue): Plain {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plain);
  return { entries: [...value].map(([key, inner]) => [key, plain(inner)]) };
}

function map(object: Record<string, FormValue>): FormObject {
  return new Map(Object.entries(object));
}

describe('decodeForm', () => {
  const accepted: [string, FormObject][] = [
    ['', map({})],
    ['&&', map({})],
    ['a=1', map({ a: '1' })],
    ['&a=1&&b=2&', map({ a: '1', b: '2' })],
    ['a', map({ a: '' })],
    ['a=', map({ a: '' })],
    ['a&b', map({ a: '', b: '' })],
    ['a=1&a=2', map({ a: '2' })],
    ['a=b=c', map({ a: 'b=c' })],
    ['a=[x]', map({ a: '[x]' })],
    ['a=1+2%2B3+', map({ a: '1 2+3 ' })],
    ['a+b=1', map({ 'a b': '1' })],
    ['a=%E2%82%AC', map({ a: '€' })],
    ['a=€', map({ a: '€' })],
    ['a=%2500', map({ a: '%00' })],
    ['a%3Db=1', map({ 'a=b': '1' })],
    ['a=x%26b%3Dy&c=+&d=e', map({ a: 'x&b=y', c: ' ', d: 'e' })],
    ['a[b][c]=v', map({ a: map({ b: map({ c: 'v' }) }) })],
    ['a%5Bb%5D%5bc%5d=v', map({ a: map({ b: map({ c: 'v' }) }) })],
    ['a[b]=1&x=2&a[c]=3', map({ a: map({ b: '1', c: '3' }), x: '2' })],
    ['a[b c]=1&a[d%20e]=2', map({ a: map({ 'b c': '1', 'd e': '2' }) })],
    ['x[0]=a&x[1]=b', map({ x: new Map(Object.entries({ '0': 'a', '1': 'b' })) })],
    ['x[]=a&x[]=b', map({ x: ['a', 'b'] })],
    ['x[]', map({ x: [''] })],
    ['x%5B%5D=a', map({ x: ['a'] })],
    ['a[x][]=1&a[x][]=2', map({ a: map({ x: ['1', '2'] }) })],
    [
      'items[][k]=1&items[][n]=2&items[][k]=3&items[][n]=4',
      map({ items: [map({ k: '1', n: '2' }), map({ k: '3', n: '4' })] }),
    ],
    [
      'items[][price][currency]=usd&items[][price][amount]=1&items[][price][currency]=eur',
      map({ items: [map({ price: map({ currency: 'usd', amount: '1' }) }), map({ price: map({ currency: 'eur' }) })] }),
    ],
    [
      'items[][tags][]=a&items[][tags][]=b&items[][k]=1&items[][k]=2',
      map({ items: [map({ tags: ['a', 'b'], k: '1' }), map({ k: '2' })] }),
    ],
    [
      '__proto__[polluted]=1&constructor=2',
      new Map<string, FormValue>([
        ['__proto__', map({ polluted: '1' })],
        ['constructor', '2'],
      ]),
    ],
  ];
  for (const [text, expected] of accepted) {
    it(`decodes ${text || 'nothing'}`, () => {
      assert.deepEqual(decodeForm(text), expected);
      assert.deepEqual(decodeFormBody(Buffer.from(text)), expected);
    });
  }

  it('leaves the prototypes of objects alone', () => {
    decodeForm('__proto__[polluted]=1&a[__proto__][polluted]=1&constructor[prototype][polluted]=1');
    assert.equal('polluted' in {}, false);
  });

  it('keeps the order of the parameters', () => {
    const form = decodeForm('b=1&a=2&10=3&9=4');
    assert.ok(!isRefusal(form));
    assert.deepEqual([...form.keys()], ['b', 'a', '10', '9']);
  });

  const refused: [string, RegExp][] = [
    ['=v', /'' has no name/],
    ['=', /has no name/],
    ['[a]=v', /'\[a\]' has no name before its first bracket/],
    ['[]=v', /no name before/],
    [']=v', /no name before/],
    ['a[b=v', /'a\[b' has brackets that do not match/],
    ['a[=v', /do not match/],
    ['a]b=v', /'a\]b' has brackets that do not match/],
    ['a[b]c=v', /'a\[b\]c' has brackets that do not match/],
    ['a[b]]=v', /do not match/],
    ['a[b]c[d]=v', /do not match/],
    ['a[[b]]=v', /bracket within brackets/],
    ['a%5B%5Bb=v', /do not match/],
    ['x[][]=v', /array directly in an array/],
    ['a=1&a[b]=2', /'a\[b\]' is passed in two ways/],
    ['a[b]=2&a=1', /'a' is passed in two ways/],
    ['a[]=1&a=2', /two ways/],
    ['a=2&a[]=1', /two ways/],
    ['a[]=1&a[0]=2', /two ways/],
    ['a[0]=2&a[]=1', /two ways/],
    ['x[][a]=1&x[][a][b]=2', /two ways/],
    ['a=%', /not followed by two hexadecimal digits/],
    ['a=%4', /not followed by two/],
    ['a=%zz', /not followed by two/],
    ['a=%4&b=1', /not followed by two/],
    ['a=100%&b=1', /not followed by two/],
    ['%zz=1', /not followed by two/],
    ['a=%ff', /not UTF-8/],
    ['a=%C0%80', /not UTF-8/],
    ['a=%ED%A0%80', /not UTF-8/],
    ['%e2%82=1', /not UTF-8/],
    ['a=%00', /NUL/],
    ['a%00=1', /NUL/],
    ['a=\0', /NUL/],
  ];
  for (const [text, message] of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const form = decodeForm(text);
      assert.ok(isRefusal(form));
      assert.equal(form.status, 400);
      assert.equal(form.type, 'invalid_request_error');
      assert.match(form.message, /^Invalid request body: /);
      assert.match(form.message, message);
    });
  }

  it('refuses bytes that are not UTF-8', () => {
    const form = decodeFormBody(Buffer.from([0x61, 0x3d, 0xff]));
    assert.ok(isRefusal(form));
    assert.match(form.message, /it is not UTF-8/);
  });

  it('bounds the number of parameters', () => {
    const text = (count: number) => Array.from({ length: count }, (_, index) => `a${index}=`).join('&');
    assert.equal((decodeForm(text(MAX_PARAMETERS)) as FormObject).size, MAX_PARAMETERS);
    const form = decodeForm(text(MAX_PARAMETERS + 1));
    assert.ok(isRefusal(form));
    assert.match(form.message, /more than 5000 parameters/);
  });

  it('bounds the nesting', () => {
    assert.ok(!isRefusal(decodeForm(`a${'[b]'.repeat(MAX_NESTING)}=1`)));
    const form = decodeForm(`a${'[b]'.repeat(MAX_NESTING + 1)}=1`);
    assert.ok(isRefusal(form));
    assert.match(form.message, /more than 16 levels deep/);
  });

  it('bounds the length of names, as decoded', () => {
    assert.ok(!isRefusal(decodeForm(`${'a'.repeat(MAX_NAME_LENGTH)}=1`)));
    assert.ok(!isRefusal(decodeForm(`${'%61'.repeat(MAX_NAME_LENGTH)}=1`)));
    const form = decodeForm(`${'a'.repeat(MAX_NAME_LENGTH + 1)}=1`);
    assert.ok(isRefusal(form));
    assert.match(form.message, /longer than 1000 characters/);
    assert.ok(form.message.length < 200);
  });

  it('takes time in proportion to the text, however it is written', () => {
    const started = process.hrtime.bigint();
    decodeForm('a'.repeat(4_000_000));
    decodeForm('&'.repeat(4_000_000));
    decodeForm(`a=${'['.repeat(4_000_000)}`);
    decodeForm(`a&b&${'a&'.repeat(4_000)}${'x'.repeat(4_000_000)}`);
    decodeForm(`${'a[][k]&'.repeat(4_000)}`);
    decodeForm(`a=${'%41'.repeat(1_000_000)}`);
    const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
    assert.ok(milliseconds < 10_000, `${milliseconds} ms`);
  });

  it('reads pluses in the time of escapes', () => {
    const escapes_ms = cpuOf(`a=${'4%20'.repeat(250_000)}`);
    for (const text of [`a=${'4+'.repeat(500_000)}`, 'a+'.repeat(500_000), `a=${'+'.repeat(1_000_000)}`]) {
      const ms = cpuOf(text);
      assert.ok(ms < 5 * escapes_ms, `${text.slice(0, 8)} ${ms} ms, with escapes ${escapes_ms} ms`);
    }
  });
});

/** The least processor time, in milliseconds, that a body took: of several times, so that nothing else is measured. */
function cpuOf(text: string): number {
  const bytes = Buffer.from(text);
  const times = Array.from({ length: 5 }, () => {
    const began = process.cpuUsage();
    decodeFormBody(bytes);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

describe('decodeForm, for any input', () => {
  const name = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }).filter((text) => !/[[\]\0]/.test(text));
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
  const tree = fc.letrec<{ value: FormValue; hash: FormObject }>((tie) => ({
    value: fc.oneof(
      // Deeper nesting than a form may have is refused.
      { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
      text,
      fc.array(text, { minLength: 1, maxLength: 4 }),
      // Elements start with the same scalar, since only a repeated name starts a new element.
      fc.array(
        fc.tuple(text, tie('hash')).map(([id, rest]) => new Map<string, FormValue>([['id', id], ...withoutId(rest)])),
        { minLength: 1, maxLength: 3 },
      ),
      tie('hash'),
    ),
    hash: fc
      .array(fc.tuple(name, tie('value')), { minLength: 1, maxLength: 4 })
      .map((entries) => new Map<string, FormValue>(entries)),
  }));

  function withoutId(hash: FormObject): [string, FormValue][] {
    return [...hash].filter(([key]) => key !== 'id');
  }

  function encode(value: FormValue, path: string, escaped: (text: string) => string): string[] {
    if (typeof value === 'string') return [`${escaped(path)}=${escaped(value)}`];
    if (Array.isArray(value)) return value.flatMap((element) => encode(element, `${path}[]`, escaped));
    return [...value].flatMap(([key, inner]) => encode(inner, path === '' ? key : `${path}[${key}]`, escaped));
  }

  const escapes: Record<string, (text: string) => string> = {
    'with escaped brackets': (value) => encodeURIComponent(value).replaceAll('%20', '+'),
    'with raw brackets': (value) => encodeURIComponent(value).replaceAll('%5B', '[').replaceAll('%5D', ']'),
    'with as little escaped as possible': (value) => value.replace(/[%&=+]/g, encodeURIComponent),
  };
  for (const [how, escaped] of Object.entries(escapes)) {
    it(`decodes what was encoded ${how}`, () => {
      fc.assert(
        fc.property(tree.hash, (hash) => {
          const decoded = decodeForm(encode(hash, '', escaped).join('&'));
          assert.ok(!isRefusal(decoded), JSON.stringify(decoded));
          assert.deepEqual(plain(decoded), plain(hash));
        }),
      );
    });
  }

  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('a', 'b', '0', '[', ']', '[]', '=', '&', '%', '%5B', '%5D', '%ff', '%00', '+', '\ud800'))
      .map((parts) => parts.join('')),
  );
  it('never throws', () => {
    fc.assert(
      fc.property(hostile, (input) => {
        const form = decodeForm(input);
        assert.ok(form instanceof Map || isRefusal(form));
      }),
      { numRuns: 3_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const form = decodeFormBody(Buffer.from(bytes));
        assert.ok(form instanceof Map || isRefusal(form));
      }),
    );
  });

  it('reads flat forms as URLSearchParams does', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, text), { maxLength: 6 }), (pairs) => {
        const encoded = new URLSearchParams(pairs).toString();
        assert.deepEqual(decodeForm(encoded), new Map(new URLSearchParams(encoded)));
      }),
    );
  });
});
