/** Nothing secret is in what is kept of a request, wherever in it the secret was. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../src/core/kernel/errors.js';
import { decodeForm } from '../../src/wire/form.js';
import { maskedForm, maskedText } from '../../src/wire/masking.js';

function masked(text: string): unknown {
  const form = decodeForm(text);
  assert.ok(!isRefusal(form));
  return JSON.parse(JSON.stringify(maskedForm(form)));
}

const CASES: readonly (readonly [string, unknown])[] = [
  ['amount=1000&metadata[order]=6735', { amount: '1000', metadata: { order: '6735' } }],
  ['a[]=1&a[]=2&b[0][c]=3', { a: ['1', '2'], b: { 0: { c: '3' } } }],
  [
    'card[number]=4242424242424242&card[cvc]=123&card[exp_year]=2030',
    { card: { number: '****4242', cvc: '****', exp_year: '2030' } },
  ],
  ['card[number]=4242 4242 4242 4242', { card: { number: '****4242' } }],
  ['card[number]=sixteen', { card: { number: '****' } }],
  ['Card[NUMBER]=123456789012345678', { Card: { NUMBER: '****5678' } }],
  ['client_secret=pi_1_secret_abc', { client_secret: '****' }],
  ['key=sk_test_0123456789abcdefghij&secret=x&password=y', { key: '****', secret: '****', password: '****' }],
  [
    'description=card 4242424242424242 of sk_live_0123456789abcdefghijKLMN',
    { description: 'card ************4242 of sk_live_********************KLMN' },
  ],
  ['query=pi_1_secret_abcDEF and whsec_abcDEF0123', { query: 'pi_1_secret_**** and whsec_****' }],
  [
    '4242424242424242=x&sk_test_0123456789abcdefghijKLMN=y',
    { '************4242': 'x', 'sk_test_********************KLMN': 'y' },
  ],
  [
    'url=https://hooks.example/in?token=abc%26b=c&return_url=app://back#state',
    { url: 'https://hooks.example/in?****', return_url: 'app://back#****' },
  ],
  [
    'description=see https://a.example/x?y=1 and (http://b.example?z) and https://c.example/d',
    { description: 'see https://a.example/x?**** and (http://b.example?**** and https://c.example/d' },
  ],
  ['url=https://me:pass@example.com/a@b?c', { url: 'https://****@example.com/a@b?****' }],
  [
    'url=http:\\\\a.example\\b?c=d&other=HTTPS:a.example?c',
    { url: 'http:\\\\a.example\\b?****', other: 'HTTPS:a.example?****' },
  ],
  ['a=1://2?3&b=x?y', { a: '1://2?****', b: 'x?y' }],
  ['cvc[]=123&cvc[]=456', { cvc: ['****', '****'] }],
  ['number[0]=4242424242424242', { number: { 0: '****4242' } }],
  ['cvc[value]=123&pin[0][x]=4567', { cvc: { value: '****' }, pin: { 0: { x: '****' } } }],
  [`a=${'x'.repeat(600)}`, { a: `${'x'.repeat(500)}…` }],
  [`${'n'.repeat(200)}=1`, { [`${'n'.repeat(100)}…`]: '1' }],
];

for (const [text, expected] of CASES) {
  test(text.slice(0, 80), () => assert.deepEqual(masked(text), expected));
}

const SECRET_NAMES = [
  'cvc',
  'CVC2',
  'cvv',
  'cvv2',
  'card_cvv',
  'cardCvc',
  'ｃｖｃ',
  'cid',
  'CSC',
  'card-csc',
  'cvn',
  'cvd2',
  'security-code',
  'securityCode',
  'security code',
  'Security_Code_2',
  'card_security_code',
  'cvc_code',
  'cvvNumber',
  'verification_value',
  'cardVerificationCode',
  'pin',
  'PIN2',
  'pin_code',
  'pin-block',
  'card_pin',
  'my pin',
  'pan',
  'card.number',
  'cardNumber',
  'cc-number',
  'account_no',
  'password',
  'user_passwd',
  'API-KEY',
  'clientSecret',
  'webhook_secret',
  'track2_data',
  'cryptogram',
];
const OTHER_NAMES = [
  'amount',
  'currency',
  'description',
  'name',
  'email',
  'postal_code',
  'country_code',
  'payment_method',
  'order_number',
  'invoice_number',
  'shipping',
  'opinion',
  'company',
  'spinning',
  'count',
  'confirm',
  'keyword',
  'monkey',
  'exp_month',
  'last4',
  'accident',
  'id',
];

test('codes and passwords are hidden by names that mean them, however these are written', () => {
  for (const name of SECRET_NAMES) {
    assert.deepEqual(masked(`${encodeURIComponent(name)}=986&a[b][${encodeURIComponent(name)}]=986`), {
      [name]: '****',
      a: { b: { [name]: '****' } },
    });
  }
  for (const name of OTHER_NAMES) assert.deepEqual(masked(`${name}=986`), { [name]: '986' });
});

test('of very many values the first are kept', () => {
  const text = Array.from({ length: 5_000 }, (_, index) => `m[k${index}]=v`).join('&');
  assert.equal(Object.keys((masked(text) as { m: object }).m).length, 200);
  const list = Array.from({ length: 5_000 }, () => 'l[]=v').join('&');
  assert.equal((masked(list) as { l: string[] }).l.length, 200);
});

test('a member that would be a prototype is one more member', () => {
  assert.equal(JSON.stringify(maskedForm(new Map([['__proto__', 'x']]))), '{"__proto__":"x"}');
});

test('a long text is cut first, and nothing secret that the cut goes through is left', () => {
  const secrets = [
    '4242424242424242',
    '4242 4242 4242 4242',
    '378282246310005',
    'sk_live_0123456789abcdefghijKLMN',
    'whsec_abcDEF0123',
  ];
  for (const secret of secrets) {
    for (let seen = 0; seen <= secret.length; seen += 1) {
      const shown = maskedText(`${'x'.repeat(499 - seen)} ${secret} and more`);
      assert.ok(shown.length <= 501 && shown.endsWith('…'), shown);
      const digits_or_key = secret.replace(/^(sk_live_|whsec_)/, '');
      for (let at = 0; at + 4 < digits_or_key.length; at += 1) {
        const piece = digits_or_key.slice(at, at + 4);
        // What people know a card or a key by may be shown where all of it is.
        if (at + 4 < digits_or_key.length) assert.ok(!shown.includes(piece) || digits_or_key.endsWith(piece), shown);
      }
    }
  }
});

test('a megabyte of digits costs no more than what is shown of it', () => {
  const long = '1'.repeat(1024 * 1024);
  const began = performance.now();
  for (let round = 0; round < 200; round += 1) assert.equal(maskedText(long).length, 501);
  assert.ok(performance.now() - began < 1_000);
});

test('short keys and ids stay what they are', () => {
  assert.equal(maskedText('pi_123 and key_123 and sk_ and 1234567890'), 'pi_123 and key_123 and sk_ and 1234567890');
  assert.equal(maskedText('rk_test_abc'), 'rk_test_****');
});
