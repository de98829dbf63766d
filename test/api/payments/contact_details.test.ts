/** E-mail addresses, countries and statement descriptors are checked wherever they are given. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { OPERATIONS } from '../../../src/api/routes.js';
import type { Refusal } from '../../../src/core/kernel/errors.js';
import { parameterRows } from '../../../src/wire/parameters.js';
import { startDaybook, type TestDaybook } from '../../support/daybook.js';
import { isRefused, succeeds } from '../../support/scenario.js';

const CARD = 'payment_method_data[type]=card&payment_method_data[card][token]=tok_visa&payment_method_data';
const REPORT =
  'amount_requested[currency]=usd&amount_requested[value]=1000&initiated_at=1&payment_method_details[payment_method]=pm_card_visa';
const INTENT = 'amount=1000&currency=usd';

let daybook: TestDaybook;
const ids: Record<string, string> = {};
before(async () => {
  daybook = await startDaybook();
  const post = (path: string, form = '') => succeeds(daybook, 'POST', path, form);
  ids['customer'] = (await post('/v1/customers')).id;
  const method = await post('/v1/payment_methods', 'type=card&card[token]=tok_visa');
  ids['method'] = method.id;
  await post(`/v1/payment_methods/${method.id}/attach`, `customer=${ids['customer']}`);
  ids['intent'] = (await post('/v1/payment_intents', INTENT)).id;
  const held = `${INTENT}&payment_method=pm_card_visa&capture_method=manual&confirm=true`;
  const { id, latest_charge } = await post('/v1/payment_intents', held);
  ids['held'] = id;
  ids['charge'] = latest_charge;
  ids['setup'] = (await post('/v1/setup_intents')).id;
  ids['record'] = (await post('/v1/payment_records/report_payment', REPORT)).id;
  await post('/v1/payment_intents', `${INTENT}&payment_method=pm_card_createDispute&confirm=true`);
  ids['dispute'] = (await succeeds(daybook, 'GET', '/v1/disputes')).data[0].id;
});
after(() => daybook.remove());

/** The path of an operation, with `:name` for the ids from above, what else it needs, and the name of the parameter. */
type Place = readonly [path: string, form: string, param: string];

const EMAILS: readonly Place[] = [
  ['/v1/customers', '', 'email'],
  ['/v1/customers/:customer', '', 'email'],
  ['/v1/payment_intents', INTENT, 'receipt_email'],
  ['/v1/payment_intents/:intent', '', 'receipt_email'],
  ['/v1/payment_intents/:intent/confirm', 'payment_method=pm_card_visa', 'receipt_email'],
  ['/v1/charges/:charge', '', 'receipt_email'],
  ['/v1/payment_methods', 'type=card&card[token]=tok_visa', 'billing_details[email]'],
  ['/v1/payment_methods/:method', '', 'billing_details[email]'],
  ['/v1/payment_intents', `${INTENT}&${CARD}[allow_redisplay]=always`, 'payment_method_data[billing_details][email]'],
  ['/v1/setup_intents', `${CARD}[allow_redisplay]=always`, 'payment_method_data[billing_details][email]'],
  ['/v1/payment_records/report_payment', REPORT, 'customer_details[email]'],
  ['/v1/payment_records/report_payment', REPORT, 'payment_method_details[billing_details][email]'],
  ['/v1/payment_records/:record/report_payment_attempt_informational', '', 'customer_details[email]'],
  ['/v1/disputes/:dispute', 'submit=false', 'evidence[customer_email_address]'],
];

const COUNTRIES: readonly Place[] = [
  ['/v1/payment_methods', 'type=card&card[token]=tok_visa', 'billing_details[address][country]'],
  ['/v1/payment_methods/:method', '', 'billing_details[address][country]'],
  [
    '/v1/payment_intents',
    `${INTENT}&${CARD}[allow_redisplay]=always`,
    'payment_method_data[billing_details][address][country]',
  ],
  [
    '/v1/payment_intents/:intent/confirm',
    `${CARD}[allow_redisplay]=always`,
    'payment_method_data[billing_details][address][country]',
  ],
  ['/v1/setup_intents', `${CARD}[allow_redisplay]=always`, 'payment_method_data[billing_details][address][country]'],
  ['/v1/payment_records/report_payment', REPORT, 'payment_method_details[billing_details][address][country]'],
];

const DESCRIPTORS: readonly Place[] = [
  ['/v1/payment_intents', INTENT, 'statement_descriptor_suffix'],
  ['/v1/payment_intents/:intent', '', 'statement_descriptor_suffix'],
  ['/v1/payment_intents/:held/capture', '', 'statement_descriptor_suffix'],
  ['/v1/charges/:charge/capture', '', 'statement_descriptor_suffix'],
];

const pathOf = (path: string) => path.replace(/:(\w+)/, (_whole, name: string) => ids[name] ?? assert.fail(name));

describe('what cannot be is refused, for the parameter that says it', () => {
  const kinds = [
    [EMAILS, ['someone@com', ' someone@example.com', 'someone＠example.com'], 'email_invalid'],
    [COUNTRIES, ['JA', 'Germany'], 'country_code_invalid'],
    [DESCRIPTORS, ['123', '東京'], undefined],
  ] as const;
  for (const [places, values, code] of kinds) {
    for (const [path, form, param] of places) {
      it(`${param} of ${path}`, async () => {
        for (const value of values) {
          const sent = `${form}${form && '&'}${param}=${encodeURIComponent(value)}`;
          await isRefused(daybook, 'POST', pathOf(path), sent, { code, param });
        }
      });
    }
  }
});

/** Found by their names, so that none that is added later is forgotten. */
describe('every parameter that is called so is checked', () => {
  for (const { method, path, parameters } of OPERATIONS) {
    if (method !== 'POST') continue;
    for (const { name, read, type } of parameterRows(parameters)) {
      if (type !== 'string') continue;
      const wrong = /email/.test(name) ? 'someone@com' : /statement_descriptor/.test(name) ? '2024' : undefined;
      if (wrong === undefined) continue;
      it(`${name} of ${path}`, () => {
        const reader = { now: 0, refusal: null };
        assert.equal(read(wrong, null, name, reader), undefined);
        assert.equal((reader.refusal as Refusal | null)?.param, name);
      });
    }
  }
});

it("a customer's own address is free, and so is where something is shipped to", async () => {
  const form = 'address[country]=Germany&shipping[name]=Jo&shipping[address][country]=JA';
  const { address, shipping } = await succeeds(daybook, 'POST', '/v1/customers', form);
  assert.deepEqual([address.country, shipping.address.country], ['Germany', 'JA']);
});

it('a country in lower case is kept in upper case', async () => {
  const form = 'type=card&card[token]=tok_visa&billing_details[address][country]=de';
  const { billing_details } = await succeeds(daybook, 'POST', '/v1/payment_methods', form);
  assert.equal(billing_details.address.country, 'DE');
});
