import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../../src/core/kernel/errors.js';
import type { FormObject, FormValue } from '../../src/wire/form.js';
import {
  array,
  currency,
  described,
  emptyable,
  enumeration,
  hash,
  integer,
  metadata,
  type Parsed,
  parameterRows,
  parse,
  range,
  required,
  string,
  timestamp,
} from '../../src/wire/parameters.js';
import { accepts, NOW, refuses, run } from './parameter_cases.js';

const reportPayment = hash({
  amount_requested: required(hash({ currency: required(currency()), value: required(integer({ minimum: 1 })) })),
  outcome: enumeration(['canceled', 'failed', 'guaranteed']),
  initiated_at: required(timestamp()),
  description: emptyable(string()),
  metadata: metadata(),
  types: array(string(), { maximum_items: 3 }),
});
type ReportPayment = Parsed<typeof reportPayment>;

const REQUIRED = 'amount_requested[currency]=usd&amount_requested[value]=1&initiated_at=1';

describe('parse', () => {
  const minimal = { amount_requested: { currency: 'usd', value: 1 }, initiated_at: 1 };
  accepts(reportPayment, REQUIRED, minimal);
  accepts(reportPayment, `${REQUIRED}&outcome=failed&description=&metadata[a]=b&types[0]=x&types[1]=y`, {
    ...minimal,
    outcome: 'failed',
    description: null,
    metadata: { a: 'b' },
    types: ['x', 'y'],
  });

  it('leaves absent members out and keeps the declared order', () => {
    const parsed = run(reportPayment, `metadata[a]=b&${REQUIRED}`);
    assert.deepEqual(Object.keys(parsed), ['amount_requested', 'initiated_at', 'metadata']);
  });

  refuses(reportPayment, '', 'Missing required param: amount_requested.', 'amount_requested', 'parameter_missing');
  refuses(
    reportPayment,
    'amount_requested[value]=1',
    'Missing required param: amount_requested[currency].',
    'amount_requested[currency]',
    'parameter_missing',
  );
  refuses(reportPayment, 'amount_requested=5', 'Invalid object', 'amount_requested');
  refuses(reportPayment, 'amount_requested[]=5', 'Invalid object', 'amount_requested');
  refuses(
    reportPayment,
    `${REQUIRED}&outcome=`,
    /^You passed an empty string for 'outcome'\. .* 'outcome' cannot be unset\./,
    'outcome',
    'parameter_invalid_empty',
  );
  refuses(reportPayment, 'amount_requested=', /empty string/, 'amount_requested', 'parameter_invalid_empty');
  refuses(
    reportPayment,
    'amount_requested[currency]=usd&amount_requested[value]=',
    /empty string for 'amount_requested\[value\]'/,
    'amount_requested[value]',
    'parameter_invalid_empty',
  );
  refuses(
    reportPayment,
    `${REQUIRED}&outcome=maybe`,
    'Invalid outcome: must be one of canceled, failed, or guaranteed',
    'outcome',
  );
});

describe('unknown parameters', () => {
  const schema = hash({
    limit: integer(),
    types: array(string()),
    card: hash({ number: required(string()) }),
    id: string(),
  });
  const unknown = (text: string, message: string, param: string) =>
    refuses(schema, text, message, param, 'parameter_unknown');
  unknown('foo=1', 'Received unknown parameter: foo', 'foo');
  unknown('foo=1&bar=2', 'Received unknown parameters: foo, bar', 'foo');
  unknown('limt=1', 'Received unknown parameter: limt. Did you mean limit?', 'limt');
  unknown('limits=1', 'Received unknown parameter: limits. Did you mean limit?', 'limits');
  unknown('type=1', 'Received unknown parameter: type. Did you mean types?', 'type');
  unknown('tpyes=1', 'Received unknown parameter: tpyes. Did you mean types?', 'tpyes');
  unknown('zzz=1&lmit=1', 'Received unknown parameters: zzz, lmit. Did you mean limit?', 'zzz');
  unknown('xy=1', 'Received unknown parameter: xy', 'xy');
  unknown('card[numbr]=1', 'Received unknown parameter: card[numbr]. Did you mean card[number]?', 'card[numbr]');
  unknown('card[number]=1&card[x][y]=1', 'Received unknown parameter: card[x]', 'card[x]');
  unknown('card[number]=1&card[constructor]=1', 'Received unknown parameter: card[constructor]', 'card[constructor]');
  unknown('__proto__[x]=1', 'Received unknown parameter: __proto__', '__proto__');
  // Before anything else that is wrong at the same level or below, in whatever order it was sent.
  unknown('limit=abc&foo=1', 'Received unknown parameter: foo', 'foo');
  unknown('card[bar]=1&foo=1', 'Received unknown parameter: foo', 'foo');
  unknown('card[bar]=1', 'Received unknown parameter: card[bar]', 'card[bar]');
  unknown('card=&foo=1', 'Received unknown parameter: foo', 'foo');

  refuses(schema, 'id=&limit=abc', 'Invalid integer: abc', 'limit', 'parameter_invalid_integer');

  it('names no more than an error can hold', () => {
    const refusal = run(schema, Array.from({ length: 5_000 }, (_, index) => `limi${index}=1`).join('&'));
    assert.ok(isRefusal(refusal));
    assert.ok(refusal.message.length < 400, refusal.message);
  });
});

describe('a schema, as data', () => {
  const schema = hash({
    amount: described(
      required(hash({ currency: required(currency()), value: integer({ minimum: 1 }) })),
      'The amount.',
    ),
    items: array(hash({ tags: array(string({ maximum_length: 9 }), { maximum_items: 2 }) }), { maximum_items: 5 }),
    kind: emptyable(enumeration(['a', 'b'])),
    metadata: metadata(),
    created: range(),
  });

  it('lists its parameters with those inside', () => {
    const rows = parameterRows(schema);
    assert.deepEqual(
      rows.map((row) => [row.name, row.type, row.required, row.emptyable, row.nesting]),
      [
        ['amount', 'hash', true, false, 0],
        ['amount[currency]', 'currency', true, false, 1],
        ['amount[value]', 'integer', false, false, 1],
        ['items', 'array', false, false, 0],
        ['items[][tags]', 'array', false, false, 1],
        ['kind', 'enumeration', false, true, 0],
        ['metadata', 'metadata', false, true, 0],
        ['created', 'range', false, false, 0],
        ['created[gt]', 'integer', false, false, 1],
        ['created[gte]', 'integer', false, false, 1],
        ['created[lt]', 'integer', false, false, 1],
        ['created[lte]', 'integer', false, false, 1],
      ],
    );
    assert.equal(rows[0]?.description, 'The amount.');
    assert.equal(rows[2]?.minimum, 1);
    assert.equal(rows[3]?.maximum_items, 5);
    assert.equal(rows[4]?.item?.maximum_length, 9);
    assert.deepEqual(rows[5]?.values, ['a', 'b']);
  });

  it('is not changed by a modifier', () => {
    const plain = string();
    required(emptyable(described(plain, 'x')));
    assert.equal(plain.required, false);
    assert.equal(plain.emptyable, false);
    assert.equal(plain.description, undefined);
  });

  it('cannot have members with names that could not be told apart or stored', () => {
    for (const name of ['', 'refused', 'a[b]']) assert.throws(() => hash({ [name]: string() }), TypeError);
    assert.throws(() => hash({ ['__proto__']: string() }), TypeError);
  });
});

describe('parse, for any form', () => {
  const name = fc.oneof(
    fc.constantFrom(
      ...Object.keys(reportPayment.members ?? {}),
      'currency',
      'value',
      '0',
      '1',
      '__proto__',
      'constructor',
      '',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  const tree = fc.letrec<{ value: FormValue; hash: FormObject }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('', 'usd', '1', '-1', 'failed'),
      fc.string({ unit: 'binary' }),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('hash'),
    ),
    hash: fc
      .array(fc.tuple(name, tie('value')), { maxLength: 5 })
      .map((entries) => new Map<string, FormValue>(entries)),
  }));

  it('never throws, and names what it refuses', () => {
    fc.assert(
      fc.property(tree.hash, (form) => {
        const parsed = parse(reportPayment, form, { now: NOW });
        if (isRefusal(parsed)) assert.equal(typeof parsed.param, 'string');
        else assert.deepEqual(JSON.parse(JSON.stringify(parsed)), parsed);
        assert.equal('polluted' in {}, false);
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads back every valid payment', () => {
    const payment = fc.record(
      {
        amount_requested: fc.record(
          { currency: fc.constantFrom('usd', 'jpy'), value: fc.integer({ min: 1 }) },
          { noNullPrototype: true },
        ),
        outcome: fc.constantFrom('canceled', 'failed', 'guaranteed'),
        initiated_at: fc.nat(NOW),
        description: fc.string({ minLength: 1 }).filter((text) => !text.includes('\0')),
        types: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: ['amount_requested', 'initiated_at'], noNullPrototype: true },
    );
    const form = (value: unknown): FormValue =>
      typeof value === 'object' && value !== null
        ? new Map(Object.entries(value).map(([key, inner]) => [key, form(inner)]))
        : String(value);
    fc.assert(
      fc.property(payment, (value) => {
        assert.deepEqual(parse(reportPayment, form(value) as FormObject, { now: NOW }), value);
      }),
    );
  });
});

/** Compiled, never run: the types that handlers see. */
export function inferredTypes(): void {
  const whole: ReportPayment = {
    amount_requested: { currency: 'usd', value: 1 },
    outcome: 'failed',
    initiated_at: 1,
    description: null,
    metadata: null,
    types: ['a'],
  };
  const least: ReportPayment = { amount_requested: { currency: 'usd', value: 1 }, initiated_at: 1 };
  // @ts-expect-error: what was not sent is not there; it is not there as undefined either.
  const _hollow: ReportPayment = { ...least, outcome: undefined };
  const outcome: 'canceled' | 'failed' | 'guaranteed' | undefined = whole.outcome;
  const description: string | null | undefined = whole.description;
  const settings: Record<string, string> | null | undefined = least.metadata;
  // @ts-expect-error: amount_requested and initiated_at are required.
  const empty: ReportPayment = {};
  // @ts-expect-error: not one of the outcomes.
  const other: ReportPayment = { ...least, outcome: 'maybe' };
  // @ts-expect-error: a required parameter cannot be undefined.
  const absent: ReportPayment = { ...least, initiated_at: undefined };
  // @ts-expect-error: only emptyable parameters can be null.
  const unset: ReportPayment = { ...least, types: null };
  // @ts-expect-error: no such parameter.
  const unknown: ReportPayment = { ...least, colour: 'red' };
  // @ts-expect-error: a value is a number.
  const text: ReportPayment = { ...least, amount_requested: { currency: 'usd', value: '1' } };
  // @ts-expect-error: an optional parameter may be undefined.
  const certain: string[] = whole.types;
  void [outcome, description, settings, empty, other, absent, unset, unknown, text, certain];
}
