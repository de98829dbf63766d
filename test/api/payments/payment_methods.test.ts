import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { eventsAfter, isRefused, LIVE, succeeds } from '../../support/scenario.js';

const CARD = 'type=card&card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2044&card[cvc]=123';
const ADDRESS = 'billing_details[address][line1]=Main Street 1&billing_details[address][postal_code]=12345';
const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

for (const engine of engines()) {
  describe(`payment methods on ${engine.name}`, () => {
    let daybook: TestDaybook;
    const post = (path: string, form = '') => succeeds(daybook, 'POST', path, form);
    const get = (path: string, form = '') => succeeds(daybook, 'GET', path, form);
    const newCustomer = async (form = ''): Promise<string> => (await post('/v1/customers', form)).id;
    const attachedCard = async (form = CARD) => {
      const [{ id }, customer] = [await post('/v1/payment_methods', form), await newCustomer()];
      return post(`/v1/payment_methods/${id}/attach`, `customer=${customer}`);
    };
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook.remove());

    it('creates a card, without an event', async () => {
      let method: { id: string; created: number; card: { fingerprint: string } } | undefined;
      const types = await eventsAfter(daybook, async () => {
        method = await post('/v1/payment_methods', `${CARD}&metadata[a]=1&allow_redisplay=always`);
      });
      assert.deepEqual(types, []);
      assert.match(method?.id ?? '', /^pm_[0-9A-Za-z]{24}$/);
      assert.match(method?.card.fingerprint ?? '', /^[0-9A-Za-z]{16}$/);
      assert.deepEqual(method, {
        id: method?.id,
        object: 'payment_method',
        allow_redisplay: 'always',
        billing_details: { address: NO_ADDRESS, email: null, name: null, phone: null, tax_id: null },
        card: {
          brand: 'visa',
          checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'unchecked' },
          country: 'US',
          display_brand: 'visa',
          exp_month: 12,
          exp_year: 2044,
          fingerprint: method?.card.fingerprint,
          funding: 'credit',
          generated_from: null,
          last4: '4242',
          networks: { available: ['visa'], preferred: null },
          regulated_status: null,
          three_d_secure_usage: { supported: true },
          wallet: null,
        },
        created: method?.created,
        customer: null,
        customer_account: null,
        livemode: false,
        metadata: { a: '1' },
        type: 'card',
      });
      assert.deepEqual(await get(`/v1/payment_methods/${method?.id}`), method);
    });

    it('creates a custom one, in live mode too', async () => {
      const form = 'type=custom&custom[type]=cpmt_123&billing_details[name]=Jo&billing_details[email]=';
      const method = await post('/v1/payment_methods', form);
      assert.deepEqual(method.custom, { display_name: null, logo: null, type: 'cpmt_123' });
      assert.deepEqual([method.type, method.billing_details.name, 'card' in method], ['custom', 'Jo', false]);
      const live = await succeeds(daybook, 'POST', '/v1/payment_methods', form, LIVE);
      assert.deepEqual([live.livemode, live.type], [true, 'custom']);
    });

    it('shows a template without making it', async () => {
      const shown = await get('/v1/payment_methods/pm_card_mastercard');
      assert.deepEqual([shown.id, shown.card.last4, shown.customer], ['pm_card_mastercard', '4444', null]);
      await isRefused(daybook, 'GET', '/v1/payment_methods/pm_card_mastercard', '', {
        status: 404,
        code: 'resource_missing',
        param: 'id',
        headers: LIVE,
      });
    });

    it('knows brands and networks', async () => {
      const shown = async (name: string) => {
        const { card } = await get(`/v1/payment_methods/pm_card_${name}`);
        return [card.display_brand, ...card.networks.available, card.three_d_secure_usage.supported];
      };
      assert.deepEqual(await shown('amex'), ['american_express', 'amex', true]);
      assert.deepEqual(await shown('diners'), ['diners_club', 'diners', true]);
      assert.deepEqual(await shown('unionpay'), ['union_pay', 'unionpay', true]);
      assert.deepEqual(await shown('visa_cartesBancaires'), ['visa', 'visa', 'cartes_bancaires', true]);
      assert.deepEqual(await shown('amex_threeDSecureNotSupported'), ['american_express', 'amex', false]);
    });

    it('attaches and detaches, for good', async () => {
      const [{ id }, customer] = [await post('/v1/payment_methods', `${CARD}&${ADDRESS}`), await newCustomer()];
      const types = await eventsAfter(daybook, async () => {
        const attached = await post(`/v1/payment_methods/${id}/attach`, `customer=${customer}`);
        assert.equal(attached.customer, customer);
        assert.deepEqual(Object.values(attached.card.checks), ['pass', 'pass', 'pass']);
        const detached = await post(`/v1/payment_methods/${id}/detach`);
        assert.equal(detached.customer, null);
      });
      assert.deepEqual(types, [`payment_method.attached ${id}`, `payment_method.detached ${id}`]);
      await isRefused(daybook, 'POST', `/v1/payment_methods/${id}/detach`, '', {
        message: /is not attached to a customer so detachment is impossible/,
      });
      await isRefused(daybook, 'POST', `/v1/payment_methods/${id}/attach`, `customer=${customer}`, {
        message: /was detached from a Customer, and may not be used again/,
      });
      await isRefused(daybook, 'POST', `/v1/payment_methods/${id}`, 'metadata[a]=1', { message: /You must save/ });
    });

    it('makes a new payment method of a template, each time', async () => {
      const customer = await newCustomer();
      const attach = () => post('/v1/payment_methods/pm_card_visa/attach', `customer=${customer}`);
      const [first, second] = [await attach(), await attach()];
      assert.notEqual(first.id, second.id);
      assert.equal(first.card.fingerprint, second.card.fingerprint);
      assert.equal((await get(`/v1/payment_methods/${first.id}`)).customer, customer);
    });

    it('does not attach what is attached, be it to the same customer', async () => {
      const { id, customer } = await attachedCard();
      for (const to of [customer, await newCustomer()]) {
        await isRefused(daybook, 'POST', `/v1/payment_methods/${id}/attach`, `customer=${to}`, {
          message: /has already been attached to a customer/,
        });
      }
    });

    it('attaches with a new customer, as its default', async () => {
      const default_method = 'invoice_settings[default_payment_method]';
      let customer: { id: string; invoice_settings: { default_payment_method: string } } | undefined;
      const types = await eventsAfter(daybook, async () => {
        customer = await post('/v1/customers', `payment_method=pm_card_visa&${default_method}=pm_card_visa`);
      });
      const method = customer?.invoice_settings.default_payment_method;
      assert.match(method ?? '', /^pm_0/);
      assert.deepEqual(types, [`customer.created ${customer?.id}`, `payment_method.attached ${method}`]);
      assert.equal((await get(`/v1/payment_methods/${method}`)).customer, customer?.id);

      const { id } = await post('/v1/payment_methods', CARD);
      const stored = await post('/v1/customers', `payment_method=${id}&${default_method}=${id}`);
      assert.equal(stored.invoice_settings.default_payment_method, id);
      await isRefused(daybook, 'POST', '/v1/customers', `payment_method=${id}`, { message: /already been attached/ });
      await isRefused(daybook, 'POST', '/v1/customers', `payment_method=pm_card_visa&${default_method}=${id}`, {
        code: 'resource_missing',
        param: default_method,
      });
    });

    it('sets the default of a customer to its own only, and forgets it when it is detached', async () => {
      const { id, customer } = await attachedCard();
      const other = await attachedCard();
      const path = `/v1/customers/${customer}`;
      await isRefused(daybook, 'POST', path, `invoice_settings[default_payment_method]=${other.id}`, {
        code: 'resource_missing',
        param: 'invoice_settings[default_payment_method]',
        message: /^The customer does not have a payment method with the ID pm_/,
      });
      const updated = await post(path, `invoice_settings[default_payment_method]=${id}`);
      assert.equal(updated.invoice_settings.default_payment_method, id);
      const types = await eventsAfter(daybook, () => post(`/v1/payment_methods/${id}/detach`));
      assert.deepEqual(types, [`payment_method.detached ${id}`, `customer.updated ${customer}`]);
      assert.equal((await get(path)).invoice_settings.default_payment_method, null);
    });

    it('unsets the default', async () => {
      const { id, customer } = await attachedCard();
      await post(`/v1/customers/${customer}`, `invoice_settings[default_payment_method]=${id}`);
      const updated = await post(`/v1/customers/${customer}`, 'invoice_settings[default_payment_method]=');
      assert.equal(updated.invoice_settings.default_payment_method, null);
    });

    it('detaches everything of a customer that is deleted', async () => {
      const customer = await newCustomer();
      const ids: string[] = [];
      for (const name of ['visa', 'mastercard']) {
        ids.push((await post(`/v1/payment_methods/pm_card_${name}/attach`, `customer=${customer}`)).id);
      }
      const types = await eventsAfter(daybook, () => succeeds(daybook, 'DELETE', `/v1/customers/${customer}`));
      assert.deepEqual(types, [...ids.map((id) => `payment_method.detached ${id}`), `customer.deleted ${customer}`]);
      const { data } = await get('/v1/events?type=payment_method.detached&limit=2');
      for (const event of data) assert.deepEqual(event.data.previous_attributes, { customer }, 'whose it was');
      for (const id of ids) assert.equal((await get(`/v1/payment_methods/${id}`)).customer, null);
    });

    it('updates what is given and leaves the rest', async () => {
      const method = await attachedCard(`${CARD}&${ADDRESS}&billing_details[name]=Jo&metadata[a]=1`);
      const path = `/v1/payment_methods/${method.id}`;
      const types = await eventsAfter(daybook, () => post(path, 'billing_details[email]=jo@example.com'));
      assert.deepEqual(types, [`payment_method.updated ${method.id}`]);
      const form = 'card[exp_month]=3&card[exp_year]=2045&allow_redisplay=limited&metadata[b]=2';
      assert.deepEqual(await post(path, form), {
        ...method,
        allow_redisplay: 'limited',
        billing_details: { ...method.billing_details, email: 'jo@example.com' },
        card: { ...method.card, exp_month: 3, exp_year: 2045 },
        metadata: { a: '1', b: '2' },
      });
      const moved = await post(path, 'billing_details[address][postal_code]=54321&billing_details[name]=');
      assert.deepEqual(moved.billing_details.address, { ...NO_ADDRESS, postal_code: '54321' });
      assert.equal(moved.billing_details.name, null);
      assert.deepEqual(Object.values(moved.card.checks), [null, 'pass', 'pass']);
      const nowhere = await post(path, 'billing_details[address]=');
      assert.deepEqual(Object.values(nowhere.card.checks), [null, null, 'pass']);
    });

    it('keeps the preferred network of a co-branded card', async () => {
      const cartes = 'type=card&card[token]=tok_visa_cartesBancaires';
      const { id, card } = await attachedCard(`${cartes}&card[networks][preferred]=cartes_bancaires`);
      assert.deepEqual([card.display_brand, card.networks.preferred], ['cartes_bancaires', 'cartes_bancaires']);
      const prefer = async (name: string) => {
        const updated = await post(`/v1/payment_methods/${id}`, `card[networks][preferred]=${name}`);
        return [updated.card.display_brand, updated.card.networks.preferred];
      };
      assert.deepEqual(await prefer('mastercard'), ['visa', 'invalid_preference']);
      assert.deepEqual(await prefer('visa'), ['visa', 'visa']);
      assert.deepEqual(await prefer(''), ['visa', null]);
    });

    const unknown = (param: string) => ({ code: 'parameter_unknown', param });
    const missing = (param: string) => ({ code: 'parameter_missing', param });
    const bare = 'type=card&card[number]=4242424242424242';
    const refusals: readonly [string, string, object][] = [
      ['no type', '', missing('type')],
      ['another type', 'type=us_bank_account', { param: 'type' }],
      ['a card without a card', 'type=card', missing('card')],
      ['custom without custom', 'type=custom', missing('custom')],
      ['both', `${CARD}&custom[type]=cpmt_1`, { param: 'custom' }],
      ['a card of type custom', 'type=custom&card[token]=tok_visa', { param: 'card' }],
      ['a custom type that is none', 'type=custom&custom[type]=bitcoin', { param: 'custom[type]' }],
      ['a card without a number', 'type=card&card[exp_month]=1', missing('card[number]')],
      ['a card without a month', bare, missing('card[exp_month]')],
      ['a card without a year', `${bare}&card[exp_month]=1`, missing('card[exp_year]')],
      ['a token and a number', `${bare}&card[token]=tok_visa`, { code: 'parameters_exclusive', param: 'card[number]' }],
      ['an unknown token', 'type=card&card[token]=tok_1', { code: 'resource_missing', param: 'card[token]' }],
      [
        'a template for a token',
        'type=card&card[token]=pm_card_visa',
        { code: 'resource_missing', param: 'card[token]' },
      ],
      ['an expired card', `${bare}&card[exp_month]=1&card[exp_year]=2020`, card('invalid_expiry_year', 'exp_year')],
      ['month 13', `${bare}&card[exp_month]=13&card[exp_year]=2044`, card('invalid_expiry_month', 'exp_month')],
      ['a short code', `${CARD}&card[cvc]=99`, card('invalid_cvc', 'cvc')],
      ['a wrong digit', `${CARD}&card[number]=4242424242424241`, card('incorrect_number', 'number')],
      ['a real card', `${CARD}&card[number]=4111111111111111`, card('card_declined', 'number')],
      ['an empty code', `${CARD}&card[cvc]=`, { code: 'parameter_invalid_empty', param: 'card[cvc]' }],
      ['another redisplay', `${CARD}&allow_redisplay=never`, { param: 'allow_redisplay' }],
      [
        'a network without the choice',
        `${CARD}&card[networks][preferred]=amex`,
        { param: 'card[networks][preferred]' },
      ],
      ['cloning', 'type=card&payment_method=pm_1&customer=cus_1', unknown('payment_method')],
      ['a customer', `${CARD}&customer=cus_1`, unknown('customer')],
      ['other types', `${CARD}&sepa_debit[iban]=DE`, unknown('sepa_debit')],
      ['expanding what cannot be', `${CARD}&expand[]=type`, { param: 'expand' }],
    ];
    for (const [what, form, expected] of refusals) {
      it(`refuses to create ${what}`, () => isRefused(daybook, 'POST', '/v1/payment_methods', form, expected));
    }

    it('is no card vault in live mode', async () => {
      await isRefused(daybook, 'POST', '/v1/payment_methods', CARD, {
        code: 'testmode_charges_only',
        param: 'card[number]',
        message: /no card vault/,
        headers: LIVE,
      });
      await isRefused(daybook, 'POST', '/v1/payment_methods', 'type=card&card[token]=tok_visa', {
        code: 'resource_missing',
        param: 'card[token]',
        headers: LIVE,
      });
      const { id } = await succeeds(daybook, 'POST', '/v1/customers', '', LIVE);
      await isRefused(daybook, 'POST', '/v1/payment_methods/pm_card_visa/attach', `customer=${id}`, {
        status: 404,
        code: 'resource_missing',
        param: 'id',
        headers: LIVE,
      });
    });

    it('refuses updates that make no sense', async () => {
      const { id } = await attachedCard();
      const path = `/v1/payment_methods/${id}`;
      const month = { status: 402, code: 'invalid_expiry_month', param: 'exp_month' };
      await isRefused(daybook, 'POST', path, 'card[exp_month]=13', month);
      await isRefused(daybook, 'POST', path, 'card[number]=4242424242424242', unknown('card[number]'));
      await isRefused(daybook, 'POST', path, 'type=card', unknown('type'));
      await isRefused(daybook, 'POST', path, 'card[networks][preferred]=amex', { param: 'card[networks][preferred]' });
      const custom = await attachedCard('type=custom&custom[type]=cpmt_1');
      await isRefused(daybook, 'POST', `/v1/payment_methods/${custom.id}`, 'card[exp_month]=1', { param: 'card' });
      const free = await post('/v1/payment_methods', CARD);
      await isRefused(daybook, 'POST', `/v1/payment_methods/${free.id}`, '', { message: /You must save/ });
    });

    it('refuses what is not there', async () => {
      const not_there = {
        status: 404,
        code: 'resource_missing',
        param: 'id',
        message: /^No such PaymentMethod: 'pm_no'/,
      };
      await isRefused(daybook, 'GET', '/v1/payment_methods/pm_no', '', not_there);
      await isRefused(daybook, 'POST', '/v1/payment_methods/pm_no', '', not_there);
      await isRefused(daybook, 'POST', '/v1/payment_methods/pm_no/detach', '', not_there);
      await isRefused(
        daybook,
        'POST',
        '/v1/payment_methods/pm_no/attach',
        `customer=${await newCustomer()}`,
        not_there,
      );
      await isRefused(daybook, 'POST', '/v1/payment_methods/pm_card_visa/attach', '', missing('customer'));
      await isRefused(daybook, 'POST', '/v1/payment_methods/pm_card_visa/attach', 'customer=cus_no', {
        code: 'resource_missing',
        param: 'customer',
      });
    });

    it('expands the customer, and the default of the customer', async () => {
      const { id, customer } = await attachedCard();
      await post(`/v1/customers/${customer}`, `invoice_settings[default_payment_method]=${id}`);
      const method = await get(`/v1/payment_methods/${id}`, 'expand[]=customer');
      assert.equal(method.customer.id, customer);
      const list = await get('/v1/payment_methods', `customer=${customer}&expand[]=data.customer`);
      assert.equal(list.data[0].customer.id, customer);
      const deep = 'expand[]=invoice_settings.default_payment_method.customer';
      const expanded = await get(`/v1/customers/${customer}`, deep);
      assert.equal(expanded.invoice_settings.default_payment_method.customer.id, customer);
    });
  });
}

function card(code: string, param: string) {
  return { status: 402, code, param };
}
