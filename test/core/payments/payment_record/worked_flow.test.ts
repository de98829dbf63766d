/** The worked example: a payment that fails, is tried again, is guaranteed, and is refunded in two parts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportOutcome } from '../../../../src/core/payments/payment_record/report_outcome.js';
import { reportPayment } from '../../../../src/core/payments/payment_record/report_payment.js';
import { reportPaymentAttempt } from '../../../../src/core/payments/payment_record/report_payment_attempt.js';
import { reportRefund } from '../../../../src/core/payments/payment_record/report_refund.js';
import { stateOf } from '../../../../src/core/payments/payment_record/states.js';
import { attempt, attemptsOf, outcome, payment, recordOf, refund, shown, usd } from './reports.js';
import { RuleLedger } from './rule_ledger.js';

test('a failed payment is tried again, guaranteed, and refunded in two parts', () => {
  const ledger = new RuleLedger();
  const id = ledger.accept(reportPayment, payment({ amount_requested: usd(10_000) }));
  const states = () => attemptsOf(ledger, id).map(({ amounts }) => stateOf(amounts));
  const expect = (amounts: string, attempts: string[]) => {
    assert.equal(shown(recordOf(ledger, id)), amounts);
    assert.deepEqual(states(), attempts);
  };
  expect('10000/0/0/0/0/0', ['initiated']);

  ledger.accept(reportOutcome, outcome(id, 'failed'));
  expect('10000/0/0/10000/0/0', ['failed']);

  ledger.accept(reportPaymentAttempt, attempt(id));
  expect('10000/0/0/0/0/0', ['failed', 'initiated']);
  const [first, second] = attemptsOf(ledger, id);
  assert.equal(shown(first ?? assert.fail()), '10000/0/0/10000/0/0');
  assert.equal(recordOf(ledger, id).latest_payment_attempt_record, second?.id);

  assert.match(ledger.refuse(reportPaymentAttempt, attempt(id)).message, /is initiated/);
  ledger.accept(reportOutcome, outcome(id, 'guaranteed'));
  expect('10000/10000/10000/0/0/0', ['failed', 'guaranteed']);

  assert.match(ledger.refuse(reportOutcome, outcome(id, 'failed')).message, /is guaranteed/);
  ledger.accept(reportRefund, refund(id, 'r1', { amount: usd(4_000) }));
  expect('10000/10000/10000/0/0/4000', ['failed', 'partially_refunded']);

  const too_much = ledger.refuse(reportRefund, refund(id, 'r2', { amount: usd(7_000) }));
  assert.equal(too_much.param, 'amount[value]');
  assert.match(too_much.message, /7000 usd.*6000 usd/);
  const repeated = ledger.refuse(reportRefund, refund(id, 'r1'));
  assert.equal(repeated.code, 'resource_already_exists');
  assert.equal(repeated.param, 'processor_details[custom][refund_reference]');

  ledger.accept(reportRefund, refund(id, 'r2'));
  expect('10000/10000/10000/0/0/10000', ['failed', 'refunded']);
  assert.match(ledger.refuse(reportRefund, refund(id, 'r3')).message, /has been refunded already/);
  assert.deepEqual(
    ledger.all('payment_record_refund').map(({ refund_reference, amount }) => [refund_reference, amount]),
    [
      ['r1', 4_000],
      ['r2', 6_000],
    ],
  );
});
