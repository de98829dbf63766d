/** The official Stripe CLI runs the commands of Stripe's guide to payment records as they are printed there. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startDaybook, type TestDaybook } from '../../support/daybook.js';
import { startReceiver } from '../../support/receiver.js';
import type { Ran } from '../../support/shell.js';
import { skipStripeCli as skip, stripeShell } from '../../support/stripe_cli.js';

const REPORT_PAYMENT = String.raw`
stripe payment_records report_payment \
  -d "amount_requested[currency]"=usd \
  -d "amount_requested[value]"=1000 \
  --initiated-at=1730253453 \
  --outcome=guaranteed \
  -d "guaranteed[guaranteed_at]"=1746572320 \
  -d "payment_method_details[payment_method]"="{{PAYMENTMETHOD_ID}}" \
  -d "processor_details[type]"=custom`;

const REPORT_FAILED = String.raw`
stripe payment_records report_payment_attempt_failed {{PAYMENT_RECORD_ID}} \
  --failed-at=1730253453`;

const REPORT_ATTEMPT = String.raw`
stripe payment_records report_payment_attempt {{PAYMENT_RECORD_ID}} \
  --initiated-at=1730253825 \
  -d "payment_method_details[payment_method]"="{{PAYMENTMETHOD_ID}}"`;

const REPORT_REFUND = String.raw`
stripe payment_records report_refund {{PAYMENT_RECORD_ID}} \
  -d "processor_details[type]"=custom \
  -d "processor_details[custom][refund_reference]"=ref_123456 \
  --outcome=refunded \
  -d "refunded[refunded_at]"=1730253825 \
  -d "amount[value]"=1000 \
  -d "amount[currency]"=usd`;

const RETRIEVE = 'stripe payment_records retrieve {{PAYMENT_RECORD_ID}}';

const LIST_ATTEMPTS = String.raw`
stripe payment_attempt_records list \
  --payment-record={{PAYMENT_RECORD_ID}}`;

let daybook: TestDaybook;
let home: string;
before(async () => {
  daybook = await startDaybook();
  home = mkdtempSync(join(tmpdir(), 'daybook-cli-'));
});
after(async () => {
  await daybook.remove();
  rmSync(home, { recursive: true, force: true });
});

/** Types a command; where Daybook is and with which key is added behind it, and nothing of this machine is known. */
function type(command: string, record = ''): Promise<Ran> {
  const typed = command.replace('{{PAYMENT_RECORD_ID}}', record).replace('{{PAYMENTMETHOD_ID}}', 'pm_card_visa');
  assert.doesNotMatch(typed, /\{\{/);
  return stripeShell(typed, daybook, home);
}

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
async function run(command: string, record = ''): Promise<any> {
  const { status, stdout, stderr } = await type(command, record);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

test('a guaranteed payment is reported, refunded and retrieved', { skip }, async () => {
  const reported = await run(REPORT_PAYMENT);
  const usd1000 = { currency: 'usd', value: 1000 };
  assert.equal(reported.object, 'payment_record', JSON.stringify(reported));
  assert.deepEqual(reported.amount_guaranteed, usd1000);
  assert.equal(reported.payment_method_details.card.last4, '4242');
  const refunded = await run(REPORT_REFUND, reported.id);
  assert.deepEqual(refunded, { ...reported, amount_refunded: usd1000 });
  assert.deepEqual(await run(RETRIEVE, reported.id), refunded);
});

test('a payment fails, is tried again, and both attempts are listed', { skip }, async () => {
  const opened = await run(
    REPORT_PAYMENT.replace('  --outcome=guaranteed \\\n  -d "guaranteed[guaranteed_at]"=1746572320 \\\n', ''),
  );
  assert.deepEqual(opened.amount_guaranteed, { currency: 'usd', value: 0 });
  const failed = await run(REPORT_FAILED, opened.id);
  assert.deepEqual(failed.amount_failed, { currency: 'usd', value: 1000 });
  const retried = await run(REPORT_ATTEMPT, opened.id);
  assert.notEqual(retried.latest_payment_attempt_record, opened.latest_payment_attempt_record);
  const attempts = await run(LIST_ATTEMPTS, opened.id);
  assert.deepEqual(
    attempts.data.map((attempt: { id: string }) => attempt.id),
    [retried.latest_payment_attempt_record, opened.latest_payment_attempt_record],
  );
});

test('the other reports, lists with a limit, idempotency keys and headers', { skip }, async () => {
  const report = REPORT_PAYMENT.replace('--outcome=guaranteed', '--outcome=failed').replace(
    '"guaranteed[guaranteed_at]"',
    '"failed[failed_at]"',
  );
  const first = await run(`${report} --idempotency=same`);
  assert.deepEqual(first.amount_failed, { currency: 'usd', value: 1000 });
  assert.equal((await run(`${report} --idempotency=same`)).id, first.id);

  await run(REPORT_ATTEMPT, first.id);
  const canceled = await run(
    'stripe payment_records report_payment_attempt_canceled {{PAYMENT_RECORD_ID}} --canceled-at=1',
    first.id,
  );
  assert.equal(canceled.amount_canceled.value, 1000);
  await run(REPORT_ATTEMPT, first.id);
  const guaranteed = await run(
    'stripe payment_records report_payment_attempt_guaranteed {{PAYMENT_RECORD_ID}} --guaranteed-at=1',
    first.id,
  );
  assert.equal(guaranteed.amount_guaranteed.value, 1000);
  const informed = await run(
    'stripe payment_records report_payment_attempt_informational {{PAYMENT_RECORD_ID}} --description="a book" -d "metadata[order]"=7',
    first.id,
  );
  assert.deepEqual([informed.description, informed.metadata], ['a book', { order: '7' }]);

  const list = await run('stripe payment_records list --limit=1');
  assert.deepEqual([list.data.length, list.has_more, list.data[0].id], [1, true, first.id]);
  const events = await run('stripe events list --type=payment_record.payment_attempt_informed');
  assert.deepEqual(
    events.data.map((event: { data: { object: { id: string } } }) => event.data.object.id),
    [first.id],
  );
  const shown = await type('stripe payment_records retrieve {{PAYMENT_RECORD_ID}} --show-headers', first.id);
  assert.match(shown.stdout + shown.stderr, /Request-Id: *\[?req_/i);
});

test('an event is sent again to the endpoint that is named', { skip }, async () => {
  const receiver = await startReceiver();
  try {
    const made = await run(
      `stripe webhook_endpoints create -d url=${receiver.url} -d "enabled_events[0]"=customer.created`,
    );
    await run('stripe customers create --name=Ada');
    await receiver.count(1);
    const [first] = receiver.received;
    await run(`stripe events resend ${first?.event.id} --webhook-endpoint=${made.id}`);
    await receiver.count(2);
    assert.deepEqual(receiver.received[1]?.event, first?.event);
  } finally {
    await receiver.close();
  }
});

test('a refusal is shown with its message', { skip }, async () => {
  const { stdout, stderr } = await type(RETRIEVE, 'pr_none');
  assert.match(stdout + stderr, /No such payment_record: 'pr_none'/);
});
