/** Stripe's own SDK for Node drives every operation on payment intents, charges, refunds and the balance. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import Stripe from 'stripe';
import { LIVE_KEY, TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { client, rejected } from '../../support/sdk.js';

const { errors } = Stripe;

const PAID: Stripe.PaymentIntentCreateParams = {
  amount: 2_000,
  currency: 'usd',
  confirm: true,
  payment_method: 'pm_card_visa',
};
const HELD: Stripe.PaymentIntentCreateParams = { ...PAID, capture_method: 'manual' };
const DECLINED: Stripe.PaymentIntentCreateParams = {
  ...PAID,
  payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds',
};

const idOf = (reference: string | { id: string } | null): string =>
  typeof reference === 'string' ? reference : (reference?.id ?? assert.fail('there is no object'));

for (const engine of engines()) {
  describe(`Stripe's own SDK on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let stripe: Stripe;
    before(async () => {
      daybook = await engine.start();
      stripe = client(daybook);
    });
    after(() => daybook.remove());

    test('a payment is created, updated, confirmed, captured and refunded', async () => {
      const { id: customer } = await stripe.customers.create({ name: 'Ada' });
      const created = await stripe.paymentIntents.create({
        amount: 1_500,
        currency: 'EUR',
        capture_method: 'manual',
        customer,
        automatic_payment_methods: { enabled: true },
        metadata: { order: '7' },
      });
      assert.deepEqual(
        [created.object, created.status, created.currency, created.latest_charge, created.lastResponse.apiVersion],
        ['payment_intent', 'requires_payment_method', 'eur', null, '2026-10-28.endive'],
      );
      const updated = await stripe.paymentIntents.update(created.id, {
        amount: 1_600,
        description: 'a book',
        metadata: { order: '', shelf: '3' },
        payment_method: 'pm_card_mastercard',
      });
      assert.deepEqual([updated.amount, updated.status], [1_600, 'requires_confirmation']);
      assert.deepEqual(updated.metadata, { shelf: '3' });
      const confirmed = await stripe.paymentIntents.confirm(created.id, {
        expand: ['latest_charge', 'customer'],
        return_url: 'https://shop.example/back',
      });
      assert.deepEqual([confirmed.status, confirmed.amount_capturable], ['requires_capture', 1_600]);
      const charge = confirmed.latest_charge as Stripe.Charge;
      assert.deepEqual([charge.captured, charge.amount_captured, charge.paid], [false, 0, true]);
      assert.equal(charge.payment_method_details?.card?.last4, '4444');
      assert.equal((confirmed.customer as Stripe.Customer).name, 'Ada');

      const captured = await stripe.paymentIntents.capture(created.id, { amount_to_capture: 1_000 });
      assert.deepEqual(
        [captured.status, captured.amount, captured.amount_received, captured.amount_capturable],
        ['succeeded', 1_600, 1_000, 0],
      );
      const refund = await stripe.refunds.create({
        payment_intent: created.id,
        amount: 400,
        reason: 'requested_by_customer',
        expand: ['balance_transaction', 'charge'],
      });
      assert.deepEqual([refund.object, refund.status, refund.amount], ['refund', 'succeeded', 400]);
      assert.equal((refund.balance_transaction as Stripe.BalanceTransaction).net, -400);
      assert.equal((refund.charge as Stripe.Charge).amount_refunded, 400);
      const rest = await stripe.refunds.create({ charge: charge.id, metadata: { why: 'all of it' } });
      assert.equal(rest.amount, 600);
      const renamed = await stripe.refunds.update(rest.id, { metadata: { why: 'the rest' } });
      assert.deepEqual(renamed.metadata, { why: 'the rest' });
      const { lastResponse: _updated, ...same } = renamed;
      const { lastResponse: _read, ...read } = await stripe.refunds.retrieve(rest.id);
      assert.deepEqual(read, same);
      assert.deepEqual(
        (await stripe.refunds.list({ charge: charge.id })).data.map(({ id }) => id),
        [rest.id, refund.id],
      );
      const whole = await stripe.charges.retrieve(charge.id, { expand: ['balance_transaction', 'payment_intent'] });
      assert.deepEqual([whole.refunded, whole.amount_refunded], [true, 1_000]);
      assert.equal((whole.balance_transaction as Stripe.BalanceTransaction).amount, 1_000);
      assert.equal((whole.payment_intent as Stripe.PaymentIntent).id, created.id);
    });

    test('a hold is raised, and a hold is canceled', async () => {
      const card = { request_incremental_authorization: 'if_available' } as const;
      const held = await stripe.paymentIntents.create({ ...HELD, payment_method_options: { card } });
      const raised = await stripe.paymentIntents.incrementAuthorization(held.id, {
        amount: 2_500,
        description: 'more',
      });
      assert.deepEqual([raised.amount, raised.amount_capturable, raised.description], [2_500, 2_500, 'more']);
      const canceled = await stripe.paymentIntents.cancel(held.id, { cancellation_reason: 'abandoned' });
      assert.deepEqual([canceled.status, canceled.cancellation_reason], ['canceled', 'abandoned']);
      assert.equal(canceled.amount_capturable, 0);
      const charge = await stripe.charges.retrieve(idOf(canceled.latest_charge));
      assert.deepEqual([charge.captured, charge.refunded, charge.amount], [false, false, 2_500]);
    });

    test('a charge is updated and captured by its own id', async () => {
      const held = await stripe.paymentIntents.create(HELD);
      const id = idOf(held.latest_charge);
      const updated = await stripe.charges.update(id, {
        description: 'a pen',
        fraud_details: { user_report: 'safe' },
        metadata: { order: '8' },
        shipping: { name: 'Ada', address: { city: 'London' } },
      });
      assert.deepEqual([updated.description, updated.fraud_details], ['a pen', { user_report: 'safe' }]);
      assert.equal(updated.shipping?.address?.city, 'London');
      const captured = await stripe.charges.capture(id, { amount: 1_999 });
      assert.deepEqual([captured.object, captured.captured, captured.amount_captured], ['charge', true, 1_999]);
      assert.equal((await stripe.paymentIntents.retrieve(held.id)).amount_received, 1_999);
      const again = await rejected(stripe.charges.capture(id));
      assert.deepEqual([again.statusCode, again.code], [400, 'charge_already_captured']);
    });

    test('the charge of an earlier try captures nothing of a later one', async () => {
      const declined = await rejected(
        stripe.paymentIntents.create({ ...HELD, payment_method: 'pm_card_chargeDeclined' }),
      );
      const { id, latest_charge: failed } = (declined.raw as { payment_intent: Stripe.PaymentIntent }).payment_intent;
      await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
      const error = await rejected(stripe.charges.capture(idOf(failed)));
      assert.equal(error.statusCode, 400);
      const { status, amount_received } = await stripe.paymentIntents.retrieve(id);
      assert.deepEqual([status, amount_received], ['requires_capture', 0]);
    });

    test('line items are walked to their end', async () => {
      const line_items = Array.from({ length: 25 }, (_, index) => ({
        product_name: `Product ${index}`,
        quantity: 2,
        unit_cost: 40,
      }));
      const { id } = await stripe.paymentIntents.create({ ...PAID, amount_details: { line_items } });
      const names: string[] = [];
      for await (const item of stripe.paymentIntents.listAmountDetailsLineItems(id, { limit: 10 })) {
        names.push(item.product_name);
      }
      assert.deepEqual(
        names,
        line_items.map(({ product_name }) => product_name),
      );
    });

    test('lists and searches are walked to their end', async () => {
      const { id: customer } = await stripe.customers.create();
      const intents: string[] = [];
      for (let number = 1; number <= 5; number += 1) {
        const { id } = await stripe.paymentIntents.create({ ...PAID, amount: 7_000 + number, customer });
        intents.unshift(id);
      }
      const walk = async <T extends { id: string }>(pages: AsyncIterable<T>): Promise<T[]> => {
        const found: T[] = [];
        for await (const each of pages) found.push(each);
        return found;
      };
      const ids = (found: { id: string }[]) => found.map(({ id }) => id);
      assert.deepEqual(ids(await walk(stripe.paymentIntents.list({ customer, limit: 2 }))), intents);
      const charges = await walk(stripe.charges.list({ customer, limit: 2 }));
      assert.deepEqual(
        charges.map(({ payment_intent }) => payment_intent),
        intents,
      );
      const query = `customer:"${customer}" AND amount>7002`;
      assert.deepEqual(ids(await walk(stripe.paymentIntents.search({ query, limit: 1 }))), intents.slice(0, 3));
      const status = `status:"succeeded" AND ${query}`;
      assert.deepEqual(ids(await walk(stripe.charges.search({ query: status, limit: 2 }))), ids(charges.slice(0, 3)));

      for (const charge of charges) await stripe.refunds.create({ charge: charge.id });
      const refunded = await walk(stripe.charges.search({ query: `refunded:"true" AND ${query}`, limit: 2 }));
      assert.equal(refunded.length, 3);
      const [newest] = charges;
      assert.ok(newest !== undefined);
      const movements = await walk(stripe.balanceTransactions.list({ source: newest.id }));
      assert.deepEqual(
        movements.map(({ amount, fee, net, type }) => [amount, fee, net, type]),
        [[7_005, 233, 6_772, 'charge']],
      );
      assert.equal(movements[0]?.id, newest.balance_transaction);
    });

    test('a decline lands in StripeCardError with everything that it left behind', async () => {
      const error = await rejected(stripe.paymentIntents.create(DECLINED));
      assert.ok(error instanceof errors.StripeCardError, error.message);
      assert.deepEqual(
        [error.statusCode, error.code, error.decline_code, error.message],
        [402, 'card_declined', 'insufficient_funds', 'Your card has insufficient funds.'],
      );
      const { payment_intent: intent } = error;
      assert.ok(intent !== undefined);
      assert.deepEqual([intent.status, intent.payment_method], ['requires_payment_method', null]);
      assert.equal(intent.last_payment_error?.decline_code, 'insufficient_funds');
      assert.equal(error.payment_method?.card?.last4, '9995');
      assert.equal(error.charge, intent.latest_charge);
      const charge = await stripe.charges.retrieve(error.charge ?? '');
      assert.deepEqual([charge.status, charge.failure_code, charge.paid], ['failed', 'card_declined', false]);

      const retried = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
      assert.deepEqual([retried.status, retried.last_payment_error], ['succeeded', null]);
      const tried = await stripe.charges.list({ payment_intent: intent.id });
      assert.deepEqual(
        tried.data.map(({ id }) => id),
        [retried.latest_charge, charge.id],
      );
      const later = await rejected(stripe.refunds.create({ charge: charge.id }));
      assert.ok(later instanceof errors.StripeInvalidRequestError);
      assert.equal(later.param, 'charge');
    });

    test('a decline is repeated under its key as the same 402, and nothing is tried again', async () => {
      const { id } = await stripe.paymentIntents.create({ amount: 900, currency: 'usd' });
      const confirm = () =>
        rejected(
          stripe.paymentIntents.confirm(
            id,
            { payment_method: 'pm_card_visa_chargeDeclined' },
            { idempotencyKey: `decline ${id}` },
          ),
        );
      const first = await confirm();
      // What is repeated is the answer as it was, whatever became of the intent since.
      await stripe.paymentIntents.update(id, { description: 'another day' });
      const again = await confirm();
      assert.ok(again instanceof errors.StripeCardError);
      assert.deepEqual([again.statusCode, again.headers?.['idempotent-replayed']], [402, 'true']);
      assert.equal(first.headers?.['idempotent-replayed'], undefined);
      assert.equal(again.headers?.['original-request'], first.requestId);
      assert.deepEqual(again.raw, { ...(first.raw as object), headers: again.headers, requestId: again.requestId });
      assert.equal(again.payment_intent?.description, null);
      assert.equal((await stripe.charges.list({ payment_intent: id })).data.length, 1);
      await stripe.paymentIntents.cancel(id);
    });

    test('payments, captures and refunds are repeated under their keys without another effect', async () => {
      const made = await stripe.paymentIntents.create(HELD, { idempotencyKey: `make ${engine.name}` });
      const same = await stripe.paymentIntents.create(HELD, { idempotencyKey: `make ${engine.name}` });
      assert.equal(same.id, made.id);
      assert.equal(same.lastResponse.headers['idempotent-replayed'], 'true');
      const capture = () =>
        stripe.paymentIntents.capture(made.id, { amount_to_capture: 1_500 }, { idempotencyKey: `take ${made.id}` });
      const refund = () =>
        stripe.refunds.create({ payment_intent: made.id, amount: 100 }, { idempotencyKey: `return ${made.id}` });
      const captures = await Promise.all([capture(), capture(), capture()].map(settled));
      for (const outcome of captures)
        assert.ok(outcome === 1_500 || outcome === 'idempotency_key_in_use', `${outcome}`);
      assert.equal((await capture()).lastResponse.headers['idempotent-replayed'], 'true');
      const first = await refund();
      assert.equal((await refund()).id, first.id);
      const charge = await stripe.charges.retrieve(idOf(made.latest_charge));
      assert.deepEqual([charge.amount_captured, charge.amount_refunded], [1_500, 100]);
      const other = await rejected(
        stripe.refunds.create({ payment_intent: made.id, amount: 101 }, { idempotencyKey: `return ${made.id}` }),
      );
      assert.ok(other instanceof errors.StripeIdempotencyError);
    });

    test('a refusal by a rule is repeated under its key, one of the parameters is not kept', async () => {
      const { id } = await stripe.paymentIntents.create(PAID);
      const capture = () => rejected(stripe.paymentIntents.capture(id, {}, { idempotencyKey: `late ${id}` }));
      const first = await capture();
      assert.equal(first.code, 'payment_intent_unexpected_state');
      assert.equal((await capture()).headers?.['idempotent-replayed'], 'true');
      const key = { idempotencyKey: `mend ${id}` };
      const wrong = await rejected(stripe.refunds.create({ payment_intent: id, amount: 0 }, key));
      assert.equal(wrong.param, 'amount');
      assert.equal((await stripe.refunds.create({ payment_intent: id, amount: 5 }, key)).amount, 5);
    });

    test('requests that are wrong land in StripeInvalidRequestError with code and param', async () => {
      const { id, latest_charge } = await stripe.paymentIntents.create(PAID);
      const { id: open } = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
      const { id: held } = await stripe.paymentIntents.create(HELD);
      const charge = idOf(latest_charge);
      const UNEXPECTED = 'payment_intent_unexpected_state';
      const rows: [
        send: () => Promise<unknown>,
        status: number,
        code: string | undefined,
        param: string | undefined,
      ][] = [
        [() => stripe.paymentIntents.retrieve('pi_none'), 404, 'resource_missing', 'intent'],
        [() => stripe.charges.retrieve('ch_none'), 404, 'resource_missing', 'id'],
        [() => stripe.refunds.retrieve('re_none'), 404, 'resource_missing', 'id'],
        [() => stripe.refunds.create({ charge: 'ch_none' }), 400, 'resource_missing', 'charge'],
        [() => stripe.refunds.create({}), 400, undefined, undefined],
        [() => stripe.refunds.create({ charge, payment_intent: id }), 400, 'parameters_exclusive', undefined],
        [() => stripe.refunds.create({ charge, amount: 2_001 }), 400, undefined, 'amount'],
        [() => stripe.refunds.create({ payment_intent: open }), 400, undefined, 'payment_intent'],
        [() => stripe.refunds.create({ payment_intent: held }), 400, undefined, 'payment_intent'],
        [() => stripe.refunds.cancel('re_none'), 404, 'resource_missing', 'id'],
        [() => stripe.paymentIntents.create({ ...PAID, amount: 49 }), 400, 'amount_too_small', 'amount'],
        [() => stripe.paymentIntents.create({ ...PAID, amount: 0 }), 400, 'parameter_invalid_integer', 'amount'],
        [
          () => stripe.paymentIntents.create({ ...PAID, payment_method: 'pm_none' }),
          400,
          'resource_missing',
          'payment_method',
        ],
        [() => stripe.paymentIntents.create({ ...PAID, customer: 'cus_none' }), 400, 'resource_missing', 'customer'],
        [
          () => stripe.paymentIntents.create({ ...PAID, confirm: false, return_url: 'https://a.test' }),
          400,
          undefined,
          'return_url',
        ],
        [() => stripe.paymentIntents.confirm(open), 400, UNEXPECTED, undefined],
        [() => stripe.paymentIntents.confirm(id), 400, UNEXPECTED, undefined],
        [() => stripe.paymentIntents.capture(open), 400, UNEXPECTED, undefined],
        [() => stripe.paymentIntents.cancel(id), 400, UNEXPECTED, undefined],
        [() => stripe.paymentIntents.update(id, { amount: 700 }), 400, UNEXPECTED, 'amount'],
        [
          () =>
            stripe.paymentIntents.update(open, {
              allowed_payment_method_types: ['card'],
              excluded_payment_method_types: ['klarna'],
            }),
          400,
          'parameters_exclusive',
          'allowed_payment_method_types',
        ],
        [() => stripe.paymentIntents.incrementAuthorization(open, { amount: 700 }), 400, UNEXPECTED, undefined],
        [() => stripe.paymentIntents.incrementAuthorization(held, { amount: 7_000 }), 400, undefined, undefined],
        [
          () => stripe.paymentIntents.capture(held, { amount_to_capture: 2_001 }),
          400,
          'amount_too_large',
          'amount_to_capture',
        ],
        [
          () => stripe.paymentIntents.capture(held, { amount_to_capture: 0 }),
          400,
          'parameter_invalid_integer',
          'amount',
        ],
        [() => stripe.paymentIntents.capture(held, { final_capture: false }), 400, undefined, 'final_capture'],
      ];
      for (const [send, status, code, param] of rows) {
        const error = await rejected(send());
        assert.ok(error instanceof errors.StripeInvalidRequestError, error.message);
        assert.deepEqual([error.statusCode, error.code, error.param], [status, code, param], error.message);
        // An error about a state shows the intent that is in it.
        assert.equal(
          error.payment_intent !== undefined,
          code === UNEXPECTED || param === 'amount_to_capture',
          error.message,
        );
      }
      await stripe.refunds.create({ charge });
      const twice = await rejected(stripe.refunds.create({ charge }));
      assert.deepEqual(
        [twice.code, twice.message],
        ['charge_already_refunded', `Charge ${charge} has already been refunded.`],
      );
    });

    test('payment_method_types is taken before endive, and refused since', async () => {
      const types = { payment_method_types: ['card'] } as object;
      const refused = await rejected(stripe.paymentIntents.create({ ...PAID, ...types }));
      assert.ok(refused instanceof errors.StripeInvalidRequestError);
      assert.deepEqual(
        [refused.code, refused.param],
        ['payment_method_types_no_longer_supported', 'payment_method_types'],
      );
      const older = client(daybook, TEST_KEY, { apiVersion: '2026-07-29.dahlia' as never });
      const taken = await older.paymentIntents.create({ ...PAID, ...types });
      assert.deepEqual([taken.status, taken.payment_method_types], ['succeeded', ['card']]);
      assert.equal(taken.lastResponse.apiVersion, '2026-07-29.dahlia');
    });

    test('what Stripe has and Daybook does not is refused, not ignored', async () => {
      const { id } = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
      for (const params of [
        { application_fee_amount: 5 },
        { transfer_data: { destination: 'acct_1' } },
        { confirmation_token: 'ctoken_1' },
        { payment_method_options: { card: { installments: { enabled: true } } } },
      ]) {
        const error = await rejected(stripe.paymentIntents.update(id, params as object));
        assert.equal(error.code, 'parameter_unknown', JSON.stringify(params));
      }
      const elsewhere = await rejected(stripe.paymentIntents.applyCustomerBalance(id));
      assert.deepEqual([elsewhere.statusCode, elsewhere.type], [404, 'StripeInvalidRequestError']);
    });

    test('live mode has no processor, so it charges nobody', async () => {
      const live = client(daybook, LIVE_KEY);
      const { id } = await live.paymentIntents.create({ amount: 500, currency: 'usd' });
      const { id: payment_method } = await live.paymentMethods.create({
        type: 'custom',
        custom: { type: 'cpmt_1' },
      });
      const error = await rejected(live.paymentIntents.confirm(id, { payment_method }));
      assert.ok(error instanceof errors.StripeInvalidRequestError, error.message);
      assert.match(error.message, /No processor is configured for live mode/);
      assert.deepEqual((await live.charges.list()).data, []);
      assert.equal((await live.paymentIntents.cancel(id)).status, 'canceled');
    });

    test('the balance is what the payments, the fees and the refunds come to', async () => {
      let net = 0;
      for await (const movement of stripe.balanceTransactions.list({ currency: 'usd', limit: 100 })) {
        assert.equal(movement.net, movement.amount - movement.fee);
        net += movement.net;
      }
      const { available, pending } = await stripe.balance.retrieve();
      const sum = [...available, ...pending].filter(({ currency }) => currency === 'usd');
      assert.equal(
        sum.reduce((total, { amount }) => total + amount, 0),
        net,
      );
      assert.ok(net > 0);
    });
  });
}

/** What came of a capture: the amount that was received, or the code of its refusal. */
function settled(capture: Promise<Stripe.PaymentIntent>): Promise<number | string | undefined> {
  return capture.then(
    ({ amount_received }) => amount_received,
    (error: Stripe.errors.StripeError) => error.code,
  );
}
