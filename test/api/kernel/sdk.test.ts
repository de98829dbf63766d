/** Stripe's own SDK for Node drives every operation on payment records, attempts and events. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { machineClock } from '../../../src/app/clock.js';
import { openInline } from '../../../src/app/ledger.js';
import { newKey, storedKey } from '../../../src/app/new_key.js';
import type { KeyType, Permissions } from '../../../src/core/platform/api_key/types.js';
import { LIVE_KEY, startDaybook, TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import { client, rejected } from '../../support/sdk.js';

const { errors } = Stripe;

let daybook: TestDaybook;
let stripe: Stripe;
before(async () => {
  daybook = await startDaybook();
  stripe = client(daybook);
});
after(() => daybook.remove());

const CHEQUE: Stripe.PaymentRecordReportPaymentParams = {
  amount_requested: { currency: 'usd', value: 1_000 },
  initiated_at: 1_730_253_453,
  payment_method_details: { type: 'custom', custom: { display_name: 'Cheque', type: 'cpmt_1' } },
  processor_details: { type: 'custom', custom: { payment_reference: 'cheque 12' } },
};

function refund(reference: string, value?: number): Stripe.PaymentRecordReportRefundParams {
  return {
    outcome: 'refunded',
    processor_details: { type: 'custom', custom: { refund_reference: reference } },
    refunded: { refunded_at: 1_730_253_825 },
    ...(value === undefined ? {} : { amount: { currency: 'usd', value } }),
  };
}

test('a payment goes through every report', async () => {
  const opened = await stripe.paymentRecords.reportPayment({
    ...CHEQUE,
    customer_details: { name: 'Ada', email: 'ada@example.com' },
    customer_presence: 'on_session',
    description: 'a book',
    metadata: { order: '7' },
    shipping_details: { name: 'Ada', address: { city: 'London', country: 'GB' } },
  });
  assert.equal(opened.object, 'payment_record');
  assert.equal(opened.lastResponse.apiVersion, '2026-10-28.endive');
  assert.equal(opened.lastResponse.statusCode, 200);
  assert.match(opened.lastResponse.requestId, /^req_/);
  assert.deepEqual(opened.processor_details, { type: 'custom', custom: { payment_reference: 'cheque 12' } });
  assert.deepEqual(opened.payment_method_details?.custom, { display_name: 'Cheque', type: 'cpmt_1' });
  assert.deepEqual(opened.customer_details, { customer: null, email: 'ada@example.com', name: 'Ada', phone: null });
  assert.equal(opened.shipping_details?.address.city, 'London');
  assert.deepEqual([opened.reported_by, opened.livemode, opened.customer_presence], ['self', false, 'on_session']);

  const { id } = opened;
  const failed = await stripe.paymentRecords.reportPaymentAttemptFailed(id, {
    failed_at: 1,
    metadata: { why: 'funds' },
  });
  assert.equal(failed.amount_failed.value, 1_000);
  assert.deepEqual(failed.metadata, { order: '7', why: 'funds' });
  const retried = await stripe.paymentRecords.reportPaymentAttempt(id, { initiated_at: 2 });
  assert.notEqual(retried.latest_payment_attempt_record, opened.latest_payment_attempt_record);
  const canceled = await stripe.paymentRecords.reportPaymentAttemptCanceled(id, { canceled_at: 3 });
  assert.equal(canceled.amount_canceled.value, 1_000);
  await stripe.paymentRecords.reportPaymentAttempt(id, { initiated_at: 4 });
  const guaranteed = await stripe.paymentRecords.reportPaymentAttemptGuaranteed(id, { guaranteed_at: 5 });
  assert.equal(guaranteed.amount_guaranteed.value, 1_000);
  const informed = await stripe.paymentRecords.reportPaymentAttemptInformational(id, {
    customer_details: { phone: '+44' },
    description: '',
    shipping_details: '',
    metadata: { why: '' },
  });
  assert.deepEqual([informed.description, informed.shipping_details], [null, null]);
  assert.deepEqual(informed.metadata, { order: '7' });
  assert.equal(informed.customer_details?.phone, '+44');
  const refunded = await stripe.paymentRecords.reportRefund(id, refund('sdk 1', 400));
  assert.equal(refunded.amount_refunded.value, 400);

  const { lastResponse: _reported, ...last } = refunded;
  const { lastResponse: _retrieved, ...retrieved } = await stripe.paymentRecords.retrieve(id);
  assert.deepEqual(retrieved, last);
});

test('lists are walked to their end, a page at a time', async () => {
  const key = client(daybook, LIVE_KEY);
  const made: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    const { id } = await key.paymentRecords.reportPayment({ ...CHEQUE, outcome: 'failed', failed: { failed_at: 1 } });
    made.unshift(id);
  }
  const walked: string[] = [];
  for await (const record of key.paymentRecords.list({ limit: 2 })) walked.push(record.id);
  assert.deepEqual(walked, made);

  const id = made[0] ?? '';
  for (let index = 0; index < 4; index += 1) {
    await key.paymentRecords.reportPaymentAttempt(id, { initiated_at: 1, outcome: 'failed', failed: { failed_at: 2 } });
  }
  const attempts: Stripe.PaymentAttemptRecord[] = [];
  for await (const attempt of key.paymentAttemptRecords.list({ payment_record: id, limit: 2 })) attempts.push(attempt);
  assert.equal(attempts.length, 5);
  assert.equal(new Set(attempts.map((attempt) => attempt.id)).size, 5);
  const { latest_payment_attempt_record } = await key.paymentRecords.retrieve(id);
  assert.equal(attempts[0]?.id, latest_payment_attempt_record);
  const oldest = await key.paymentAttemptRecords.retrieve(attempts[4]?.id ?? '');
  assert.deepEqual([oldest.object, oldest.payment_record, oldest.livemode], ['payment_attempt_record', id, true]);

  const types: string[] = [];
  for await (const event of key.events.list({
    limit: 3,
    types: ['payment_record.created', 'payment_record.updated'],
  })) {
    types.push(event.type);
  }
  assert.deepEqual(types, [...Array(4).fill('payment_record.updated'), ...Array(5).fill('payment_record.created')]);
  const all = await key.events.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
  assert.equal(all.length, 5 * 4 + 4 * 4);
  const [newest] = all;
  assert.ok(newest !== undefined);
  const { lastResponse: _, ...again } = await key.events.retrieve(newest.id);
  assert.deepEqual(again, newest);
});

test('an idempotency key makes a repeated request harmless, and a different one an error', async () => {
  const options = { idempotencyKey: 'sdk key' };
  const first = await stripe.paymentRecords.reportPayment(CHEQUE, options);
  const again = await stripe.paymentRecords.reportPayment(CHEQUE, options);
  assert.equal(again.id, first.id);
  assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true');
  assert.equal(again.lastResponse.headers['original-request'], first.lastResponse.requestId);
  assert.equal(again.lastResponse.idempotencyKey, 'sdk key');
  assert.notEqual(again.lastResponse.requestId, first.lastResponse.requestId);
  const other = await rejected(stripe.paymentRecords.reportPayment({ ...CHEQUE, initiated_at: 5 }, options));
  assert.ok(other instanceof errors.StripeIdempotencyError);
  assert.match(other.message, /same parameters/);
  const elsewhere = await rejected(
    stripe.paymentRecords.reportPaymentAttemptFailed(first.id, { failed_at: 1 }, options),
  );
  assert.ok(elsewhere instanceof errors.StripeIdempotencyError);
});

test('requests that are wrong land in StripeInvalidRequestError with code and param', async () => {
  const { id } = await stripe.paymentRecords.reportPayment({
    ...CHEQUE,
    outcome: 'guaranteed',
    guaranteed: { guaranteed_at: 1 },
  });
  const rows: [request: () => Promise<unknown>, status: number, code: string | undefined, param: string | undefined][] =
    [
      [() => stripe.paymentRecords.retrieve('pr_none'), 404, 'resource_missing', 'id'],
      [() => stripe.paymentAttemptRecords.retrieve('par_none'), 404, 'resource_missing', 'id'],
      [() => stripe.events.retrieve('evt_none'), 404, 'resource_missing', 'id'],
      [() => stripe.paymentRecords.reportPaymentAttemptFailed(id, { failed_at: 1 }), 400, undefined, undefined],
      [() => stripe.paymentRecords.reportRefund(id, refund('sdk 2', 1_001)), 400, undefined, 'amount[value]'],
      [
        () => stripe.paymentRecords.reportPayment({ ...CHEQUE, amount_requested: { currency: 'usd', value: 0 } }),
        400,
        'parameter_invalid_integer',
        'amount_requested[value]',
      ],
      [
        () => stripe.paymentRecords.reportPayment({ ...CHEQUE, initiated_at: Date.now() }),
        400,
        undefined,
        'initiated_at',
      ],
      [
        () => stripe.paymentRecords.retrieve(id, { expand: ['latest_payment_attempt_record'] }),
        400,
        undefined,
        'expand',
      ],
      [
        () => stripe.paymentAttemptRecords.list({ payment_record: '' }),
        400,
        'parameter_invalid_empty',
        'payment_record',
      ],
    ];
  for (const [request, status, code, param] of rows) {
    const error = await rejected(request());
    assert.ok(error instanceof errors.StripeInvalidRequestError, error.message);
    assert.deepEqual([error.statusCode, error.code, error.param], [status, code, param], error.message);
    assert.match(error.requestId ?? '', /^req_/);
  }
});

test('an unknown key lands in StripeAuthenticationError', async () => {
  const error = await rejected(client(daybook, 'sk_test_nobodyKnowsThisKeyAtAll').paymentRecords.list());
  assert.ok(error instanceof errors.StripeAuthenticationError);
  assert.match(error.message, /^Invalid API Key provided: sk_test_\*+/);
});

test('another account, and a restricted key without the right, land in StripePermissionError', async () => {
  const other = await rejected(stripe.paymentRecords.list({}, { stripeAccount: 'acct_other' }));
  assert.ok(other instanceof errors.StripePermissionError);
  assert.match(other.message, /acct_other/);

  const reading = await addKey('restricted', { payment_records: 'read' });
  const restricted = client(daybook, reading);
  assert.ok((await restricted.paymentRecords.list()).data.length > 0);
  for (const request of [restricted.paymentRecords.reportPayment(CHEQUE), restricted.events.list()]) {
    const error = await rejected(request);
    assert.ok(error instanceof errors.StripePermissionError, error.message);
    assert.match(error.message, /does not have the required permissions/);
  }
  const publishable = await rejected(client(daybook, await addKey('publishable', undefined)).paymentRecords.list());
  assert.ok(publishable instanceof errors.StripeAuthenticationError);
  assert.equal(publishable.code, 'secret_key_required');
});

/** Makes a key as another process beside the server would. */
async function addKey(type: KeyType, permissions: Permissions | undefined): Promise<string> {
  const key = newKey(type, false);
  const ledger = await openInline(daybook.settings, machineClock);
  const scope = ledger.store.scopes.find(({ livemode }) => !livemode)?.scope ?? assert.fail('there is no test mode');
  const outcome = await ledger.committer.submit({
    name: 'api_key.create',
    input: { type, ...storedKey(key), name: undefined, permissions },
    scope,
    livemode: false,
    actor: 'test',
    request_id: null,
    api_version: '',
  });
  assert.equal(outcome.status, 'done');
  await ledger.close();
  return key;
}

test('too many requests land in StripeRateLimitError, and the SDK gets through by retrying', async () => {
  const limited = await startDaybook({ rate_limit_test: 2 });
  try {
    const hasty = client(limited);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => hasty.paymentRecords.list()));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    assert.ok(refused.length >= 5, `${refused.length} of 10 were refused`);
    for (const { reason } of refused) {
      assert.ok(reason instanceof errors.StripeRateLimitError, String(reason));
      assert.deepEqual([reason.statusCode, reason.code], [429, 'rate_limit']);
      assert.equal(reason.headers?.['stripe-rate-limited-reason'], 'global-rate');
    }
    const patient = client(limited, TEST_KEY, { maxNetworkRetries: 4 });
    await Promise.all([patient.paymentRecords.list(), patient.paymentRecords.list()]);
  } finally {
    await limited.remove();
  }
});

test('the SDK is told the version it asks for, and a version that cannot be is refused', async () => {
  const older = client(daybook, TEST_KEY, { apiVersion: '2025-10-29.clover' as never });
  const listed = await older.paymentRecords.list({ limit: 1 });
  assert.equal(listed.lastResponse.apiVersion, '2025-10-29.clover');
  const wrong = client(daybook, TEST_KEY, { apiVersion: 'yesterday' as never });
  const error = await rejected(wrong.paymentRecords.list());
  assert.ok(error instanceof errors.StripeInvalidRequestError);
  assert.match(error.message, /Invalid Stripe API version: yesterday/);
});
