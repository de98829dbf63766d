/** The curl commands of Stripe's guide to payment records, with only the host, the key and the ids replaced. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { skipCurl as skip, typeCurl } from '../../support/curl.js';
import { type Answer, request, startDaybook, type TestDaybook } from '../../support/daybook.js';

const REPORT_PAYMENT = String.raw`
curl https://api.stripe.com/v1/payment_records/report_payment \
  -u "<<YOUR_SECRET_KEY>>:" \
  -d "amount_requested[currency]"=usd \
  -d "amount_requested[value]"=1000 \
  -d initiated_at=1730253453 \
  -d outcome=guaranteed \
  -d "guaranteed[guaranteed_at]"=1746572320 \
  -d "payment_method_details[payment_method]"="{{PAYMENTMETHOD_ID}}" \
  -d "processor_details[type]"=custom`;

const REPORT_FAILED = String.raw`
curl https://api.stripe.com/v1/payment_records/{{PAYMENT_RECORD_ID}}/report_payment_attempt_failed \
  -u "<<YOUR_SECRET_KEY>>:" \
  -d failed_at=1730253453`;

const REPORT_ATTEMPT = String.raw`
curl https://api.stripe.com/v1/payment_records/{{PAYMENT_RECORD_ID}}/report_payment_attempt \
  -u "<<YOUR_SECRET_KEY>>:" \
  -d initiated_at=1730253825 \
  -d "payment_method_details[payment_method]"="{{PAYMENTMETHOD_ID}}"`;

const REPORT_REFUND = String.raw`
curl https://api.stripe.com/v1/payment_records/{{PAYMENT_RECORD_ID}}/report_refund \
  -u "<<YOUR_SECRET_KEY>>:" \
  -d "processor_details[type]"=custom \
  -d "processor_details[custom][refund_reference]"=ref_123456 \
  -d outcome=refunded \
  -d "refunded[refunded_at]"=1730253825 \
  -d "amount[value]"=1000 \
  -d "amount[currency]"=usd`;

const RETRIEVE = String.raw`
curl https://api.stripe.com/v1/payment_records/{{PAYMENT_RECORD_ID}} \
  -u "<<YOUR_SECRET_KEY>>:"`;

const LIST_ATTEMPTS = String.raw`
curl -G https://api.stripe.com/v1/payment_attempt_records \
  -u "<<YOUR_SECRET_KEY>>:" \
  -d payment_record={{PAYMENT_RECORD_ID}}`;

let daybook: TestDaybook;
before(async () => {
  daybook = await startDaybook();
});
after(() => daybook.remove());

function run(command: string, record = ''): Promise<Answer['body']> {
  return typeCurl(command, daybook, { '{{PAYMENT_RECORD_ID}}': record, '{{PAYMENTMETHOD_ID}}': 'pm_card_visa' });
}

test('a guaranteed payment is reported, refunded and retrieved', { skip }, async () => {
  const reported = await run(REPORT_PAYMENT);
  assert.equal(reported.object, 'payment_record', JSON.stringify(reported));
  assert.deepEqual(reported.amount_guaranteed, { currency: 'usd', value: 1000 });
  assert.equal(reported.payment_method_details.card.last4, '4242');
  const refunded = await run(REPORT_REFUND, reported.id);
  const usd1000 = { currency: 'usd', value: 1000 };
  assert.deepEqual(refunded, { ...reported, amount_refunded: usd1000 });
  assert.deepEqual(await run(RETRIEVE, reported.id), refunded);

  const again = await run(REPORT_REFUND, reported.id);
  assert.equal(again.error.code, 'resource_already_exists');
});

test('a payment fails, is tried again, and both attempts are listed', { skip }, async () => {
  const form =
    'amount_requested[currency]=usd&amount_requested[value]=1000&initiated_at=1730253453' +
    '&payment_method_details[payment_method]=pm_card_mastercard';
  const { body: opened } = await request(daybook, 'POST', '/v1/payment_records/report_payment', form);
  const failed = await run(REPORT_FAILED, opened.id);
  assert.deepEqual(failed.amount_failed, { currency: 'usd', value: 1000 }, JSON.stringify(failed));
  const retried = await run(REPORT_ATTEMPT, opened.id);
  assert.notEqual(retried.latest_payment_attempt_record, opened.latest_payment_attempt_record);
  assert.deepEqual(retried.amount_failed, { currency: 'usd', value: 0 });
  const attempts = await run(LIST_ATTEMPTS, opened.id);
  assert.equal(attempts.object, 'list');
  assert.deepEqual(
    attempts.data.map((attempt: { id: string; amount_failed: { value: number } }) => [
      attempt.id,
      attempt.amount_failed.value,
    ]),
    [
      [retried.latest_payment_attempt_record, 0],
      [opened.latest_payment_attempt_record, 1000],
    ],
  );
});
