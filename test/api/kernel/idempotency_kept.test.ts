/** Which refusals are kept under an idempotency key, and which leave it free: the page of compatibility says the same. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { LIVE_KEY, request, startDaybook, type TestDaybook } from '../../support/daybook.js';
import { REPORT_PAYMENT } from '../../support/golden.js';
import { restricted } from '../../support/keys.js';
import { succeeds } from '../../support/scenario.js';

const INTENTS = '/v1/payment_intents';
const INTENT = 'amount=1000&currency=usd';
const PAYS = `${INTENT}&confirm=true&payment_method=pm_card_visa`;
const REPORT = '/v1/payment_records/report_payment';
const SETUPS = '/v1/setup_intents';

type Case = readonly [what: string, path: string, form: string, status: number, headers?: Record<string, string>];

const KEPT: readonly Case[] = [
  ['an amount below the smallest', INTENTS, 'amount=1&currency=usd', 400],
  ['an amount beyond the largest', INTENTS, 'amount=999999999&currency=usd', 400],
  ['an amount that the currency does not carry', INTENTS, 'amount=10001&currency=isk', 400],
  ['a line item beyond the largest amount', INTENTS, `${INTENT}&amount_details[discount_amount]=999999999`, 400],
  [
    'details that do not add up',
    INTENTS,
    `${INTENT}&amount_details[line_items][0][product_name]=a&amount_details[line_items][0][quantity]=1&amount_details[line_items][0][unit_cost]=7`,
    400,
  ],
  ['a missing return_url', INTENTS, `${PAYS}&automatic_payment_methods[enabled]=true`, 400],
  [
    'a missing return_url of a setup',
    SETUPS,
    'confirm=true&payment_method=pm_card_visa&automatic_payment_methods[enabled]=true',
    400,
  ],
  ['a customer that is unknown', INTENTS, `${INTENT}&customer=cus_none`, 400],
  ['a payment method that is unknown', INTENTS, `${INTENT}&confirm=true&payment_method=pm_none`, 400],
  ['a charge to refund that is unknown', '/v1/refunds', 'charge=ch_none', 400],
  ['a clock that is unknown', '/v1/customers', 'test_clock=clock_none', 400],
  ['an object of the path that is unknown', `${INTENTS}/pi_none/capture`, '', 404],
  ['a state that does not allow it', `${INTENTS}/OPEN/capture`, '', 400],
  ['a capture of more than is held', `${INTENTS}/HELD/capture`, 'amount_to_capture=1001', 400],
  ['a refund of more than is left', '/v1/refunds', 'payment_intent=PAID&amount=1001', 400],
  ['a descriptor that cards do not take', INTENTS, `${PAYS}&statement_descriptor=Shop`, 400],
  ['a decline', INTENTS, `${INTENT}&confirm=true&payment_method=pm_card_chargeDeclined`, 402],
  [
    'a confirmation in live mode',
    INTENTS,
    `${INTENT}&confirm=true&payment_method=pm_none`,
    400,
    { Authorization: `Bearer ${LIVE_KEY}` },
  ],
];

const NOT_KEPT: readonly Case[] = [
  ['an unknown parameter', INTENTS, `${INTENT}&foo=1`, 400],
  ['a missing parameter', INTENTS, 'currency=usd', 400],
  ['a parameter of another type', INTENTS, 'amount=ten&currency=usd', 400],
  ['an amount below zero', INTENTS, 'amount=-1&currency=usd', 400],
  ['a currency that does not exist', INTENTS, 'amount=1000&currency=xxx', 400],
  ['a text that is too long', '/v1/customers', `name=${'n'.repeat(300)}`, 400],
  ['an e-mail address that is none', '/v1/customers', 'email=ada', 400],
  [
    'a country that does not exist',
    '/v1/payment_methods',
    'type=card&card[token]=tok_visa&billing_details[address][country]=JA',
    400,
  ],
  ['a descriptor without a letter', INTENTS, `${INTENT}&statement_descriptor_suffix=123`, 400],
  ['parameters that exclude each other', '/v1/refunds', 'charge=ch_1&payment_intent=pi_1', 400],
  ['a parameter that needs another', INTENTS, `${INTENT}&off_session=true`, 400],
  ['an outcome that does not fit', REPORT, `${REPORT_PAYMENT}&failed[failed_at]=1`, 400],
  ['a token that is no test card', '/v1/payment_methods', 'type=card&card[token]=tok_none', 400],
  [
    'a number that is no card',
    '/v1/payment_methods',
    'type=card&card[number]=4242424242424241&card[exp_month]=1&card[exp_year]=2040',
    402,
  ],
  [
    'a number of a card in a text, in live mode',
    '/v1/customers',
    'name=4242424242424242',
    400,
    { Authorization: `Bearer ${LIVE_KEY}` },
  ],
  ['what cannot be expanded', INTENTS, `${INTENT}&expand[]=foo`, 400],
  ['a wrong client secret', `${INTENTS}/OPEN/confirm`, 'payment_method=pm_card_visa&client_secret=wrong', 404],
  ['a version that does not exist', INTENTS, INTENT, 400, { 'Stripe-Version': 'latest' }],
  ['a body that is no form', INTENTS, '{}', 400, { 'Content-Type': 'application/json' }],
  ['a key that does not exist', INTENTS, INTENT, 401, { Authorization: 'Bearer sk_test_nobodyMadeThisKey' }],
  ['a right that the key lacks', INTENTS, INTENT, 403, { Authorization: 'READER' }],
  ['what a restricted key may not expand', '/v1/customers', 'expand[]=test_clock', 403, { Authorization: 'CUSTOMERS' }],
  ['a charge of the path that is unknown', '/v1/charges/ch_none/refund', '', 404],
  ['an event that is unknown', '/v1/events/evt_none/retry', '', 404],
  ['a key that is to be replaced and unknown', '/v1/daybook/api_keys/key_none/roll', '', 404],
  ['an endpoint that is to be sent events again and unknown', '/v1/webhook_endpoints/we_none/replay', 'from=1', 404],
];

describe('of refused requests under an idempotency key', () => {
  let daybook: TestDaybook;
  /** What the names in capitals stand for. */
  let names: Readonly<Record<string, string>>;
  before(async () => {
    daybook = await startDaybook();
    const make = async (form: string): Promise<string> => (await succeeds(daybook, 'POST', INTENTS, form)).id;
    names = {
      OPEN: await make(INTENT),
      HELD: await make(`${PAYS}&capture_method=manual`),
      PAID: await make(PAYS),
      READER: (await restricted(daybook, { payment_intents: 'read' })).Authorization,
      CUSTOMERS: (await restricted(daybook, { customers: 'write' })).Authorization,
    };
  });
  after(() => daybook?.remove());

  const named = (text: string): string => text.replace(/\b[A-Z]{4,}\b/, (name) => names[name] ?? name);

  for (const [cases, is_kept] of [
    [KEPT, true],
    [NOT_KEPT, false],
  ] as const) {
    for (const [what, path, form, status, headers = {}] of cases) {
      it(`${what} is ${is_kept ? '' : 'not '}kept`, async () => {
        const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, named(value)]));
        const post = (more = '') =>
          request(daybook, 'POST', named(path), `${named(form)}${more}`, { ...sent, 'Idempotency-Key': what });
        const first = await post();
        assert.equal(first.status, status, JSON.stringify(first.body));
        const { headers: answered } = first;
        assert.equal(answered.get('original-request'), is_kept ? answered.get('request-id') : null);
        const again = await post();
        assert.deepEqual([again.status, again.body], [first.status, first.body]);
        assert.equal(again.headers.get('idempotent-replayed'), is_kept ? 'true' : null);
        // Corrected or not, other parameters are another request where the first one is kept.
        const other = await post('&metadata[corrected]=yes');
        assert.equal(other.body.error.type === 'idempotency_error', is_kept, JSON.stringify(other.body));
      });
    }
  }
});
