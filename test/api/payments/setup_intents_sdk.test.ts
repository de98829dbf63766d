/** Stripe's own SDK for Node drives every operation on setup intents. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { startDaybook, TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import { publishable } from '../../support/keys.js';

const { errors } = Stripe;

let daybook: TestDaybook;
let stripe: Stripe;
before(async () => {
  daybook = await startDaybook();
  stripe = client(TEST_KEY);
});
after(() => daybook.remove());

function client(key: string): Stripe {
  const { hostname, port } = new URL(daybook.address);
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
}

test('a card is saved for a customer, who authenticates', async () => {
  const customer = await stripe.customers.create();
  const intent = await stripe.setupIntents.create({ customer: customer.id, usage: 'off_session' });
  await stripe.setupIntents.update(intent.id, { metadata: { order: '7' } });
  const confirmed = await stripe.setupIntents.confirm(intent.id, {
    payment_method: 'pm_card_authenticationRequiredOnSetup',
    return_url: 'https://shop.example/done',
  });
  assert.equal(confirmed.status, 'requires_action');
  const url = confirmed.next_action?.redirect_to_url?.url ?? assert.fail('there is nowhere to go');
  const done = await fetch(`${url}/complete`, { method: 'POST', redirect: 'manual' });
  assert.equal(done.status, 303);

  const saved = await stripe.setupIntents.retrieve(intent.id, { expand: ['payment_method', 'latest_attempt'] });
  assert.equal(saved.status, 'succeeded');
  const method = saved.payment_method as Stripe.PaymentMethod;
  assert.equal(method.customer, customer.id);
  assert.equal((saved.latest_attempt as Stripe.SetupAttempt).status, 'succeeded');
  const listed = await stripe.setupIntents.list({ customer: customer.id });
  assert.deepEqual(
    listed.data.map(({ id }) => id),
    [intent.id],
  );
  const attempts = await stripe.setupAttempts.list({ setup_intent: intent.id }).autoPagingToArray({ limit: 10 });
  assert.equal(attempts[0]?.payment_method_details.card?.three_d_secure?.result, 'authenticated');
});

test('a decline lands in StripeCardError with the intent in it, and another card saves it', async () => {
  const declined = await stripe.setupIntents
    .create({ confirm: true, payment_method: 'pm_card_visa_chargeDeclined' })
    .catch((error: unknown) => error);
  assert.ok(declined instanceof errors.StripeCardError, String(declined));
  assert.deepEqual(
    [declined.statusCode, declined.code, declined.decline_code],
    [402, 'card_declined', 'generic_decline'],
  );
  const { setup_intent: intent } = declined;
  assert.equal(intent?.status, 'requires_payment_method');
  assert.equal(intent?.last_setup_error?.payment_method?.card?.last4, '0002');
  const canceled = await stripe.setupIntents.cancel(intent?.id ?? '', { cancellation_reason: 'abandoned' });
  assert.deepEqual([canceled.status, canceled.cancellation_reason], ['canceled', 'abandoned']);
  const again = await stripe.setupIntents.confirm(canceled.id).catch((error: unknown) => error);
  assert.ok(again instanceof errors.StripeInvalidRequestError);
  assert.deepEqual([again.code, again.setup_intent?.status], ['setup_intent_unexpected_state', 'canceled']);
});

test('a publishable key retrieves with the client secret', async () => {
  const { id, client_secret } = await stripe.setupIntents.create({ metadata: { order: '7' } });
  const key = (await publishable(daybook)).Authorization.replace('Bearer ', '');
  const seen = await client(key).setupIntents.retrieve(id, { client_secret: client_secret ?? '' });
  assert.deepEqual([seen.id, seen.metadata], [id, undefined]);
});
