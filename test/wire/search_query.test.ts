import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../../src/core/kernel/errors.js';
import {
  checkSearchFields,
  parseSearchQuery,
  type SearchClause,
  type SearchFields,
  type SearchQuery,
} from '../../src/wire/search_query.js';

function parsed(text: string): SearchQuery {
  const query = parseSearchQuery(text);
  if (isRefusal(query)) assert.fail(query.message);
  return query;
}

function refusalOf(text: string): string {
  const refusal = parseSearchQuery(text);
  if (!isRefusal(refusal)) assert.fail(`accepted: ${JSON.stringify(refusal)}`);
  assert.equal(refusal.status, 400);
  assert.equal(refusal.type, 'invalid_request_error');
  assert.equal(refusal.param, 'query');
  return refusal.message;
}

function clause(
  field: string,
  operator: SearchClause['operator'],
  value: string | null,
  negated = false,
): SearchClause {
  return { field, operator, value, negated };
}

describe('parseSearchQuery accepts', () => {
  const single: [string, SearchClause][] = [
    ['status:"succeeded"', clause('status', ':', 'succeeded')],
    ["status:'succeeded'", clause('status', ':', 'succeeded')],
    ['status:succeeded', clause('status', ':', 'succeeded')],
    ['email~"amy"', clause('email', '~', 'amy')],
    ['amount>1000', clause('amount', '>', '1000')],
    ['amount<1000', clause('amount', '<', '1000')],
    ['amount>=1000', clause('amount', '>=', '1000')],
    ['amount<=-5', clause('amount', '<=', '-5')],
    ['amount > 1000', clause('amount', '>', '1000')],
    ['  amount:1000\n', clause('amount', ':', '1000')],
    ['-currency:usd', clause('currency', ':', 'usd', true)],
    ['payment_method_details.card.last4:4242', clause('payment_method_details.card.last4', ':', '4242')],
    ['customer:"a \\"b\\" \\\\ c"', clause('customer', ':', 'a "b" \\ c')],
    ["customer:'it\\'s'", clause('customer', ':', "it's")],
    ['customer:"it\'s (AND) a:b"', clause('customer', ':', "it's (AND) a:b")],
    ['customer:""', clause('customer', ':', '')],
    ['customer:null', clause('customer', ':', null)],
    ['customer:"null"', clause('customer', ':', 'null')],
    ['email:sally@rocketrides.io', clause('email', ':', 'sally@rocketrides.io')],
    ['email:"and"', clause('email', ':', 'and')],
    ['metadata["k"]:"v"', { ...clause('metadata', ':', 'v'), key: 'k' }],
    ["metadata['a \\'b\\' ]']:'v'", { ...clause('metadata', ':', 'v'), key: "a 'b' ]" }],
    ['metadata["k"]:null', { ...clause('metadata', ':', null), key: 'k' }],
    ['metadata["k"]:NULL', { ...clause('metadata', ':', null), key: 'k' }],
    ['-metadata["k"]:null', { ...clause('metadata', ':', null, true), key: 'k' }],
    ['metadata["__proto__"]~"v"', { ...clause('metadata', '~', 'v'), key: '__proto__' }],
  ];
  for (const [text, expected] of single) {
    it(text, () => assert.deepEqual(parsed(text), { join: 'and', clauses: [expected] }));
  }

  it('clauses joined by AND, in any case', () => {
    for (const word of ['AND', 'and', 'And']) {
      assert.deepEqual(parsed(`status:"succeeded" ${word} -currency:usd\t${word}\namount>5`), {
        join: 'and',
        clauses: [clause('status', ':', 'succeeded'), clause('currency', ':', 'usd', true), clause('amount', '>', '5')],
      });
    }
  });

  it('clauses joined by OR, in any case', () => {
    for (const word of ['OR', 'or', 'oR']) {
      assert.deepEqual(parsed(`a:1 ${word} b:2`), {
        join: 'or',
        clauses: [clause('a', ':', '1'), clause('b', ':', '2')],
      });
    }
  });

  it('fields whose names begin with AND or OR', () => {
    assert.deepEqual(parsed('order:1 AND android:2').clauses, [clause('order', ':', '1'), clause('android', ':', '2')]);
  });

  it('ten clauses', () => {
    assert.equal(parsed(Array(10).fill('a:1').join(' AND ')).clauses.length, 10);
  });
});

describe('parseSearchQuery refuses', () => {
  const refused: [string, string][] = [
    ['', 'the query is empty'],
    [' \n ', 'the query is empty'],
    ['a:1 AND b:2 OR c:3', 'AND and OR cannot be mixed in one query; the other one is at character 13'],
    ['a:1 or b:2 and c:3', 'AND and OR cannot be mixed in one query; the other one is at character 12'],
    ['(a:1 AND b:2)', 'parentheses are not supported outside of quotes; there is one at character 1'],
    ['a:1 AND (b:2)', 'parentheses are not supported outside of quotes; there is one at character 9'],
    ['a:1)', 'parentheses are not supported outside of quotes; there is one at character 4'],
    ['a:"1")', 'parentheses are not supported outside of quotes; there is one at character 6'],
    ['a:(1)', 'parentheses are not supported outside of quotes; there is one at character 3'],
    ['-(a:1)', 'parentheses are not supported outside of quotes; there is one at character 2'],
    ['a:"1', 'the quotes are not closed that open at character 3'],
    ['a:\'1"', 'the quotes are not closed that open at character 3'],
    ['a:"1\\"', 'the quotes are not closed that open at character 3'],
    ['a:"1\\', 'the quotes are not closed that open at character 3'],
    ['metadata["k:1', 'the quotes are not closed that open at character 10'],
    ['asdf', "expected one of : ~ > < >= <= after 'asdf'; the query ends at character 5"],
    ['a=1', "expected one of : ~ > < >= <= after 'a'; found '=' at character 2"],
    ['a b', "expected one of : ~ > < >= <= after 'a'; found 'b' at character 3"],
    ['a:', 'expected a value after :; the query ends at character 3'],
    ['a>', 'expected a value after >; the query ends at character 3'],
    ['a: AND b:1', "expected a value after :; 'AND' as a value must be in quotes at character 4"],
    ['a:>1', "expected a value after :; found '>' at character 3"],
    [':1', "expected a field such as status; found ':' at character 1"],
    ['-', 'expected a field such as status; the query ends at character 2'],
    ['--a:1', "expected a field such as status; found '-' at character 2"],
    ['- a:1', "expected a field such as status; found ' ' at character 2"],
    ['"a":1', "expected a field such as status; found '\"' at character 1"],
    ['1a:1', "expected a field such as status; found '1' at character 1"],
    ['\u{1F600}:1', "expected a field such as status; found '\u{1F600}' at character 1"],
    ['a.:1', "expected one of : ~ > < >= <= after 'a'; found '.' at character 2"],
    ['a:"1"b:2', "clauses must be joined by AND or OR; found 'b' at character 6"],
    ['a:"1"AND b:2', "clauses must be joined by AND or OR; found 'A' at character 6"],
    ['a:1 AND', 'the clause after AND is missing at character 8'],
    ['a:1 or ', 'the clause after OR is missing at character 8'],
    ['AND a:1', 'AND must stand between two clauses, not at character 1'],
    ['a:1 AND AND b:2', 'AND must stand between two clauses, not at character 9'],
    ['NOT a:1', 'NOT is unknown (a clause is negated by a - before its field) at character 1'],
    ['a:b:c', 'a value with : in it must be in quotes; it is at character 4'],
    ['a:b"c"', 'a value with " in it must be in quotes; it is at character 4'],
    ['metadata:"v"', 'metadata needs a key, as in metadata["order"]:"6735", at character 1'],
    ['metadata[k]:"v"', 'the key of metadata must be in quotes, as in metadata["order"], at character 10'],
    ['metadata[""]:"v"', 'the key of metadata is empty at character 10'],
    ['metadata["k":"v"', "expected ] after the key of metadata; found ':' at character 13"],
    ['amount["k"]:1', "only metadata has keys in brackets, not 'amount', at character 7"],
    ['metadata["k"]~null', "null can only be asked for with ':', not with '~', at character 15"],
    ['amount>null', "null can only be asked for with ':', not with '>', at character 8"],
    [Array(11).fill('a:1').join(' AND '), 'a query can have at most 10 clauses; another one begins at character 81'],
  ];
  for (const [text, why] of refused) {
    it(`${JSON.stringify(text.slice(0, 40))}: ${why}`, () => {
      assert.equal(refusalOf(text), `We were unable to parse your search query: ${why}.`);
    });
  }

  it('long texts without repeating them', () => {
    for (const text of ['a'.repeat(100_000), `a:${'b'.repeat(100_000)}"`, `a:"${'\\"'.repeat(50_000)}`]) {
      assert.ok(refusalOf(text).length < 300);
    }
  });
});

/** Writes a query as a client would, to be read back. */
function write(query: SearchQuery, quote: '"' | "'"): string {
  const inQuotes = (text: string) => quote + text.replace(/["'\\]/g, '\\$&') + quote;
  return query.clauses
    .map((one) => {
      const field = one.key === undefined ? one.field : `${one.field}[${inQuotes(one.key)}]`;
      return `${one.negated ? '-' : ''}${field}${one.operator}${one.value === null ? 'null' : inQuotes(one.value)}`;
    })
    .join(` ${query.join} `);
}

describe('parseSearchQuery, for any text,', () => {
  const any_clause: fc.Arbitrary<SearchClause> = fc
    .record({
      name: fc.constantFrom('status', 'amount', 'metadata', 'a.b.c', 'and', 'null'),
      key: fc.string({ minLength: 1, unit: 'binary' }),
      operator: fc.constantFrom(':', '~', '>', '<', '>=', '<=') as fc.Arbitrary<SearchClause['operator']>,
      value: fc.option(fc.string({ unit: 'binary' })),
      negated: fc.boolean(),
    })
    .map(({ name, key, operator, value, negated }) => ({
      field: name,
      ...(name === 'metadata' ? { key } : {}),
      operator: value === null ? ':' : operator,
      value,
      negated,
    }));

  it('reads back what was written', () => {
    fc.assert(
      fc.property(
        fc.array(any_clause, { minLength: 1, maxLength: 10 }),
        fc.constantFrom<'and' | 'or'>('and', 'or'),
        fc.constantFrom<'"' | "'">('"', "'"),
        (clauses, word, quote) => {
          const query: SearchQuery = { join: clauses.length === 1 ? 'and' : word, clauses };
          assert.deepEqual(parsed(write(query, quote)), query);
        },
      ),
    );
  });

  it('never throws, and neither does the check of fields', () => {
    const pieces = fc.constantFrom(
      ...[
        'a',
        'metadata',
        '["k"]',
        '[',
        ']',
        ':',
        '~',
        '>=',
        '<',
        '"',
        "'",
        '\\',
        ' ',
        'AND',
        'OR',
        '-',
        '(',
        ')',
        'null',
      ],
      ...['1', '\n', '\0', '\ud800', 'é', '.', 'constructor', '__proto__'],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (any_text) => {
        const query = parseSearchQuery(any_text);
        if (isRefusal(query)) {
          assert.match(query.message, /^We were unable to parse your search query: .+\.$/su);
          return;
        }
        assert.ok(query.clauses.length >= 1 && query.clauses.length <= 10);
        for (const one of query.clauses) assert.equal(one.key !== undefined, one.field === 'metadata');
        checkSearchFields(query, { a: 'numeric' });
      }),
      { numRuns: 5000 },
    );
  });
});

describe('checkSearchFields', () => {
  const fields: SearchFields = { status: 'token', email: 'string', amount: 'numeric', metadata: 'token' };

  const accepted = [
    'status:"succeeded"',
    'status:null',
    'email:"amy"',
    'email~"amy"',
    'amount:5',
    'amount:"5"',
    'amount>-5 AND amount<=9007199254740991 AND amount>=0 AND amount<7',
    'metadata["k"]:"v"',
    '-metadata["k"]:null',
  ];
  for (const text of accepted) {
    it(`accepts ${text}`, () => assert.equal(checkSearchFields(parsed(text), fields), null));
  }

  const supported = 'The supported fields are: amount, email, metadata, status.';
  const refused: [string, string][] = [
    ['foo:"bar"', `Field \`foo\` is an unsupported search field. ${supported}`],
    ['status:a AND constructor:b', `Field \`constructor\` is an unsupported search field. ${supported}`],
    ['Status:a', `Field \`Status\` is an unsupported search field. ${supported}`],
    ['status~"a"', 'Field `status` is of type token and does not support the operator ~, only :.'],
    ['metadata["k"]~"a"', 'Field `metadata` is of type token and does not support the operator ~, only :.'],
    ['email>5', 'Field `email` is of type string and does not support the operator >, only : ~.'],
    ['amount~5', 'Field `amount` is of type numeric and does not support the operator ~, only : > < >= <=.'],
    ['amount:ten', "Field `amount` is numeric; its value must be an integer, not 'ten'."],
    ['amount>10.5', "Field `amount` is numeric; its value must be an integer, not '10.5'."],
    ['amount>1e3', "Field `amount` is numeric; its value must be an integer, not '1e3'."],
    ['amount>""', "Field `amount` is numeric; its value must be an integer, not ''."],
    ['amount:null', "Field `amount` is numeric; its value must be an integer, not 'null'."],
    ['amount>9007199254740992', "Field `amount` is numeric; its value must be an integer, not '9007199254740992'."],
  ];
  for (const [text, message] of refused) {
    it(`refuses ${text}`, () => {
      const refusal = checkSearchFields(parsed(text), fields);
      assert.equal(refusal?.message, message);
      assert.equal(refusal?.param, 'query');
    });
  }
});
