/** What Stripe's script in browsers sends, and what clients may say of a confirmation. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Answer, TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { publishable } from '../../support/keys.js';
import { journalOf } from '../../support/ledger.js';
import { assertRefused, type Fields, form, post, read } from '../../support/reporting.js';

const SCA = 'pm_card_threeDSecure2Required';
const URL_BACK = 'https://shop.example/back';

for (const engine of engines()) {
  describe(`clients in browsers on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let key: string;
    before(async () => {
      daybook = await engine.start();
      key = (await publishable(daybook)).Authorization.replace('Bearer ', '');
    });
    after(() => daybook?.remove());

    /** Without a header: the key is a parameter. */
    async function browser(path: string, fields: Fields, authorization = ''): Promise<Answer> {
      const response = await fetch(`${daybook.address}${path}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          ...(authorization === '' ? {} : { Authorization: `Bearer ${authorization}` }),
        },
        body: form(fields),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    }

    it('send their key as a parameter, also to read', async () => {
      const { body: intent } = await post(daybook, '/v1/payment_intents', { amount: 1000, currency: 'usd' });
      const { client_secret, id } = intent;
      const path = `/v1/payment_intents/${id}`;
      const shown = await fetch(`${daybook.address}${path}?${form({ key, client_secret })}`);
      assert.equal(shown.status, 200);
      const paid = await browser(`${path}/confirm`, { key, client_secret, payment_method: 'pm_card_visa' });
      assert.deepEqual([paid.status, paid.body.status, paid.body.metadata], [200, 'succeeded', undefined]);
      const both = await browser(`${path}/confirm`, { key, client_secret }, key);
      assert.equal(both.body.error.code, 'payment_intent_unexpected_state');
    });

    it('cannot do more with it than with the header, and no other key is taken so', async () => {
      const intent = { amount: 1000, currency: 'usd' };
      const secret = daybook.settings.test_secret_key as string;
      assert.equal((await browser('/v1/payment_intents', { ...intent, key })).status, 401);
      assert.equal(
        (await browser('/v1/payment_methods', { type: 'card', 'card[token]': 'tok_visa', key: secret })).status,
        401,
      );
      assert.equal((await browser('/v1/payment_methods', { type: 'card', key: `${key}x` })).status, 401);
      assert.equal((await browser('/v1/payment_methods', { type: 'card' })).status, 401);
      const other = await browser('/v1/payment_methods', { type: 'card', 'card[token]': 'tok_visa', key }, secret);
      assertRefused(other, 400, undefined, 'key');
      const foreign = await browser('/v1/refunds', { key, charge: 'ch_none' }, secret);
      assertRefused(foreign, 400, 'parameter_unknown', 'key');
    });

    it('make payment methods, of which they see what is for everybody', async () => {
      const fields = { type: 'card', 'card[token]': 'tok_visa', 'billing_details[name]': 'Ada', 'metadata[a]': 'b' };
      const made = await browser('/v1/payment_methods', { ...fields, key, 'radar_options[session]': 'rse_1' });
      assert.equal(made.status, 200, JSON.stringify(made.body));
      assert.deepEqual([made.body.billing_details.name, made.body.metadata], ['Ada', undefined]);
      const whole = await read(daybook, `/v1/payment_methods/${made.body.id}`);
      assert.deepEqual([whole['metadata'], whole['radar_options']], [{ a: 'b' }, { session: 'rse_1' }]);
      assert.equal((await browser(`/v1/payment_methods/${made.body.id}`, { key })).status, 401);
      assert.equal(
        (await browser(`/v1/payment_methods/${made.body.id}/attach`, { key, customer: 'cus_1' })).status,
        401,
      );
    });

    it('follow next_action themselves with use_stripe_sdk, for setup intents too', async () => {
      const { body: setup } = await post(daybook, '/v1/setup_intents', { payment_method: SCA });
      const fields = { client_secret: setup.client_secret, key, use_stripe_sdk: 'true' };
      const waiting = await browser(`/v1/setup_intents/${setup.id}/confirm`, { ...fields, return_url: URL_BACK });
      assert.deepEqual([waiting.status, waiting.body.next_action.type], [200, 'use_stripe_sdk']);
      const without = { payment_method: SCA, confirm: 'true', return_url: URL_BACK };
      const redirected = await post(daybook, '/v1/setup_intents', without);
      assert.equal(redirected.body.next_action.type, 'redirect_to_url');
      const told = await post(daybook, '/v1/setup_intents', { ...without, use_stripe_sdk: 'true' });
      assert.equal(told.body.next_action.type, 'use_stripe_sdk');
      const early = await post(daybook, '/v1/setup_intents', { use_stripe_sdk: 'true' });
      assertRefused(early, 400, undefined, 'use_stripe_sdk');
    });

    it('tell the session of Radar, which the charge shows', async () => {
      const fields = { amount: 1000, currency: 'usd', payment_method: 'pm_card_visa' };
      const session = { 'radar_options[session]': 'rse_2' };
      const paid = await post(daybook, '/v1/payment_intents', { ...fields, ...session, confirm: 'true' });
      const charge = await read(daybook, `/v1/charges/${paid.body.latest_charge}`);
      assert.deepEqual(charge['radar_options'], { session: 'rse_2' });
      const early = await post(daybook, '/v1/payment_intents', { ...fields, ...session });
      assertRefused(early, 400, undefined, 'radar_options');
      const by_data = await post(daybook, '/v1/payment_intents', {
        amount: 1000,
        currency: 'usd',
        confirm: 'true',
        'payment_method_data[type]': 'card',
        'payment_method_data[card][token]': 'tok_visa',
        'payment_method_data[radar_options][session]': 'rse_3',
      });
      const method = await read(daybook, `/v1/payment_methods/${by_data.body.payment_method}`);
      assert.deepEqual(method['radar_options'], { session: 'rse_3' });
    });

    it('tell how the payer agreed, which the journal keeps', async () => {
      const acceptance = {
        'mandate_data[customer_acceptance][type]': 'online',
        'mandate_data[customer_acceptance][accepted_at]': 1_730_000_000,
        'mandate_data[customer_acceptance][online][ip_address]': '203.0.113.7',
        'mandate_data[customer_acceptance][online][user_agent]': 'browser',
      };
      const kept = { type: 'online', accepted_at: 1_730_000_000, ip_address: '203.0.113.7', user_agent: 'browser' };
      const payment = { amount: 1000, currency: 'usd', payment_method: 'pm_card_visa', confirm: 'true' };
      const paid = await post(daybook, '/v1/payment_intents', { ...payment, ...acceptance });
      assert.equal(paid.status, 200, JSON.stringify(paid.body));
      const setup = await post(daybook, '/v1/setup_intents', {
        payment_method: 'pm_card_visa',
        confirm: 'true',
        ...acceptance,
      });
      assert.deepEqual([setup.status, setup.body.mandate], [200, null]);
      const journal = JSON.stringify(await journalOf(daybook));
      assert.equal(journal.split(JSON.stringify(JSON.stringify(kept)).slice(1, -1)).length > 2, true);
      const bad = { ...payment, 'mandate_data[customer_acceptance][type]': 'oral' };
      assertRefused(
        await post(daybook, '/v1/payment_intents', bad),
        400,
        undefined,
        'mandate_data[customer_acceptance][type]',
      );
      const early = await post(daybook, '/v1/setup_intents', acceptance);
      assertRefused(early, 400, undefined, 'mandate_data');
    });

    it('keep a card from being set up though the intent says so', async () => {
      const customer = (await post(daybook, '/v1/customers')).body.id;
      const fields = { amount: 1000, currency: 'usd', confirm: 'true', payment_method: 'pm_card_visa', customer };
      const future = { setup_future_usage: 'off_session' };
      const none = { 'payment_method_options[card][setup_future_usage]': 'none' };
      const paid = await post(daybook, '/v1/payment_intents', { ...fields, ...future, ...none });
      assert.equal(paid.status, 200, JSON.stringify(paid.body));
      assert.equal(paid.body.payment_method_options.card.setup_future_usage, 'none');
      assert.equal(paid.body.setup_future_usage, 'off_session');
      const once = await read(daybook, `/v1/payment_methods/${paid.body.payment_method}`);
      assert.equal(once['customer'], null);
      const other = await post(daybook, '/v1/payment_intents', { ...fields, ...future });
      assert.equal((await read(daybook, `/v1/payment_methods/${other.body.payment_method}`))['customer'], customer);
    });

    it('give a statement descriptor, which is shown, and refused for a card', async () => {
      const fields = { amount: 1000, currency: 'usd', statement_descriptor: 'ACME STORE' };
      const { body: made } = await post(daybook, '/v1/payment_intents', fields);
      assert.equal(made.statement_descriptor, 'ACME STORE');
      const path = `/v1/payment_intents/${made.id}`;
      const changed = await post(daybook, path, { statement_descriptor: 'ACME SHOP' });
      assert.equal(changed.body.statement_descriptor, 'ACME SHOP');
      const card = { payment_method: 'pm_card_visa' };
      assertRefused(await post(daybook, `${path}/confirm`, card), 400, undefined, 'statement_descriptor');
      assert.equal((await read(daybook, path))['status'], 'requires_payment_method');
      const at_once = await post(daybook, '/v1/payment_intents', { ...fields, ...card, confirm: 'true' });
      assertRefused(at_once, 400, undefined, 'statement_descriptor');
      for (const wrong of ['12345', 'a'.repeat(23), 'ACME <STORE>']) {
        const refused = await post(daybook, '/v1/payment_intents', { ...fields, statement_descriptor: wrong });
        assertRefused(refused, 400, undefined, 'statement_descriptor');
      }
    });
  });
}
