/**
 * Stripe's guide to payment line items in flexible scenarios: two captures of 2300, and 5000 captured of 4600, with the
 * guide's own commands, numbers and answers, and a test for every rule that it states.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { skipCurl as skip, typeCurl } from '../../support/curl.js';
import { type Answer, startDaybook, type TestDaybook } from '../../support/daybook.js';
import { isRefused, succeeds } from '../../support/scenario.js';

type Body = Answer['body'];

const createCommand = (requested: 'request_multicapture' | 'request_overcapture') => String.raw`
curl https://api.stripe.com/v1/payment_intents \
  -u "<<YOUR_SECRET_KEY>>:" \
  -d amount=4600 \
  -d currency=usd \
  -d "payment_method_types[0]"=card \
  -d payment_method=pm_card_visa \
  -d "payment_method_options[card][${requested}]"=if_available \
  -d "payment_details[customer_reference]"=customer_reference \
  -d "payment_details[order_reference]"=order_reference \
  -d "amount_details[discount_amount]"=200 \
  -d "amount_details[tax][total_tax_amount]"=400 \
  -d "amount_details[shipping][from_postal_code]"=94110 \
  -d "amount_details[shipping][to_postal_code]"=94117 \
  -d "amount_details[shipping][amount]"=400 \
  -d "amount_details[line_items][0][product_code]"=SKU001 \
  -d "amount_details[line_items][0][product_name]"="Product 001" \
  -d "amount_details[line_items][0][unit_cost]"=2000 \
  -d "amount_details[line_items][0][quantity]"=1 \
  -d "amount_details[line_items][0][unit_of_measure]"=feet \
  -d "amount_details[line_items][0][payment_method_options][card][commodity_code]"=123123 \
  -d "amount_details[line_items][1][product_code]"=SKU002 \
  -d "amount_details[line_items][1][product_name]"="Product 002" \
  -d "amount_details[line_items][1][unit_cost]"=2000 \
  -d "amount_details[line_items][1][quantity]"=1 \
  -d "amount_details[line_items][1][unit_of_measure]"=gallons \
  -d "amount_details[line_items][1][payment_method_options][card][commodity_code]"=123123 \
  -d confirm=true \
  -d capture_method=manual \
  -d "expand[0]"="amount_details.line_items"`;

const CAPTURE_FIRST = String.raw`
curl https://api.stripe.com/v1/payment_intents/pi_xxxxxxxx/capture \
  -u "<<YOUR_SECRET_KEY>>:" \
  -d amount_to_capture=2300 \
  -d "payment_details[customer_reference]"=customer_reference \
  -d "payment_details[order_reference]"=order_reference \
  -d "amount_details[discount_amount]"=100 \
  -d "amount_details[tax][total_tax_amount]"=200 \
  -d "amount_details[shipping][from_postal_code]"=94110 \
  -d "amount_details[shipping][to_postal_code]"=94117 \
  -d "amount_details[shipping][amount]"=200 \
  -d "amount_details[line_items][0][product_code]"=SKU001 \
  -d "amount_details[line_items][0][product_name]"="Product 001" \
  -d "amount_details[line_items][0][unit_cost]"=2000 \
  -d "amount_details[line_items][0][quantity]"=1 \
  -d "amount_details[line_items][0][unit_of_measure]"=feet \
  -d "amount_details[line_items][0][payment_method_options][card][commodity_code]"=123123 \
  -d final_capture=false \
  -d "expand[0]"="amount_details.line_items"`;

const CAPTURE_SECOND = CAPTURE_FIRST.replace('SKU001', 'SKU002')
  .replace('Product 001', 'Product 002')
  .replace('feet', 'gallons');

const CAPTURE_MORE = String.raw`
curl https://api.stripe.com/v1/payment_intents/pi_xxxxxxxx/capture \
  -u "<<YOUR_SECRET_KEY>>:" \
  -d amount_to_capture=5000 \
  -d "payment_details[customer_reference]"=customer_reference \
  -d "payment_details[order_reference]"=order_reference \
  -d "amount_details[discount_amount]"=200 \
  -d "amount_details[tax][total_tax_amount]"=600 \
  -d "amount_details[shipping][from_postal_code]"=94110 \
  -d "amount_details[shipping][to_postal_code]"=94117 \
  -d "amount_details[shipping][amount]"=600 \
  -d "amount_details[line_items][0][product_code]"=SKU001 \
  -d "amount_details[line_items][0][product_name]"="Product 001" \
  -d "amount_details[line_items][0][unit_cost]"=2000 \
  -d "amount_details[line_items][0][quantity]"=1 \
  -d "amount_details[line_items][0][unit_of_measure]"=feet \
  -d "amount_details[line_items][0][payment_method_options][card][commodity_code]"=123123 \
  -d "amount_details[line_items][1][product_code]"=SKU002 \
  -d "amount_details[line_items][1][product_name]"="Product 002" \
  -d "amount_details[line_items][1][unit_cost]"=2000 \
  -d "amount_details[line_items][1][quantity]"=1 \
  -d "amount_details[line_items][1][unit_of_measure]"=gallons \
  -d "amount_details[line_items][1][payment_method_options][card][commodity_code]"=123123 \
  -d "expand[0]"="amount_details.line_items"`;

const SKU001 = {
  product_code: 'SKU001',
  product_name: 'Product 001',
  unit_cost: 2000,
  quantity: 1,
  unit_of_measure: 'feet',
  payment_method_options: { card: { commodity_code: '123123' } },
};
const SKU002 = { ...SKU001, product_code: 'SKU002', product_name: 'Product 002', unit_of_measure: 'gallons' };

/** The part of an answer that the guide shows. */
function printed(
  amounts: readonly [number, number, number],
  details: readonly [number, number, number],
  items: object[],
) {
  const [amount, amount_capturable, amount_received] = amounts;
  const [discount_amount, total_tax_amount, shipping] = details;
  return {
    amount,
    amount_capturable,
    amount_received,
    payment_details: { customer_reference: 'customer_reference', order_reference: 'order_reference' },
    amount_details: {
      discount_amount,
      tax: { total_tax_amount },
      shipping: { from_postal_code: '94110', to_postal_code: '94117', amount: shipping },
      line_items: items,
    },
  };
}

/** What the guide prints for each step; its bare array of line items is a list object in Stripe's own types. */
const CREATED = printed([4600, 4600, 0], [200, 400, 400], [SKU001, SKU002]);
const CAPTURED_FIRST = printed([4600, 2300, 2300], [100, 200, 200], [SKU001]);
const CAPTURED_SECOND = printed([4600, 0, 4600], [200, 400, 400], [SKU001, SKU002]);
const CAPTURED_MORE = printed([5000, 0, 5000], [200, 600, 600], [SKU001, SKU002]);

let daybook: TestDaybook;
before(async () => {
  daybook = await startDaybook();
});
after(() => daybook.remove());

async function type(command: string, id = ''): Promise<Body> {
  const body = await typeCurl(command, daybook, { pi_xxxxxxxx: id });
  assert.equal(body.object, 'payment_intent', JSON.stringify(body));
  assert.ok(body.amount_details.line_items !== undefined, 'the line items are expanded');
  return body;
}

/** The members that the guide prints, of an answer or of the intent as it is now. */
async function shown(body: Body) {
  const own = await succeeds(daybook, 'GET', `/v1/payment_intents/${body.id}/amount_details_line_items`);
  const list = body.amount_details.line_items ?? own;
  assert.deepEqual(list, own);
  assert.deepEqual([list.object, list.has_more], ['list', false]);
  const { tip: _tip, ...amount_details } = body.amount_details;
  const line_items = list.data.map((item: Body) => {
    assert.match(item.id, /^uli_/);
    return Object.fromEntries(Object.keys(SKU001).map((name) => [name, item[name]]));
  });
  return {
    amount: body.amount,
    amount_capturable: body.amount_capturable,
    amount_received: body.amount_received,
    payment_details: body.payment_details,
    amount_details: { ...amount_details, line_items },
  };
}

describe('as the guide types it', { skip }, () => {
  test('two captures of 2300', async () => {
    const created = await type(createCommand('request_multicapture'));
    assert.equal(created.status, 'requires_capture');
    assert.deepEqual(await shown(created), CREATED);

    const first = await type(CAPTURE_FIRST, created.id);
    assert.equal(first.status, 'requires_capture');
    assert.deepEqual(await shown(first), CAPTURED_FIRST);

    // Nothing is left, so the second one ends the payment, although it says final_capture=false.
    const second = await type(CAPTURE_SECOND, created.id);
    assert.equal(second.status, 'succeeded');
    assert.deepEqual(await shown(second), CAPTURED_SECOND);

    const charge = await succeeds(daybook, 'GET', `/v1/charges/${second.latest_charge}`);
    assert.deepEqual([charge.amount, charge.amount_captured, charge.captured], [4600, 4600, true]);
    const { data } = await succeeds(daybook, 'GET', '/v1/balance_transactions', `source=${charge.id}`);
    assert.deepEqual(
      data.map((movement: Body) => movement.amount),
      [2300, 2300],
    );
  });

  test('5000 captured of 4600', async () => {
    const created = await type(createCommand('request_overcapture'));
    assert.deepEqual(await shown(created), CREATED);
    const held = await succeeds(daybook, 'GET', `/v1/charges/${created.latest_charge}`);
    const { overcapture } = held.payment_method_details.card;
    assert.deepEqual(overcapture, { maximum_amount_capturable: 5520, status: 'available' });

    const captured = await type(CAPTURE_MORE, created.id);
    assert.equal(captured.status, 'succeeded');
    assert.deepEqual(await shown(captured), CAPTURED_MORE);
    const charge = await succeeds(daybook, 'GET', `/v1/charges/${created.latest_charge}`);
    assert.deepEqual([charge.amount, charge.amount_captured], [5000, 5000]);
    assert.equal(charge.payment_method_details.card.amount_authorized, 4600);
  });
});

/** `a=1&b=2` of the members of a command, without those that the pattern matches. */
function formOf(command: string, without?: RegExp): string {
  const pairs = [...command.matchAll(/^ {2}-d "?([^"=\s]+)"?=(?:"([^"]*)"|(\S+))/gm)].map(
    ([, name = '', quoted, bare]) => [name, quoted ?? bare ?? ''] as const,
  );
  const sent = pairs.filter(([name]) => !name.startsWith('expand') && without?.test(name) !== true);
  return sent.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}

const DETAILS = /^amount_details/;
const LINE_ITEMS = /^amount_details\[line_items\]/;
const SHIPPING = /^amount_details\[shipping\]/;
const POSTAL_CODES = /postal_code\]$/;

async function made(without?: RegExp): Promise<string> {
  const form = formOf(createCommand('request_multicapture'), without);
  return (await succeeds(daybook, 'POST', '/v1/payment_intents', form)).id;
}

const capturePath = (id: string) => `/v1/payment_intents/${id}/capture`;
const capture = (id: string, form: string): Promise<Body> => succeeds(daybook, 'POST', capturePath(id), form);
const FIRST = formOf(CAPTURE_FIRST);
const SECOND = formOf(CAPTURE_SECOND);
/** 2300 without a word on what they are for. */
const BARE = 'amount_to_capture=2300&final_capture=false';

/** Refused for this member, and everything is still to be captured that was before. */
async function refusesCapture(id: string, form: string, param: string | undefined, message: RegExp, code?: string) {
  const before = await succeeds(daybook, 'GET', `/v1/payment_intents/${id}`);
  await isRefused(daybook, 'POST', capturePath(id), form, { param, message, code });
  assert.deepEqual(await succeeds(daybook, 'GET', `/v1/payment_intents/${id}`), before);
}

describe('the first of several captures', () => {
  test('adds the details that creation did not have', async () => {
    const id = await made(DETAILS);
    assert.deepEqual(await shown(await capture(id, FIRST)), CAPTURED_FIRST);
    assert.deepEqual(await shown(await capture(id, SECOND)), CAPTURED_SECOND);
  });

  test('must tell the details again that creation had, or unset them', async () => {
    const id = await made();
    await refusesCapture(id, BARE, 'amount_details', /amount_details/);
    const unset = await capture(id, `${BARE}&amount_details=`);
    assert.deepEqual(unset.amount_details, { tip: {} });
    assert.deepEqual([unset.amount_capturable, unset.status], [2300, 'requires_capture']);
    // No capture has told details, so none can.
    await refusesCapture(id, SECOND, 'amount_details', /amount_details/);
    assert.equal((await capture(id, BARE)).status, 'succeeded');
  });

  test('can unset them member by member', async () => {
    const id = await made();
    const members = ['discount_amount', 'line_items', 'shipping', 'tax'];
    const unset = members.map((member) => `amount_details[${member}]=`).join('&');
    assert.deepEqual((await capture(id, `${BARE}&${unset}`)).amount_details, { tip: {} });
  });

  test('must tell the line items again that creation had, or unset them', async () => {
    const id = await made();
    const without = formOf(CAPTURE_FIRST, LINE_ITEMS);
    await refusesCapture(id, without, 'amount_details[line_items]', /line_items/);
    const unset = await capture(id, `${without}&amount_details[line_items]=`);
    assert.deepEqual(await shown(unset), { ...CAPTURED_FIRST, amount_details: withItems(CAPTURED_FIRST, []) });
    await refusesCapture(id, SECOND, 'amount_details[line_items]', /line_items/);
  });

  test('adds the line items that creation did not have', async () => {
    const id = await made(LINE_ITEMS);
    assert.deepEqual(await shown(await capture(id, FIRST)), CAPTURED_FIRST);
  });
});

function withItems({ amount_details }: typeof CREATED, line_items: object[]) {
  return { ...amount_details, line_items };
}

describe('later captures', () => {
  test('must tell details and line items where the earlier ones did', async () => {
    const id = await made();
    await capture(id, FIRST);
    await refusesCapture(id, BARE, 'amount_details', /amount_details/);
    await refusesCapture(id, `${BARE}&amount_details=`, 'amount_details', /amount_details/);
    await refusesCapture(id, formOf(CAPTURE_SECOND, LINE_ITEMS), 'amount_details[line_items]', /line_items/);
    assert.deepEqual(await shown(await capture(id, SECOND)), CAPTURED_SECOND);
  });

  test('cannot tell them where the earlier ones did not', async () => {
    const id = await made(DETAILS);
    await capture(id, BARE);
    await refusesCapture(id, SECOND, 'amount_details', /amount_details/);
  });

  test('may leave out the postal codes, but not change them', async () => {
    const id = await made();
    await capture(id, FIRST);
    for (const [name, before] of [
      ['from_postal_code', '94110'],
      ['to_postal_code', '94117'],
    ]) {
      const form = SECOND.replace(`[${name}]=${before}`, `[${name}]=94118`);
      await refusesCapture(id, form, `amount_details[shipping][${name}]`, new RegExp(before as string));
    }
    assert.deepEqual(await shown(await capture(id, formOf(CAPTURE_SECOND, POSTAL_CODES))), CAPTURED_SECOND);
  });

  test('may be the first to tell the postal codes', async () => {
    const id = await made();
    await capture(id, formOf(CAPTURE_FIRST, POSTAL_CODES));
    assert.deepEqual(await shown(await capture(id, SECOND)), CAPTURED_SECOND);
  });

  test('each add up by themselves', async () => {
    const id = await made();
    await capture(id, FIRST);
    const form = formOf(CAPTURE_SECOND, SHIPPING);
    await refusesCapture(id, form, 'amount_details', /\(2100\).*\(2300\)/, 'amount_details_amount_mismatch');
  });
});

describe('the end of several captures', () => {
  const WITHOUT_END = formOf(CAPTURE_FIRST, /^final_capture$/);

  for (const [name, form] of [
    ['final_capture=true', `${WITHOUT_END}&final_capture=true`],
    ['no final_capture', WITHOUT_END],
  ] as const) {
    test(`a capture with ${name} gives the rest back`, async () => {
      const id = await made();
      const captured = await capture(id, form);
      assert.equal(captured.status, 'succeeded');
      assert.deepEqual(await shown(captured), { ...CAPTURED_FIRST, amount_capturable: 0 });
      await refusesCapture(id, SECOND, undefined, /has been released/, 'payment_intent_unexpected_state');
    });
  }

  test('a capture of nothing gives the rest back, and the details stay', async () => {
    const id = await made();
    await capture(id, FIRST);
    const released = await capture(id, 'amount_to_capture=0&final_capture=true');
    assert.equal(released.status, 'succeeded');
    assert.deepEqual(await shown(released), { ...CAPTURED_FIRST, amount_capturable: 0 });
  });

  test('no more is captured than is left', async () => {
    const id = await made();
    await capture(id, FIRST);
    const form = SECOND.replace('amount_to_capture=2300', 'amount_to_capture=2301');
    await refusesCapture(id, form, 'amount_to_capture', /greater than the amount you can capture/, 'amount_too_large');
  });
});

describe('overcapture', () => {
  const created = async () =>
    (await succeeds(daybook, 'POST', '/v1/payment_intents', formOf(createCommand('request_overcapture')))).id as string;
  const MORE = formOf(CAPTURE_MORE);

  test('needs details that add up to what is captured', async () => {
    const id = await created();
    const stale = formOf(CAPTURE_MORE, DETAILS);
    await refusesCapture(id, stale, 'amount_details', /\(4600\).*\(5000\)/, 'amount_details_amount_mismatch');
    assert.deepEqual(await shown(await capture(id, MORE)), CAPTURED_MORE);
  });

  test('takes the maximum that the charge names, and no more', async () => {
    const id = await created();
    const with_tax = (amount: number, tax: number) =>
      MORE.replace('amount_to_capture=5000', `amount_to_capture=${amount}`).replace(
        'tax_amount]=600',
        `tax_amount]=${tax}`,
      );
    await refusesCapture(id, with_tax(5521, 1121), 'amount_to_capture', /greater than the amount/, 'amount_too_large');
    const captured = await capture(id, with_tax(5520, 1120));
    assert.deepEqual([captured.amount, captured.amount_received, captured.status], [5520, 5520, 'succeeded']);
  });
});
