import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { request, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { eventsAfter, isRefused, LIVE, succeeds } from '../../support/scenario.js';

const ENDIVE = { 'Stripe-Version': '2026-10-28.endive' };
const DATA =
  'payment_method_data[type]=card&payment_method_data[card][number]=4242424242424242&payment_method_data[card][exp_month]=12&payment_method_data[card][exp_year]=2044';

for (const engine of engines()) {
  describe(`setup intents on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let customer: string;
    const post = (path: string, form = '') => succeeds(daybook, 'POST', path, form);
    const get = (path: string, form = '') => succeeds(daybook, 'GET', path, form);
    const create = (form = '') => post('/v1/setup_intents', form);
    before(async () => {
      daybook = await engine.start();
      customer = (await post('/v1/customers')).id;
    });
    after(() => daybook.remove());

    it('creates one that waits for a payment method', async () => {
      let intent: { id: string; created: number; client_secret: string } | undefined;
      const types = await eventsAfter(daybook, async () => {
        intent = await create(`customer=${customer}&description=a&metadata[b]=c&usage=on_session`);
      });
      assert.match(intent?.id ?? '', /^seti_[0-9A-Za-z]{24}$/);
      assert.match(intent?.client_secret ?? '', new RegExp(`^${intent?.id}_secret_[0-9A-Za-z]{25}$`));
      assert.deepEqual(types, [`setup_intent.created ${intent?.id}`]);
      assert.deepEqual(intent, {
        id: intent?.id,
        object: 'setup_intent',
        allowed_payment_method_types: null,
        application: null,
        automatic_payment_methods: { allow_redirects: 'always', enabled: true },
        cancellation_reason: null,
        client_secret: intent?.client_secret,
        created: intent?.created,
        customer,
        customer_account: null,
        description: 'a',
        excluded_payment_method_types: null,
        flow_directions: null,
        last_setup_error: null,
        latest_attempt: null,
        livemode: false,
        mandate: null,
        metadata: { b: 'c' },
        next_action: null,
        on_behalf_of: null,
        payment_method: null,
        payment_method_configuration_details: null,
        payment_method_options: {
          card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
        },
        payment_method_types: ['card'],
        single_use_mandate: null,
        status: 'requires_payment_method',
        usage: 'on_session',
      });
      assert.deepEqual(await get(`/v1/setup_intents/${intent?.id}`), intent);
    });

    it('sets a card up in one request: it is attached, checked, and an attempt tells how', async () => {
      let intent: { id: string; payment_method: string; latest_attempt: string; status: string } | undefined;
      const types = await eventsAfter(daybook, async () => {
        intent = await create(`confirm=true&customer=${customer}&payment_method=pm_card_visa`);
      });
      assert.ok(intent !== undefined);
      const { id, payment_method } = intent;
      assert.equal(intent.status, 'succeeded');
      assert.deepEqual(types, [
        `setup_intent.created ${id}`,
        `payment_method.attached ${payment_method}`,
        `setup_intent.succeeded ${id}`,
      ]);
      const method = await get(`/v1/payment_methods/${payment_method}`);
      assert.deepEqual([method.customer, method.card.checks.cvc_check], [customer, 'pass']);
      const { data } = await get('/v1/setup_attempts', `setup_intent=${id}`);
      assert.equal(data.length, 1);
      const [attempt] = data;
      assert.deepEqual(
        [attempt.id, attempt.status, attempt.payment_method, attempt.customer, attempt.usage, attempt.setup_error],
        [intent.latest_attempt, 'succeeded', payment_method, customer, 'off_session', null],
      );
      assert.equal(attempt.payment_method_details.card.three_d_secure, null);

      const [succeeded, , created] = (await get('/v1/events', 'limit=3')).data;
      assert.equal(created.data.object.status, 'requires_confirmation');
      assert.equal(succeeded.data.object.status, 'succeeded');
    });

    it('takes the payment method later, and confirms with what there is', async () => {
      const { id } = await create();
      const updated = await post(`/v1/setup_intents/${id}`, `customer=${customer}&payment_method=pm_card_mastercard`);
      assert.deepEqual([updated.status, updated.customer], ['requires_confirmation', customer]);
      const without = await post(`/v1/setup_intents/${id}`, 'payment_method=');
      assert.deepEqual([without.status, without.payment_method], ['requires_payment_method', null]);
      const own = (await post('/v1/payment_methods', 'type=card&card[token]=tok_visa')).id;
      await post(`/v1/setup_intents/${id}`, `payment_method=${own}&metadata[a]=1`);
      const confirmed = await post(`/v1/setup_intents/${id}/confirm`);
      assert.deepEqual(
        [confirmed.status, confirmed.payment_method, confirmed.metadata],
        ['succeeded', own, { a: '1' }],
      );
      assert.equal((await get(`/v1/payment_methods/${own}`)).customer, customer);
      const described = await post(`/v1/setup_intents/${id}`, 'description=later');
      assert.deepEqual([described.status, described.description], ['succeeded', 'later']);
    });

    it('makes the payment method of data that comes along', async () => {
      const form = `${DATA}&payment_method_data[billing_details][name]=Jo&payment_method_data[metadata][a]=1`;
      const intent = await create(`confirm=true&${form}&expand[]=payment_method&expand[]=latest_attempt`);
      const { payment_method: method } = intent;
      assert.deepEqual(
        [intent.status, method.card.last4, method.billing_details.name, method.metadata, method.customer],
        ['succeeded', '4242', 'Jo', { a: '1' }, null],
      );
      assert.equal(intent.latest_attempt.status, 'succeeded');
      // Without a customer it belongs to nobody yet, and can still be attached.
      const attached = await post(`/v1/payment_methods/${method.id}/attach`, `customer=${customer}`);
      assert.equal(attached.customer, customer);
    });

    it('keeps a decline: the intent is there, with the error, in the error', async () => {
      const decline = 'pm_card_visa_chargeDeclinedInsufficientFunds';
      let id = '';
      const types = await eventsAfter(daybook, async () => {
        const form = `confirm=true&customer=${customer}&payment_method=${decline}`;
        const { status, body } = await request(daybook, 'POST', '/v1/setup_intents', form);
        const { error } = body;
        assert.deepEqual(
          [status, error.type, error.code, error.decline_code, error.message],
          [402, 'card_error', 'card_declined', 'insufficient_funds', 'Your card has insufficient funds.'],
        );
        const { setup_intent: intent, payment_method: method } = error;
        id = intent.id;
        assert.deepEqual([intent.status, intent.payment_method], ['requires_payment_method', null]);
        assert.deepEqual([method.object, method.card.last4, method.customer], ['payment_method', '9995', null]);
        assert.deepEqual(intent.last_setup_error, {
          code: 'card_declined',
          decline_code: 'insufficient_funds',
          doc_url: `${daybook.address}/docs/error-codes#card-declined`,
          message: 'Your card has insufficient funds.',
          payment_method: method,
          type: 'card_error',
        });
        assert.deepEqual(await get(`/v1/setup_intents/${id}`), intent);
        const attempt = (await get('/v1/setup_attempts', `setup_intent=${id}`)).data[0];
        assert.deepEqual([attempt.status, attempt.setup_error], ['failed', intent.last_setup_error]);
      });
      assert.deepEqual(types, [`setup_intent.created ${id}`, `setup_intent.setup_failed ${id}`]);
      const again = await post(`/v1/setup_intents/${id}/confirm`, 'payment_method=pm_card_visa');
      assert.deepEqual([again.status, again.last_setup_error], ['succeeded', null]);
      assert.deepEqual(
        (await get('/v1/setup_attempts', `setup_intent=${id}`)).data.map(({ status }: { status: string }) => status),
        ['succeeded', 'failed'],
      );
    });

    it('repeats a decline under its idempotency key, word for word', async () => {
      const form = 'confirm=true&payment_method=pm_card_chargeDeclinedExpiredCard';
      const headers = { 'Idempotency-Key': 'declined setup' };
      const [first, second] = [
        await request(daybook, 'POST', '/v1/setup_intents', form, headers),
        await request(daybook, 'POST', '/v1/setup_intents', form, headers),
      ];
      assert.equal(first.body.error.code, 'expired_card');
      assert.equal(second.headers.get('idempotent-replayed'), 'true');
      assert.deepEqual(second.body, first.body);
    });

    it('sets up a card that fails only once it is charged', async () => {
      const form = `confirm=true&customer=${customer}&payment_method=pm_card_chargeCustomerFail`;
      assert.equal((await create(form)).status, 'succeeded');
    });

    it('asks the payer where the card wants it, with and without somewhere to return to', async () => {
      const card = 'payment_method=pm_card_authenticationRequiredOnSetup';
      const intent = await create(`confirm=true&${card}&return_url=https://shop.example/done`);
      assert.equal(intent.status, 'requires_action');
      const { type, redirect_to_url } = intent.next_action;
      assert.deepEqual([type, redirect_to_url.return_url], ['redirect_to_url', 'https://shop.example/done']);
      assert.match(redirect_to_url.url, new RegExp(`^${daybook.address}/authentication/${intent.id}/[0-9A-Za-z]{25}$`));
      const other = await create(`confirm=true&${card}`);
      assert.equal(other.next_action.type, 'use_stripe_sdk');
      assert.deepEqual(Object.keys(other.next_action.use_stripe_sdk), ['stripe_js', 'type']);

      const again = await post(`/v1/setup_intents/${intent.id}/confirm`);
      assert.notEqual(again.latest_attempt, intent.latest_attempt);
      const changed = await post(`/v1/setup_intents/${intent.id}`, 'payment_method=pm_card_visa');
      assert.deepEqual([changed.status, changed.next_action], ['requires_confirmation', null]);
      const canceled = await post(`/v1/setup_intents/${intent.id}/cancel`, 'cancellation_reason=duplicate');
      assert.deepEqual([canceled.status, canceled.cancellation_reason], ['canceled', 'duplicate']);
      const { data } = await get('/v1/setup_attempts', `setup_intent=${intent.id}`);
      assert.deepEqual(
        data.map(({ status }: { status: string }) => status),
        ['abandoned', 'abandoned'],
      );
    });

    it('asks a card that can be asked only if it is told to', async () => {
      const card = 'confirm=true&payment_method=pm_card_threeDSecureOptional';
      const any = 'payment_method_options[card][request_three_d_secure]=any';
      assert.equal((await create(card)).status, 'succeeded');
      assert.equal((await create(`${card}&${any}`)).status, 'requires_action');
      const plain = await create(`confirm=true&payment_method=pm_card_visa&${any}&expand[]=latest_attempt`);
      assert.equal(plain.payment_method_options.card.request_three_d_secure, 'any');
      const { three_d_secure } = plain.latest_attempt.payment_method_details.card;
      assert.deepEqual([three_d_secure.result, three_d_secure.version], ['attempt_acknowledged', '2.2.0']);
    });

    it('lists by customer, by payment method and by age', async () => {
      const owner = (await post('/v1/customers')).id;
      const first = await create(`customer=${owner}`);
      const second = await create(`customer=${owner}&payment_method=pm_card_visa`);
      const ids = async (form: string) =>
        (await get('/v1/setup_intents', form)).data.map(({ id }: { id: string }) => id);
      assert.deepEqual(await ids(`customer=${owner}`), [second.id, first.id]);
      assert.deepEqual(await ids(`customer=${owner}&starting_after=${second.id}`), [first.id]);
      assert.deepEqual(await ids(`payment_method=${second.payment_method}`), [second.id]);
      assert.deepEqual(await ids(`customer=${owner}&created[gt]=${second.created}`), []);
    });

    it('takes payment_method_types before endive, and not from then on', async () => {
      const older = await create('payment_method_types[]=card');
      assert.deepEqual([older.payment_method_types, older.automatic_payment_methods], [['card'], null]);
      await isRefused(daybook, 'POST', '/v1/setup_intents', 'payment_method_types[]=card', {
        code: 'payment_method_types_no_longer_supported',
        param: 'payment_method_types',
        headers: ENDIVE,
      });
      const off = await create('automatic_payment_methods[enabled]=false');
      assert.equal(off.automatic_payment_methods, null);
      const never = await create(
        'automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never',
      );
      assert.deepEqual(never.automatic_payment_methods, { allow_redirects: 'never', enabled: true });
    });

    it('refuses what is wrong, and changes nothing', async () => {
      const own = (await post('/v1/payment_methods', 'type=card&card[token]=tok_visa')).id;
      await post(`/v1/payment_methods/${own}/attach`, `customer=${customer}`);
      const other = (await post('/v1/customers')).id;
      const gone = (await post('/v1/customers')).id;
      await succeeds(daybook, 'DELETE', `/v1/customers/${gone}`);
      const custom = (await post('/v1/payment_methods', 'type=custom&custom[type]=cpmt_1')).id;
      const done = (await create('confirm=true&payment_method=pm_card_visa')).id;
      type Refusal = Parameters<typeof isRefused>[4];
      const rows: [path: string, form: string, expected: Refusal][] = [
        ['', 'foo=1', { code: 'parameter_unknown', param: 'foo' }],
        ['', 'mandate_data=', { param: 'mandate_data', message: /unless `confirm` is set/ }],
        ['', 'usage=never', { param: 'usage' }],
        ['', 'confirm=true', { code: 'setup_intent_unexpected_state', message: /missing a payment method/ }],
        ['', 'return_url=https://a.example', { param: 'return_url', message: /unless `confirm` is set to true/ }],
        [
          '',
          'confirm=true&payment_method=pm_card_visa&return_url=javascript:alert(1)',
          { code: 'url_invalid', param: 'return_url' },
        ],
        ['', 'payment_method_types[]=ideal', { param: 'payment_method_types[0]' }],
        ['', 'payment_method_types[]=card&automatic_payment_methods[enabled]=true', { code: 'parameters_exclusive' }],
        ['', 'customer=cus_none', { code: 'resource_missing', param: 'customer' }],
        ['', `customer=${gone}`, { code: 'resource_missing', param: 'customer' }],
        ['', 'payment_method=pm_none', { code: 'resource_missing', param: 'payment_method' }],
        ['', `payment_method=pm_card_visa&${DATA}`, { code: 'parameters_exclusive', param: 'payment_method_data' }],
        ['', 'payment_method_data[type]=card', { code: 'parameter_missing', param: 'payment_method_data[card]' }],
        [
          '',
          'payment_method_data[type]=card&payment_method_data[card][exp_year]=2044',
          { code: 'parameter_missing', param: 'payment_method_data[card][number]' },
        ],
        ['', `payment_method=${custom}`, { param: 'payment_method', message: /is of type custom/ }],
        ['', `payment_method=${own}`, { param: 'payment_method', message: /belongs to a Customer/ }],
        ['', `payment_method=${own}&customer=${other}`, { code: 'resource_missing', param: 'payment_method' }],
        ['/seti_none', '', { status: 404, code: 'resource_missing', param: 'intent' }],
        ['/seti_none/confirm', '', { status: 404, code: 'resource_missing', param: 'intent' }],
        ['/seti_none/cancel', '', { status: 404, code: 'resource_missing', param: 'intent' }],
        [`/${done}/confirm`, '', { code: 'setup_intent_unexpected_state', message: /already succeeded/ }],
        [`/${done}/cancel`, '', { code: 'setup_intent_unexpected_state', message: /a status of succeeded/ }],
        [`/${done}`, 'payment_method=pm_card_visa', { code: 'setup_intent_unexpected_state' }],
        [`/${done}/confirm`, 'client_secret=wrong', { status: 404, code: 'resource_missing', param: 'client_secret' }],
      ];
      for (const [path, form, expected] of rows) {
        await isRefused(daybook, 'POST', `/v1/setup_intents${path}`, form, {
          code: undefined,
          param: undefined,
          ...expected,
        });
      }
      const attempts = { code: 'resource_missing', param: 'setup_intent' };
      await isRefused(daybook, 'GET', '/v1/setup_attempts', 'setup_intent=seti_none', attempts);
      const { body } = await request(daybook, 'POST', `/v1/setup_intents/${done}/confirm`);
      assert.deepEqual([body.error.setup_intent.id, body.error.setup_intent.status], [done, 'succeeded']);
    });

    it('confirms nothing in live mode, where there is no processor', async () => {
      const live = await succeeds(daybook, 'POST', '/v1/setup_intents', '', LIVE);
      assert.deepEqual([live.livemode, live.status], [true, 'requires_payment_method']);
      await isRefused(daybook, 'POST', `/v1/setup_intents/${live.id}/confirm`, '', {
        code: 'payment_method_unactivated',
        message: /No processor is configured/,
        headers: LIVE,
      });
    });
  });
}
