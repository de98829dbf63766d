/** E-mail addresses, countries and statement descriptors: what can be one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OPERATIONS } from '../../src/api/routes.js';
import { COUNTRIES, isCountry } from '../../src/core/kernel/countries.js';
import { isRefusal } from '../../src/core/kernel/errors.js';
import { country, emailAddress, statementDescriptor } from '../../src/wire/contact_parameters.js';
import { hash, type Schema, singleLine } from '../../src/wire/parameters.js';
import { accepts, refuses, run } from './parameter_cases.js';

describe('an e-mail address', () => {
  const parameters = hash({ email: emailAddress(512) });
  for (const address of [
    'jenny@example.com',
    'Jenny.Rosen+shop@mail.example.co.uk',
    "o'brien_1-2@example.io",
    '1@2.example',
    'jenny@xn--exmple-cua.xn--p1ai',
    'émilie@exämple.de',
    'e\u0301milie@example.fr',
    'почта@пример.рф',
    '用户@例え.jp',
    `${'a'.repeat(64)}@example.com`,
    `${'é'.repeat(32)}@example.com`,
    `jenny@${'a'.repeat(63)}.example.com`,
    `jenny@${`${'a'.repeat(60)}.`.repeat(4)}com`,
  ]) {
    accepts(parameters, `email=${encodeURIComponent(address)}`, { email: address });
  }
  for (const address of [
    'someone@com',
    'someone',
    '@example.com',
    'someone@',
    'someone@@example.com',
    'some@one@example.com',
    ' someone@example.com',
    'someone@example.com ',
    'some one@example.com',
    'someone@exam ple.com',
    '\tsomeone@example.com',
    'someone@example.com\n',
    '\u00a0someone@example.com',
    '\u3000someone@example.com',
    '\ufeffsomeone@example.com',
    'some\u200bone@example.com',
    'someone＠example.com',
    'someone@example．com',
    'ｓomeone@example.com',
    'someone@example..com',
    'someone@.example.com',
    'someone@example.com.',
    '.someone@example.com',
    'someone.@example.com',
    'some..one@example.com',
    'someone@-example.com',
    'someone@example-.com',
    'someone@exam_ple.com',
    'someone@example.c',
    'someone@example.1',
    'someone@127.0.0.1',
    'someone@[127.0.0.1]',
    'someone@localhost',
    'Jenny <someone@example.com>',
    'someone@example.com,other@example.com',
    '"some one"@example.com',
    'mailto:someone@example.com',
    'someone@xn--a.com',
  ]) {
    const message = `Invalid email address: ${address}`;
    refuses(parameters, `email=${encodeURIComponent(address)}`, message, 'email', 'email_invalid');
  }
  // Longer than mail and the names of domains can be.
  for (const address of [
    `${'a'.repeat(65)}@example.com`,
    `${'é'.repeat(33)}@example.com`,
    `${'a.'.repeat(32)}a@example.com`,
    `${'a'.repeat(500)}@example.com`,
    `someone@${'a'.repeat(64)}.com`,
    `someone@example.${'a'.repeat(64)}`,
    `someone@${'ü'.repeat(60)}.de`,
    `someone@${`${'a'.repeat(60)}.`.repeat(4)}example.com`,
  ]) {
    const form = `email=${encodeURIComponent(address)}`;
    refuses(parameters, form, /^Invalid email address: /, 'email', 'email_invalid');
  }
  refuses(parameters, `email=${'a'.repeat(502)}@example.com`, /must be at most 512 characters/, 'email');
  refuses(parameters, 'email=4242424242424242', /^Invalid email address: [^4]*\D*4242$/, 'email', 'email_invalid');
});

describe('a country', () => {
  const parameters = hash({ address: hash({ country: country() }) });
  for (const code of ['US', 'DE', 'JP', 'GB', 'XK', 'CU', 'TA']) {
    accepts(parameters, `address[country]=${code}`, { address: { country: code } });
  }
  accepts(parameters, 'address[country]=de', { address: { country: 'DE' } });
  for (const code of ['JA', 'Germany', 'XX', 'ZZ', 'UK', 'EU', 'USA', 'U', ' US', 'ＵＳ', '10', 'uſ']) {
    const message = `Country '${code}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'.`;
    const form = `address[country]=${encodeURIComponent(code)}`;
    refuses(parameters, form, message, 'address[country]', 'country_code_invalid');
  }

  it('is one of those that the runtime has a name for', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    for (const code of COUNTRIES) assert.notEqual(names.of(code), undefined, code);
    assert.deepEqual(COUNTRIES, [...new Set(COUNTRIES)].sort());
    assert.equal(COUNTRIES.length, 249 + 3);
    assert.ok(!isCountry('us') && !isCountry('constructor') && !isCountry(''));
  });
});

describe('a statement descriptor', () => {
  const parameters = hash({ descriptor: statementDescriptor() });
  for (const text of ['A', 'ORDER 17', '17x', 'é1', '東京 A', '2024-é', '#a']) {
    accepts(parameters, `descriptor=${encodeURIComponent(text)}`, { descriptor: text });
  }
  for (const text of ['1', '1234567', '2024-11', '東京', 'Заказ', 'ＡＢＣ', 'ª', '×', '÷', ' ', '#17.']) {
    const message = 'The statement descriptor must contain at least one Latin character.';
    refuses(parameters, `descriptor=${encodeURIComponent(text)}`, message, 'descriptor');
  }
  for (const text of ['SHOP\n', '\nSHOP', 'SH\nOP', 'SHOP\r\n', 'A\tB', 'A\u0007', 'A\u007f', 'A\u0085', 'A\u2028']) {
    refuses(parameters, `descriptor=${encodeURIComponent(text)}`, /one line, without control characters/, 'descriptor');
  }
  for (const text of ['A\u202eB', 'A\u200b', '\ufeffA', 'A\u00ad']) {
    refuses(parameters, `descriptor=${encodeURIComponent(text)}`, /characters that are not printed/, 'descriptor');
  }
  refuses(parameters, 'descriptor=A*B', /cannot contain/, 'descriptor');
  refuses(parameters, `descriptor=${'A'.repeat(23)}`, /at most 22 characters/, 'descriptor');
});

describe('what others print or compare as one line', () => {
  const NAMES = new Set([
    'carrier',
    'customer_account_id',
    'customer_device_fingerprint',
    'customer_device_id',
    'customer_purchase_ip',
    'customer_reference',
    'order_reference',
    'phone',
    'product_code',
    'product_url',
    'statement_descriptor',
    'statement_descriptor_suffix',
    'tax_id',
    'tracking_number',
  ]);
  const found = new Map<string, Schema>();
  const visit = (schema: Schema, path: string, name: string): void => {
    if (NAMES.has(name)) found.set(path, schema);
    for (const [member, each] of Object.entries(schema.members ?? {})) visit(each, `${path}[${member}]`, member);
    if (schema.item !== undefined) visit(schema.item, `${path}[]`, name);
  };
  for (const { method, path, parameters } of OPERATIONS)
    if (method === 'POST') visit(parameters, `${method} ${path} `, '');

  it('takes no control characters, wherever it is given', () => {
    assert.deepEqual(new Set([...found.keys()].map((path) => /(\w+)\]$/.exec(path)?.[1])), NAMES);
    for (const [path, schema] of found) {
      // Right in everything else, as a URL and as what is to have some length, too.
      const { maximum_length = 0 } = schema;
      const text = maximum_length < 100 ? 'a' : 'https://shop.example/an-article';
      for (const control of maximum_length < 100 ? ['\n', '\r', '\t', '\u0001', '\u2028'] : ['\u0001', '\u007f']) {
        const refusal = run(hash({ it: schema }), `it=${encodeURIComponent(`${text}${control}`)}`);
        assert.ok(isRefusal(refusal), `${path} takes ${JSON.stringify(control)}`);
        assert.match(refusal.message, /one line, without control characters/, path);
      }
      assert.ok(!isRefusal(run(hash({ it: schema }), `it=${encodeURIComponent(text)}`)), path);
    }
  });

  const parameters = hash({ it: singleLine() });
  for (const text of ['+49 (0)30 / 1234-567', '\u202a+1 555\u202c', 'Ｔ-1', ' ']) {
    accepts(parameters, `it=${encodeURIComponent(text)}`, { it: text });
  }
});
