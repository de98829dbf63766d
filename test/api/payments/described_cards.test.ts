/** Cards that other processors keep: described, reported as paid with in either mode, and never charged here. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LIVE_KEY, TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { assertRefused, type Fields, idsOf, post, read } from '../../support/reporting.js';

const CARD: Fields = {
  type: 'card',
  'daybook[card][brand]': 'visa',
  'daybook[card][last4]': '4242',
  'daybook[card][exp_month]': 3,
  'daybook[card][exp_year]': 2021,
};
const METHODS = '/v1/payment_methods';

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    const make = async (fields: Fields, key?: string) => {
      const { status, body } = await post(daybook, METHODS, { ...CARD, ...fields }, key);
      assert.equal(status, 200, JSON.stringify(body));
      return body;
    };
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook?.remove());

    for (const [mode, key] of [
      ['test', TEST_KEY],
      ['live', LIVE_KEY],
    ] as const) {
      test(`a payment reported in ${mode} mode says what card it was`, async () => {
        const details = {
          'daybook[card][bin]': '42424242',
          'daybook[card][funding]': 'debit',
          'daybook[card][country]': 'DE',
        };
        const method = await make(details, key);
        assert.deepEqual(method.daybook, { card: { bin: '42424242' } });
        const { brand, last4, exp_year, funding, country, fingerprint, three_d_secure_usage } = method.card;
        assert.deepEqual(
          [brand, last4, exp_year, funding, country, fingerprint, three_d_secure_usage],
          ['visa', '4242', 2021, 'debit', 'DE', null, null],
        );
        const { status, body: reported } = await post(
          daybook,
          '/v1/payment_records/report_payment',
          {
            'amount_requested[currency]': 'eur',
            'amount_requested[value]': 4_200,
            initiated_at: 1_730_253_453,
            'payment_method_details[payment_method]': method.id,
            'processor_details[type]': 'adyen',
          },
          key,
        );
        assert.equal(status, 200, JSON.stringify(reported));
        assert.equal(reported['payment_method_details'].payment_method, method.id);
        assert.equal(reported['payment_method_details'].card.last4, '4242');
        assert.equal(reported['payment_method_details'].card.funding, 'debit');
        const found = await read(daybook, '/v1/payment_records', { method: 'visa' }, key);
        assert.deepEqual(idsOf(found), [reported['id']]);
      });
    }

    test('what is not known is not made up', async () => {
      const { card, daybook: described } = await make({
        'daybook[card][brand]': 'unknown',
        'billing_details[address][line1]': 'Street 1',
      });
      assert.deepEqual(
        [card.brand, card.funding, card.country, described],
        ['unknown', 'unknown', null, { card: { bin: null } }],
      );
      const checks = { address_line1_check: null, address_postal_code_check: null, cvc_check: null };
      assert.deepEqual(card.checks, checks);
      const customer = (await post(daybook, '/v1/customers')).body.id;
      const { id } = await make({ 'billing_details[address][line1]': 'Street 1' });
      const attached = await post(daybook, `${METHODS}/${id}/attach`, { customer });
      assert.deepEqual([attached.status, attached.body.card.checks], [200, checks], 'no issuer was asked');
      const updated = await post(daybook, `${METHODS}/${id}`, { 'billing_details[address][line1]': 'Street 2' });
      assert.deepEqual([updated.status, updated.body.card.checks], [200, checks]);
    });

    test('nothing here charges it, or sets it up', async () => {
      const { id } = await make({});
      const never = {
        'automatic_payment_methods[enabled]': 'true',
        'automatic_payment_methods[allow_redirects]': 'never',
      };
      const pays = { amount: 500, currency: 'usd', payment_method: id, confirm: 'true', ...never };
      const intents = async () => idsOf(await read(daybook, '/v1/payment_intents')).length;
      const before_all = await intents();
      const refused = await post(daybook, '/v1/payment_intents', pays);
      assert.match(
        assertRefused(refused, 400, 'payment_intent_incompatible_payment_method', 'payment_method'),
        /another processor keeps/,
      );
      assertRefused(
        await post(daybook, '/v1/setup_intents', { payment_method: id, confirm: 'true', ...never }),
        400,
        undefined,
        'payment_method',
      );
      assert.equal(await intents(), before_all);
    });

    test('what could be a number, or says nothing, is refused', async () => {
      const rows: readonly (readonly [Fields, string | undefined, string])[] = [
        [{ 'daybook[card][last4]': '42424' }, undefined, 'daybook[card][last4]'],
        [{ 'daybook[card][bin]': '424242424' }, undefined, 'daybook[card][bin]'],
        [{ 'daybook[card][bin]': '4242424' }, undefined, 'daybook[card][bin]'],
        [{ 'daybook[card][bin]': '37828224', 'daybook[card][brand]': 'amex' }, undefined, 'daybook[card][bin]'],
        [{ 'daybook[card][bin]': '37828224' }, undefined, 'daybook[card][bin]'],
        [{ 'daybook[card][bin]': '36227206', 'daybook[card][brand]': 'diners' }, undefined, 'daybook[card][bin]'],
        [{ 'daybook[card][bin]': '50339619', 'daybook[card][brand]': 'unknown' }, undefined, 'daybook[card][bin]'],
        [{ 'daybook[card][country]': 'XX' }, 'country_code_invalid', 'daybook[card][country]'],
        [{ 'daybook[card][country]': 'de' }, undefined, 'daybook[card][country]'],
        [{ 'daybook[card][exp_month]': 13 }, 'parameter_invalid_integer', 'daybook[card][exp_month]'],
        [{ 'daybook[card][exp_year]': 21 }, 'parameter_invalid_integer', 'daybook[card][exp_year]'],
        [{ 'daybook[card][brand]': 'Visa' }, undefined, 'daybook[card][brand]'],
        [{ 'daybook[card][number]': '4242424242424242' }, 'parameter_unknown', 'daybook[card][number]'],
        [{ 'card[token]': 'tok_visa' }, 'parameters_exclusive', 'daybook[card]'],
        [{ type: 'custom' }, undefined, 'daybook[card]'],
        [{ 'custom[type]': 'cpmt_1' }, undefined, 'custom'],
      ];
      for (const [fields, code, param] of rows) {
        assertRefused(await post(daybook, METHODS, { ...CARD, ...fields }), 400, code, param);
      }
      await make({ 'daybook[card][bin]': '378282', 'daybook[card][brand]': 'amex' });
    });
  });
}
