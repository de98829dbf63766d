import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../src/core/kernel/errors.js';
import { hash, parse } from '../../src/wire/parameters.js';
import { returnUrl, withQuery } from '../../src/wire/return_url.js';

const parameters = hash({ return_url: returnUrl() });

const ACCEPTED = [
  'https://shop.example/done?order=7#top',
  'http://127.0.0.1:3000',
  'http://[::1]:3000/x',
  'https://bücher.example/danke',
  'com.example.shop:/done',
  'shop://done',
];
const REFUSED = [
  'shop.example/done',
  '/done',
  'https://',
  'http://[::1',
  'javascript:alert(1)',
  'JavaScript://x/%0aalert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'https://shop.example/\u0001',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://shop.example/1',
  'about:blank',
];

test('pages and apps can be returned to; what is relative, malformed or would run is refused', () => {
  for (const url of ACCEPTED) {
    assert.deepEqual(parse(parameters, new Map([['return_url', url]]), { now: 0 }), { return_url: url });
  }
  for (const url of REFUSED) {
    const refusal = parse(parameters, new Map([['return_url', url]]), { now: 0 });
    assert.ok(isRefusal(refusal), url);
    assert.deepEqual([refusal.status, refusal.code, refusal.param], [400, 'url_invalid', 'return_url'], url);
  }
});

test('parameters are added to those that are there', () => {
  const rows: [url: string, expected: string][] = [
    ['https://shop.example', 'https://shop.example/?a=1&b=x+y'],
    ['https://shop.example/done?order=%207&x#top', 'https://shop.example/done?order=%207&x&a=1&b=x+y#top'],
    ['https://shop.example/?', 'https://shop.example/?a=1&b=x+y'],
    ['https://bücher.example/ä', 'https://xn--bcher-kva.example/%C3%A4?a=1&b=x+y'],
    ['shop://done', 'shop://done?a=1&b=x+y'],
    ['com.example.shop:/done?z=1', 'com.example.shop:/done?z=1&a=1&b=x+y'],
  ];
  for (const [url, expected] of rows) assert.equal(withQuery(url, { a: '1', b: 'x y' }), expected);
});

test('parameters take the place of those of the same name', () => {
  const told = { payment_intent: 'pi_2', payment_intent_client_secret: 'pi_2_secret', redirect_status: 'failed' };
  const query = 'payment_intent=pi_2&payment_intent_client_secret=pi_2_secret&redirect_status=failed';
  for (const [url, expected] of [
    ['https://shop.example/?redirect_status=succeeded', `https://shop.example/?${query}`],
    ['https://shop.example/?redirect_status=succeeded&redirect_status=x&z=%20', `https://shop.example/?z=%20&${query}`],
    ['https://shop.example/?redirect%5Fstatus=succeeded&a', `https://shop.example/?a&${query}`],
    ['https://shop.example/?redirect_status', `https://shop.example/?${query}`],
    [
      'https://shop.example/?&&redirect_status=&order=7#redirect_status=x',
      `https://shop.example/?order=7&${query}#redirect_status=x`,
    ],
    [
      'https://shop.example/?redirect_statuses=1&Redirect_Status=2',
      `https://shop.example/?redirect_statuses=1&Redirect_Status=2&${query}`,
    ],
    [
      'https://shop.example/?a=redirect_status&b=x%26redirect_status=y',
      `https://shop.example/?a=redirect_status&b=x%26redirect_status=y&${query}`,
    ],
    [`shop://done?payment_intent=pi_1&payment_intent_client_secret=pi_1_secret&z=1`, `shop://done?z=1&${query}`],
    ['https://shop.example/?setup_intent=seti_1', `https://shop.example/?setup_intent=seti_1&${query}`],
    ['https://shop.example/?__proto__=1&constructor=2', `https://shop.example/?__proto__=1&constructor=2&${query}`],
  ] as const) {
    const back = withQuery(url, told);
    assert.equal(back, expected);
    assert.deepEqual(new URL(back).searchParams.getAll('redirect_status'), ['failed']);
    // Coming back a second time changes nothing more.
    assert.equal(withQuery(back, told), expected);
  }
});
