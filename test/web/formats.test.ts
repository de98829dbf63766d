/** What the application computes by itself: amounts as text, forms, commands, filters, files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CURRENCIES } from '../../src/core/kernel/currencies.js';
import { decodeForm } from '../../src/wire/form.js';
import { webModule } from '../support/web_module.js';

const money = await webModule<{
  formatMoney: (value: number, currency: string, locale: string) => string;
  parseMoney: (text: string, currency: string, locale: string) => number | undefined;
  editableMoney: (value: number, currency: string, locale: string) => string;
}>('format/money.ts');
const { formText } = await webModule<{ formText: (fields: object) => string }>('api/form.ts');
const { curlOf } = await webModule<{ curlOf: (origin: string, mode: string, request: object) => string }>(
  'api/curl.ts',
);
const filters = await webModule<{
  filtersOf: (search: string) => object;
  paymentsPath: (filters: object) => string;
}>('model/payment_filters.ts');
const { csvSums } = await webModule<{ csvSums: () => { add: (part: string) => void; sums: () => object } }>(
  'model/csv_sums.ts',
);
const exported = await webModule<{
  fileName: (mode: string, range: object | undefined, now_ms: number) => string;
  movedFilters: (filters: object) => object;
}>('model/export.ts');
const { axisOf } = await webModule<{
  axisOf: (highest: number, deepest?: number) => { top: number; bottom: number; lines: number[] };
}>('pages/payments/overview/scale.ts');
const { itemsByCapture } = await webModule<{
  itemsByCapture: (captures: object[], items: object[]) => { items: { id: string }[] }[] | null;
}>('model/items_by_capture.ts');
const order = await webModule<{
  orderOf: (ordered: object[], items: object[], intent: object, history: object[]) => object | undefined;
  partsLeft: (order: object) => readonly { id: string; amount: number }[];
  detailsOf: (parts: readonly object[], intent: object) => object;
}>('model/order.ts');

/** Spaces in formatted amounts may be narrow or unbreakable. */
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

test('amounts are written in the way of the language', () => {
  const cases: [number, string, string, string][] = [
    [123450, 'usd', 'en-US', '$1,234.50'],
    [123450, 'eur', 'de-DE', '1.234,50 €'],
    [5000, 'jpy', 'en-US', '¥5,000'],
    [1234, 'kwd', 'en-US', 'KWD 1.234'],
    [5, 'usd', 'en-US', '$0.05'],
    [9007199254740991, 'usd', 'en-US', '$90,071,992,547,409.91'],
  ];
  for (const [value, currency, locale, expected] of cases) {
    assert.equal(plain(money.formatMoney(value, currency, locale)), expected);
  }
});

test('what is typed is read in the way of the language, and nothing else is an amount', () => {
  const cases: [string, string, string, number | undefined][] = [
    ['12.5', 'usd', 'en-US', 1250],
    ['1,234.50', 'usd', 'en-US', 123450],
    ['1.234,50', 'eur', 'de-DE', 123450],
    ['12', 'jpy', 'en-US', 12],
    ['12.3', 'jpy', 'en-US', undefined],
    ['1.234', 'usd', 'en-US', undefined],
    ['1.234', 'kwd', 'en-US', 1234],
    ['-5', 'usd', 'en-US', undefined],
    ['', 'usd', 'en-US', undefined],
    ['12a', 'usd', 'en-US', undefined],
    ['1e5', 'usd', 'en-US', undefined],
    ['12345678901234', 'usd', 'en-US', undefined],
  ];
  for (const [text, currency, locale, expected] of cases) {
    assert.equal(money.parseMoney(text, currency, locale), expected, `${text} ${currency} ${locale}`);
  }
});

test('an amount that is put into a field is read back as it was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000_000_000 }),
      fc.constantFrom(...CURRENCIES),
      fc.constantFrom('en-US', 'en-GB', 'de-DE', 'de-CH', 'de-AT'),
      (value, currency, locale) => {
        assert.equal(money.parseMoney(money.editableMoney(value, currency, locale), currency, locale), value);
      },
    ),
  );
});

test('forms are written as the server reads them', () => {
  const text = formText({
    amount: { currency: 'usd', value: 5 },
    state: ['failed', 'canceled'],
    lines: [{ name: 'a b' }, { name: 'c&d=é' }],
    nothing: undefined,
    done: false,
  });
  assert.equal(
    text,
    'amount[currency]=usd&amount[value]=5&state[]=failed&state[]=canceled&lines[0][name]=a%20b&lines[1][name]=c%26d%3D%C3%A9&done=false',
  );
  const read = decodeForm(text) as Map<string, unknown>;
  assert.deepEqual(read.get('state'), ['failed', 'canceled']);
  const lines = read.get('lines') as Map<string, Map<string, string>>;
  assert.equal(lines.get('1')?.get('name'), 'c&d=é');
});

test('a request as a command', () => {
  const command = curlOf('http://127.0.0.1:4242', 'test', {
    method: 'POST',
    path: '/v1/refunds',
    fields: { payment_intent: 'pi_1', metadata: { note: "it's 5 & more" } },
    idempotency_key: 'dash_1',
  });
  assert.equal(
    command,
    [
      'curl http://127.0.0.1:4242/v1/refunds',
      '-u "$DAYBOOK_TEST_KEY:"',
      "-H 'Idempotency-Key: dash_1'",
      "-d 'payment_intent=pi_1'".replaceAll("'", ''),
      "--data-urlencode 'metadata[note]=it'\\''s 5 & more'",
    ].join(' \\\n  '),
  );
  const deletion = curlOf('http://x', 'live', { method: 'DELETE', path: '/v1/customers/cus_1' });
  assert.equal(deletion, 'curl -X DELETE http://x/v1/customers/cus_1 \\\n  -u "$DAYBOOK_LIVE_KEY:"');
});

test('filters survive the address of the page', () => {
  const given = {
    state: ['failed', 'canceled'],
    currency: 'eur',
    amount_gte: 100,
    amount_lte: 5000,
    happened_gte: 5,
    happened_lt: 6,
    outcome_gte: 3,
    outcome_lt: 4,
    created_gte: 1,
    created_lt: 2,
    processor: 'adyen',
    method: 'custom: Bank transfer',
    customer: 'cus_1',
    metadata: [['order', 'a&b=c']],
    query: 'ada@example.com',
  };
  assert.deepEqual(filters.filtersOf(filters.paymentsPath(given).replace('/payments', '')), given);
  assert.equal(filters.paymentsPath({}), '/payments');
  assert.deepEqual(filters.filtersOf('?state[]=nonsense&amount[gte]=x&unknown=1'), {});
});

test('what a file adds up to is read from its lines, whatever is in their cells and wherever it is cut', () => {
  const text = [
    'description,line,currency,captured,refunded,fee,net',
    '"two\r\nlines, of ""text""",payment,usd,10.00,0.00,0.59,9.41',
    ',refund,usd,0.00,12.34,,-12.34',
    '"9,9",payment,jpy,5000,0,175,4825',
    'x,payment,kwd,9007199254740.993,0.000,,9007199254740.993',
    '',
  ].join('\r\n');
  const expected = {
    payments: 3,
    refunds: 1,
    by_currency: [
      ['jpy', { captured: '5000', refunded: '0', fee: '175', net: '4825' }],
      ['kwd', { captured: '9007199254740993', refunded: '0', fee: '0', net: '9007199254740993' }],
      ['usd', { captured: '1000', refunded: '1234', fee: '59', net: '-293' }],
    ],
  };
  for (let cut = 0; cut <= text.length; cut += 1) {
    const { add, sums } = csvSums();
    add(text.slice(0, cut));
    add(text.slice(cut));
    assert.deepEqual(sums(), expected);
  }
});

test('an export is named by its range, and asks for money by when it moved', () => {
  const at = (year: number, month: number, day: number, hour = 0, minute = 0) =>
    new Date(year, month - 1, day, hour, minute).getTime() / 1000;
  const now_ms = at(2026, 6, 15, 9, 30) * 1000;
  const name = (from?: number, below?: number) => exported.fileName('test', { from, below }, now_ms);
  assert.equal(name(at(2026, 3, 1), at(2026, 4, 1)), 'payments-test-2026-03-01-to-2026-03-31.csv');
  assert.equal(name(at(2026, 3, 1), at(2026, 3, 2)), 'payments-test-2026-03-01.csv');
  assert.equal(name(at(2026, 3, 1)), 'payments-test-2026-03-01-to-2026-06-15T0930.csv');
  assert.equal(name(undefined, at(2026, 3, 1)), 'payments-test-until-2026-02-28.csv');
  assert.equal(name(at(2026, 3, 1, 8), at(2026, 3, 1, 20)), 'payments-test-2026-03-01T0800-to-2026-03-01T2000.csv');
  assert.equal(exported.fileName('live', undefined, now_ms), 'payments-live-until-2026-06-15T0930.csv');
  const began = { currency: 'usd', happened_gte: 1, happened_lt: 2 };
  assert.deepEqual(exported.movedFilters(began), { currency: 'usd', outcome_gte: 1, outcome_lt: 2 });
  assert.deepEqual(exported.movedFilters({ created_gte: 1 }), { created_gte: 1 });
});

test('axes end at round numbers above everything', () => {
  assert.deepEqual(axisOf(0), { top: 1, bottom: 0, lines: [0] });
  assert.deepEqual(axisOf(4100), { top: 6000, bottom: 0, lines: [0, 2000, 4000, 6000] });
  assert.deepEqual(axisOf(4100, 100), { top: 6000, bottom: -1000, lines: [0, 2000, 4000, 6000] });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 0, max: 1e12 }), (highest, deepest) => {
      const { top, bottom, lines } = axisOf(highest, deepest);
      assert.ok(top >= highest && bottom <= -deepest && lines.includes(0), `${highest} ${deepest}: ${lines}`);
      assert.ok(lines.length >= 1 && lines.length <= 7, `${highest} ${deepest}: ${lines}`);
    }),
  );
});

test('line items belong to the captures that they add up to', () => {
  const item = (id: string, unit_cost: number, quantity = 1) => ({
    id,
    unit_cost,
    quantity,
    tax: null,
    discount_amount: null,
  });
  const capture = (amount: number, tax = 0) => ({ at: 0, amount, tax, shipping: 0, discount: 0 });
  const ids = (found: { items: { id: string }[] }[] | null) => found?.map(({ items }) => items.map(({ id }) => id));
  const items = [item('a', 1000), item('b', 500, 2), item('c', 300)];
  assert.deepEqual(ids(itemsByCapture([capture(2000), capture(300)], items)), [['a', 'b'], ['c']]);
  assert.deepEqual(ids(itemsByCapture([capture(2100, 100), capture(300)], items)), [['a', 'b'], ['c']]);
  assert.equal(itemsByCapture([capture(1500), capture(800)], items), null);
  assert.equal(itemsByCapture([capture(2000)], items), null);
});

test('what is left of an order is its items less those captured, with their tax and discount', () => {
  const item = (product_name: string, quantity: number, tax: number | null, discount_amount: number | null = null) => ({
    id: product_name,
    product_name,
    product_code: null,
    unit_cost: 100,
    unit_of_measure: null,
    payment_method_options: null,
    quantity,
    tax: tax === null ? null : { total_tax_amount: tax },
    discount_amount,
  });
  const told = (shipping: number) => ({ shipping: { amount: shipping, from_postal_code: '1', to_postal_code: null } });
  const change = (before: object | null, after: object) => ({ object: 'payment_intent', id: 'pi_1', before, after });
  const history = [
    {
      command: 'payment_intent.capture',
      created: 1,
      changes: [
        change({ amount_received: 0, amount_details: told(50) }, { amount_received: 330, amount_details: told(20) }),
      ],
    },
  ];
  const intent = { amount_details: told(20) };
  const found = order.orderOf(
    [item('a', 3, 30), item('b', 1, null, 10), item('a', 1, 10)],
    [item('a', 3, 30)],
    intent,
    history,
  );
  assert.ok(found);
  const parts = order.partsLeft(found);
  assert.deepEqual(
    parts.map(({ id, amount }) => [id, amount]),
    [
      ['line_0', 110],
      ['line_1', 90],
      ['shipping', 30],
    ],
  );
  assert.deepEqual(order.detailsOf(parts, intent), {
    line_items: [
      { product_name: 'a', quantity: 1, unit_cost: 100, tax: { total_tax_amount: 10 } },
      { product_name: 'b', quantity: 1, unit_cost: 100, discount_amount: 10 },
    ],
    shipping: { amount: 30, from_postal_code: '1' },
  });
  const other = order.orderOf([item('a', 1, null)], [item('z', 1, null)], intent, history);
  assert.equal(other, undefined, 'what was captured was not ordered');
});
