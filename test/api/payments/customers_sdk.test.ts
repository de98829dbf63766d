import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import Stripe from 'stripe';
import { TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';

for (const engine of engines()) {
  describe(`Stripe's own SDK on ${engine.name}`, () => {
    let daybook: TestDaybook;
    let stripe: Stripe;
    before(async () => {
      daybook = await engine.start();
      const { hostname, port } = new URL(daybook.address);
      stripe = new Stripe(TEST_KEY, { host: hostname, port: Number(port), protocol: 'http', telemetry: false });
    });
    after(() => daybook.remove());

    it('drives every operation of customers', async () => {
      const customer = await stripe.customers.create({
        name: 'Jo',
        email: 'jo@example.com',
        address: { city: 'Bern' },
        shipping: { name: 'Jo', address: { line1: 'A' } },
        payment_method: 'pm_card_visa',
        invoice_settings: { default_payment_method: 'pm_card_visa', custom_fields: [{ name: 'PO', value: '1' }] },
        metadata: { order: '6735' },
      });
      assert.equal(customer.invoice_settings.custom_fields?.[0]?.name, 'PO');
      const updated = await stripe.customers.update(customer.id, {
        description: 'x',
        address: '',
        metadata: null as never,
      });
      assert.deepEqual([updated.description, updated.address, updated.metadata], ['x', null, {}]);
      const retrieved = await stripe.customers.retrieve(customer.id, {
        expand: ['invoice_settings.default_payment_method'],
      });
      assert.ok(retrieved.deleted !== true);
      const default_method = retrieved.invoice_settings.default_payment_method as Stripe.PaymentMethod;
      assert.equal(default_method.card?.last4, '4242');

      const listed = await stripe.customers.list({ email: 'jo@example.com', created: { gte: customer.created } });
      assert.deepEqual(
        listed.data.map(({ id }) => id),
        [customer.id],
      );
      const found = await stripe.customers.search({ query: 'email:"JO@example.com"' });
      assert.equal(found.data[0]?.id, customer.id);
      const methods = await stripe.customers.listPaymentMethods(customer.id, { type: 'card' });
      assert.equal(methods.data[0]?.id, default_method.id);
      const method = await stripe.customers.retrievePaymentMethod(customer.id, default_method.id);
      assert.equal(method.customer, customer.id);

      assert.deepEqual((await stripe.customers.del(customer.id)).deleted, true);
      const gone = await stripe.customers.retrieve(customer.id);
      assert.equal(gone.deleted, true);
    });

    it('pages by itself', async () => {
      for (let n = 0; n < 5; n += 1) await stripe.customers.create({ name: `Page ${n}` });
      const listed = await stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
      assert.equal(listed.length, 5);
      const found = await stripe.customers.search({ query: 'name~"page"', limit: 2 }).autoPagingToArray({ limit: 100 });
      assert.deepEqual(
        found.map(({ id }) => id),
        listed.map(({ id }) => id),
      );
    });

    it('drives every operation of payment methods', async () => {
      const { id: customer } = await stripe.customers.create();
      const created = await stripe.paymentMethods.create({
        type: 'card',
        card: { number: '4000002500001001', exp_month: 12, exp_year: 2044, cvc: '123' },
        billing_details: { name: 'Jo', address: { postal_code: '12345' } },
      });
      assert.equal((await stripe.paymentMethods.retrieve(created.id)).card?.checks?.cvc_check, 'unchecked');
      const attached = await stripe.paymentMethods.attach(created.id, { customer });
      assert.deepEqual([attached.customer, attached.card?.checks?.cvc_check], [customer, 'pass']);
      const updated = await stripe.paymentMethods.update(created.id, {
        card: { exp_year: 2045, networks: { preferred: 'cartes_bancaires' } },
        allow_redisplay: 'always',
        metadata: { a: '1' },
      });
      assert.deepEqual([updated.card?.exp_year, updated.card?.display_brand], [2045, 'cartes_bancaires']);
      const listed = await stripe.paymentMethods.list({ customer, allow_redisplay: 'always' });
      assert.equal(listed.data[0]?.id, created.id);
      assert.equal((await stripe.paymentMethods.detach(created.id)).customer, null);
    });

    it('throws its own errors', async () => {
      const { id: customer } = await stripe.customers.create();
      await assert.rejects(stripe.paymentMethods.attach('pm_card_visa_chargeDeclined', { customer }), (error) => {
        assert.ok(error instanceof Stripe.errors.StripeCardError);
        assert.deepEqual([error.code, error.decline_code], ['card_declined', 'generic_decline']);
        return true;
      });
      await assert.rejects(
        stripe.customers.update('cus_no', {}),
        (error) => error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing',
      );
    });

    it('writes the events of it all', async () => {
      const events = await stripe.events.list({ limit: 100 });
      const types = new Set(events.data.map(({ type }) => type));
      for (const type of [
        'customer.created',
        'customer.updated',
        'customer.deleted',
        'payment_method.attached',
        'payment_method.updated',
        'payment_method.detached',
      ] as const) {
        assert.ok(types.has(type), type);
      }
    });
  });
}
