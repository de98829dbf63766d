import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '../../src/core/kernel/errors.js';
import { array, emptyable, hash, integer, metadata, range, required, string } from '../../src/wire/parameters.js';
import { accepts, refuses, run } from './parameter_cases.js';

describe('array', () => {
  const schema = hash({
    x: array(integer(), { maximum_items: 12 }),
    unset: emptyable(array(string())),
    items: array(hash({ name: required(string()), quantity: integer({ minimum: 1 }) })),
  });
  accepts(schema, 'x[0]=1&x[1]=2', { x: [1, 2] });
  accepts(schema, 'x[]=1&x[]=2', { x: [1, 2] });
  accepts(schema, 'x[10]=3&x[9]=2&x[2]=1', { x: [1, 2, 3] });
  accepts(schema, 'x[99999999999999999999]=2&x[5]=1', { x: [1, 2] });
  accepts(schema, 'unset=', { unset: null });
  accepts(schema, 'items[0][name]=a&items[0][quantity]=2&items[1][name]=b', {
    items: [{ name: 'a', quantity: 2 }, { name: 'b' }],
  });
  accepts(schema, 'items[][name]=a&items[][quantity]=2&items[][name]=b', {
    items: [{ name: 'a', quantity: 2 }, { name: 'b' }],
  });
  refuses(schema, 'x=1', 'Invalid array', 'x');
  refuses(schema, 'x=', /empty string/, 'x', 'parameter_invalid_empty');
  refuses(schema, 'x[a]=1', 'Invalid array', 'x');
  refuses(schema, 'x[01]=1', 'Invalid array', 'x');
  refuses(schema, 'x[-1]=1', 'Invalid array', 'x');
  refuses(schema, 'x[0]=1&x[b]=1', 'Invalid array', 'x');
  refuses(schema, 'x[0]=1&x[1]=b', 'Invalid integer: b', 'x[1]', 'parameter_invalid_integer');
  refuses(schema, 'x[]=1&x[]=b', 'Invalid integer: b', 'x[1]', 'parameter_invalid_integer');
  refuses(schema, 'x[0]=', /empty string for 'x\[0\]'/, 'x[0]', 'parameter_invalid_empty');
  refuses(schema, 'x[0][a]=1', 'Invalid integer: an object', 'x[0]', 'parameter_invalid_integer');
  refuses(schema, 'x[]=1'.concat('&x[]=1'.repeat(12)), 'Invalid array: at most 12 elements are allowed', 'x');
  refuses(
    schema,
    'items[0][quantity]=1',
    'Missing required param: items[0][name].',
    'items[0][name]',
    'parameter_missing',
  );
  refuses(schema, 'items[0]=a', 'Invalid object', 'items[0]');
  refuses(
    schema,
    'items[0][nam]=1',
    'Received unknown parameter: items[0][nam]. Did you mean items[0][name]?',
    'items[0][nam]',
    'parameter_unknown',
  );
});

describe('metadata', () => {
  const schema = hash({ metadata: metadata() });
  const key = 'k'.repeat(40);
  const pairs = (count: number, value: string) =>
    Array.from({ length: count }, (_, index) => `metadata[k${index}]=${value}`).join('&');
  accepts(schema, 'metadata=', { metadata: null });
  accepts(schema, 'metadata[a]=1&metadata[b]=&metadata[0]=x', { metadata: { a: '1', b: '', 0: 'x' } });
  accepts(schema, `metadata[${key}]=${'v'.repeat(500)}`, { metadata: { [key]: 'v'.repeat(500) } });
  refuses(schema, 'metadata=a', 'Invalid object', 'metadata');
  refuses(schema, 'metadata[]=a', 'Invalid object', 'metadata');
  refuses(schema, 'metadata[a][b]=c', 'Invalid string', 'metadata[a]');
  refuses(schema, `metadata[${key}k]=v`, /1 to 40 characters/, `metadata[${key}k]`);
  refuses(schema, `metadata[a]=${'v'.repeat(501)}`, /must be at most 500 characters/, 'metadata[a]');
  refuses(schema, pairs(51, 'v'), 'Metadata can hold at most 50 keys.', 'metadata');
  refuses(schema, 'metadata[__proto__]=x', 'A metadata key cannot be __proto__.', 'metadata[__proto__]');
  refuses(schema, 'metadata[__proto__][x]=x', 'A metadata key cannot be __proto__.', 'metadata[__proto__]');

  it('holds fifty keys, and more that are unset', () => {
    assert.ok(!isRefusal(run(schema, pairs(50, 'v'))));
    assert.ok(!isRefusal(run(schema, pairs(60, ''))));
  });

  it('keeps keys that are properties of every object', () => {
    const parsed = run(schema, 'metadata[constructor]=a&metadata[toString]=b&metadata[hasOwnProperty]=c');
    assert.equal(JSON.stringify(parsed), '{"metadata":{"constructor":"a","toString":"b","hasOwnProperty":"c"}}');
    assert.equal(Object.getPrototypeOf(parsed), Object.prototype);
    assert.equal(typeof {}.toString, 'function');
  });
});

describe('range', () => {
  const schema = hash({ created: range() });
  accepts(schema, 'created=5', { created: { gte: 5, lte: 5 } });
  accepts(schema, 'created[gt]=1&created[lte]=9999999999', { created: { gt: 1, lte: 9_999_999_999 } });
  refuses(schema, 'created=x', 'Invalid integer: x', 'created', 'parameter_invalid_integer');
  refuses(schema, 'created=', /empty/, 'created', 'parameter_invalid_empty');
  refuses(schema, 'created[]=1', 'Invalid integer: an array', 'created', 'parameter_invalid_integer');
  refuses(schema, 'created[gt]=x', 'Invalid integer: x', 'created[gt]', 'parameter_invalid_integer');
  refuses(schema, 'created[gt]=', /empty/, 'created[gt]', 'parameter_invalid_empty');
  refuses(schema, 'created[eq]=1', /^Received unknown parameter: created\[eq\]/, 'created[eq]', 'parameter_unknown');
});
