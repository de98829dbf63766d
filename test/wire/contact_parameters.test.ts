/** E-mail addresses, countries and statement descriptors: what can be one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COUNTRIES, isCountry } from '../../src/core/countries.js';
import { country, emailAddress, statementDescriptor } from '../../src/wire/contact_parameters.js';
import { hash } from '../../src/wire/parameters.js';
import { accepts, refuses } from './parameter_cases.js';

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
    `${'a'.repeat(500)}@example.com`,
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
  ]) {
    const message = `Invalid email address: ${address}`;
    refuses(parameters, `email=${encodeURIComponent(address)}`, message, 'email', 'email_invalid');
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
  refuses(parameters, 'descriptor=A*B', /cannot contain/, 'descriptor');
  refuses(parameters, `descriptor=${'A'.repeat(23)}`, /at most 22 characters/, 'descriptor');
});
