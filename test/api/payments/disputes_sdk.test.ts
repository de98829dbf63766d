import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import Stripe from 'stripe';
import { TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';

for (const engine of engines()) {
  describe(`Stripe's own SDK and disputes on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let stripe: Stripe;
    before(async () => {
      daybook = await engine.start();
      const { hostname, port } = new URL(daybook.address);
      stripe = new Stripe(TEST_KEY, { host: hostname, port: Number(port), protocol: 'http', telemetry: false });
    });
    after(() => daybook?.remove());

    const pay = (payment_method: string) =>
      stripe.paymentIntents.create({ amount: 2_000, currency: 'usd', confirm: true, payment_method });

    it('drives every operation of disputes', async () => {
      const intent = await pay('pm_card_createDispute');
      const [listed] = (await stripe.disputes.list({ payment_intent: intent.id, created: { gte: intent.created } }))
        .data;
      assert.ok(listed);
      const staged = await stripe.disputes.update(listed.id, {
        evidence: { product_description: 'a book', receipt: 'file_1' },
        submit: false,
        metadata: { order: '6735' },
      });
      assert.deepEqual(
        [staged.status, staged.evidence.receipt, staged.metadata],
        ['needs_response', 'file_1', { order: '6735' }],
      );
      const won = await stripe.disputes.update(listed.id, { evidence: { uncategorized_text: 'winning_evidence' } });
      assert.equal(won.status, 'won');
      const shown = await stripe.disputes.retrieve(listed.id, { expand: ['charge', 'payment_intent'] });
      assert.deepEqual((shown.charge as Stripe.Charge).disputed, true);
      assert.equal((shown.payment_intent as Stripe.PaymentIntent).status, 'succeeded');
      assert.deepEqual(
        shown.balance_transactions.map(({ net }) => net),
        [-3_500, 2_000],
      );
      await assert.rejects(stripe.disputes.close(listed.id), (error) => {
        assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError);
        assert.equal(error.message, 'This dispute is already closed');
        return true;
      });
    });

    it('closes disputes', async () => {
      const intent = await pay('pm_card_createDisputeProductNotReceived');
      const [listed] = (await stripe.disputes.list({ charge: intent.latest_charge as string })).data;
      assert.equal(listed?.reason, 'product_not_received');
      assert.equal((await stripe.disputes.close(listed?.id ?? '')).status, 'lost');
    });

    it('pages through disputes by itself', async () => {
      const { id } = await pay('pm_card_createMultipleDisputes');
      const all = await stripe.disputes.list({ payment_intent: id, limit: 1 }).autoPagingToArray({ limit: 100 });
      assert.deepEqual(
        all.map(({ amount }) => amount),
        [1_000, 1_000],
      );
    });

    it('drives every operation of early fraud warnings', async () => {
      const { id } = await pay('pm_card_createIssuerFraudRecord');
      const [listed] = (await stripe.radar.earlyFraudWarnings.list({ payment_intent: id })).data;
      assert.ok(listed);
      const shown = await stripe.radar.earlyFraudWarnings.retrieve(listed.id, { expand: ['charge'] });
      assert.deepEqual([shown.actionable, shown.fraud_type], [true, 'misc']);
      assert.deepEqual((shown.charge as Stripe.Charge).fraud_details, { stripe_report: 'fraudulent' });
    });
  });
}
