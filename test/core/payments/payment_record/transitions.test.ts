/** What every report does in every state of the latest attempt. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../../../src/core/kernel/errors.js';
import { reportOutcome } from '../../../../src/core/payments/payment_record/report_outcome.js';
import { reportPayment } from '../../../../src/core/payments/payment_record/report_payment.js';
import { reportPaymentAttempt } from '../../../../src/core/payments/payment_record/report_payment_attempt.js';
import {
  REPORTED_STATES,
  REPORTS,
  type Report,
  type ReportedState,
  stateOf,
} from '../../../../src/core/payments/payment_record/states.js';
import { attempt, attemptsOf, follow, outcome, payment, recordIn, recordOf, shown } from './reports.js';
import { RuleLedger } from './rule_ledger.js';

interface Accepted {
  /** requested/authorized/guaranteed/failed/canceled/refunded, of the record and of its latest attempt. */
  readonly amounts: string;
  readonly state: ReportedState;
  readonly events: readonly string[];
}

/** Why a report is refused; the message also names the report, the attempt and its state. No code, no param. */
type Refused = string;

const CHANGED = ['payment_record.updated', 'payment_attempt_record.updated'];
const TO_GUARANTEED: Accepted = {
  amounts: '1000/1000/1000/0/0/0',
  state: 'guaranteed',
  events: [...CHANGED, 'payment_record.payment_attempt_guaranteed'],
};
const TO_FAILED: Accepted = {
  amounts: '1000/0/0/1000/0/0',
  state: 'failed',
  events: [...CHANGED, 'payment_record.payment_attempt_failed'],
};
const TO_CANCELED: Accepted = {
  amounts: '1000/0/0/0/1000/0',
  state: 'canceled',
  events: [...CHANGED, 'payment_record.payment_attempt_canceled'],
};
const TO_NEW_ATTEMPT: Accepted = {
  amounts: '1000/0/0/0/0/0',
  state: 'initiated',
  events: ['payment_record.updated', 'payment_attempt_record.created', 'payment_record.payment_attempt_reported'],
};
const REFUNDED = ['payment_record.refunded', 'payment_attempt_record.updated'];
const informed = (amounts: string, state: ReportedState): Accepted => ({
  amounts,
  state,
  events: [...CHANGED, 'payment_record.payment_attempt_informed'],
});

const FINAL = 'its outcome is final';
const NOTHING_GUARANTEED = 'no funds are guaranteed';

const MATRIX: readonly [state: ReportedState, report: Report, expected: Accepted | Refused][] = [
  ['initiated', 'guaranteed', TO_GUARANTEED],
  ['initiated', 'failed', TO_FAILED],
  ['initiated', 'canceled', TO_CANCELED],
  ['initiated', 'informational', informed('1000/0/0/0/0/0', 'initiated')],
  ['initiated', 'refund', NOTHING_GUARANTEED],
  ['initiated', 'attempt', 'only after it has failed or been canceled'],

  ['guaranteed', 'guaranteed', FINAL],
  ['guaranteed', 'failed', FINAL],
  ['guaranteed', 'canceled', FINAL],
  ['guaranteed', 'informational', informed('1000/1000/1000/0/0/0', 'guaranteed')],
  ['guaranteed', 'refund', { amounts: '1000/1000/1000/0/0/300', state: 'partially_refunded', events: REFUNDED }],
  ['guaranteed', 'attempt', 'funds are guaranteed takes no further attempt'],

  ['partially_refunded', 'guaranteed', FINAL],
  ['partially_refunded', 'failed', FINAL],
  ['partially_refunded', 'canceled', FINAL],
  ['partially_refunded', 'informational', informed('1000/1000/1000/0/0/400', 'partially_refunded')],
  [
    'partially_refunded',
    'refund',
    { amounts: '1000/1000/1000/0/0/700', state: 'partially_refunded', events: REFUNDED },
  ],
  ['partially_refunded', 'attempt', 'funds are guaranteed takes no further attempt'],

  ['refunded', 'guaranteed', FINAL],
  ['refunded', 'failed', FINAL],
  ['refunded', 'canceled', FINAL],
  ['refunded', 'informational', informed('1000/1000/1000/0/0/1000', 'refunded')],
  ['refunded', 'refund', 'everything that was guaranteed has been refunded already'],
  ['refunded', 'attempt', 'funds are guaranteed takes no further attempt'],

  ['failed', 'guaranteed', FINAL],
  ['failed', 'failed', FINAL],
  ['failed', 'canceled', FINAL],
  ['failed', 'informational', informed('1000/0/0/1000/0/0', 'failed')],
  ['failed', 'refund', NOTHING_GUARANTEED],
  ['failed', 'attempt', TO_NEW_ATTEMPT],

  ['canceled', 'guaranteed', FINAL],
  ['canceled', 'failed', FINAL],
  ['canceled', 'canceled', FINAL],
  ['canceled', 'informational', informed('1000/0/0/0/1000/0', 'canceled')],
  ['canceled', 'refund', NOTHING_GUARANTEED],
  ['canceled', 'attempt', TO_NEW_ATTEMPT],
];

const ENDPOINTS: Record<Report, string> = {
  guaranteed: 'report_payment_attempt_guaranteed',
  failed: 'report_payment_attempt_failed',
  canceled: 'report_payment_attempt_canceled',
  informational: 'report_payment_attempt_informational',
  refund: 'report_refund',
  attempt: 'report_payment_attempt',
};

test('the table has every report in every state once', () => {
  const cells = MATRIX.map(([state, report]) => `${state} ${report}`);
  assert.deepEqual(
    [...cells].sort(),
    REPORTED_STATES.flatMap((state) => REPORTS.map((report) => `${state} ${report}`)).sort(),
  );
});

for (const [state, report, expected] of MATRIX) {
  test(`${state}: ${ENDPOINTS[report]} is ${typeof expected === 'string' ? 'refused' : 'accepted'}`, () => {
    const ledger = new RuleLedger();
    const id = recordIn(ledger, state);
    const before = ledger.snapshot();
    const latest_before = recordOf(ledger, id).latest_payment_attempt_record ?? '';
    const decision = follow(ledger, id, report);
    if (typeof expected === 'string') {
      assert.ok(isRefusal(decision), 'the report was accepted');
      assert.equal(decision.status, 400);
      assert.equal(decision.type, 'invalid_request_error');
      assert.equal(decision.code, undefined);
      assert.equal(decision.param, undefined);
      for (const part of [`${ENDPOINTS[report]} `, latest_before, `is ${state.replace('_', ' ')},`, expected]) {
        assert.ok(decision.message.includes(part), `'${decision.message}' does not say '${part}'`);
      }
      assert.deepEqual(ledger.snapshot(), before);
      return;
    }
    assert.ok(!isRefusal(decision), isRefusal(decision) ? decision.message : '');
    assert.deepEqual(decision.reply, { kind: 'payment_record', id });
    const record = recordOf(ledger, id);
    const latest = attemptsOf(ledger, id).at(-1);
    assert.ok(latest !== undefined);
    assert.equal(record.latest_payment_attempt_record, latest.id);
    assert.equal(shown(record), expected.amounts);
    assert.equal(shown(latest), expected.amounts);
    assert.equal(stateOf(record.amounts), expected.state);
    assert.deepEqual(
      decision.events.map((event) => event.type),
      expected.events,
    );
    for (const event of decision.events) {
      assert.equal(event.object, event.type.startsWith('payment_attempt_record.') ? latest.id : id, event.type);
    }
    assert.equal(attemptsOf(ledger, id).length, report === 'attempt' ? 2 : 1);
  });
}

const REPORTED = ['payment_record.created', 'payment_attempt_record.created', 'payment_record.payment_reported'];
const BEGINNINGS = [
  ['no outcome', undefined, '1000/0/0/0/0/0', 'initiated'],
  ['guaranteed', 'guaranteed', '1000/1000/1000/0/0/0', 'guaranteed'],
  ['failed', 'failed', '1000/0/0/1000/0/0', 'failed'],
  ['canceled', 'canceled', '1000/0/0/0/1000/0', 'canceled'],
] as const;

for (const [name, reported, amounts, state] of BEGINNINGS) {
  const ended = reported === undefined ? [] : [`payment_record.payment_attempt_${reported}`];
  const told = reported && { outcome: reported, at: 1_746_572_320 };

  test(`report_payment with ${name} makes a record and its first attempt`, () => {
    const ledger = new RuleLedger();
    const decision = ledger.decide(reportPayment, payment({ outcome: told }));
    assert.ok(!isRefusal(decision) && !isRefusal(decision.reply));
    const record = recordOf(ledger, decision.reply.id);
    const [first, ...others] = attemptsOf(ledger, record.id);
    assert.equal(others.length, 0);
    assert.equal(record.latest_payment_attempt_record, first?.id);
    assert.equal(shown(record), amounts);
    assert.deepEqual(first?.amounts, record.amounts);
    assert.equal(stateOf(record.amounts), state);
    assert.deepEqual(
      decision.events.map((event) => event.type),
      [...REPORTED, ...ended],
    );
  });

  for (const earlier of ['failed', 'canceled'] as const) {
    test(`report_payment_attempt with ${name} after one that ${earlier} leaves the earlier attempt as it was`, () => {
      const ledger = new RuleLedger();
      const id = recordIn(ledger, earlier);
      const [before] = attemptsOf(ledger, id);
      const decision = ledger.decide(reportPaymentAttempt, attempt(id, { outcome: told }));
      assert.ok(!isRefusal(decision));
      const [first, second, ...others] = attemptsOf(ledger, id);
      assert.equal(others.length, 0);
      assert.deepEqual(first, before);
      assert.equal(recordOf(ledger, id).latest_payment_attempt_record, second?.id);
      assert.equal(shown(recordOf(ledger, id)), amounts);
      assert.deepEqual(second?.amounts, recordOf(ledger, id).amounts);
      assert.deepEqual(
        decision.events.map((event) => event.type),
        [...TO_NEW_ATTEMPT.events, ...ended],
      );
    });
  }
}

test('the latest attempt is the one that counts', () => {
  const ledger = new RuleLedger();
  const id = recordIn(ledger, 'failed');
  ledger.accept(reportPaymentAttempt, attempt(id));
  ledger.accept(reportOutcome, outcome(id, 'canceled'));
  ledger.accept(reportPaymentAttempt, attempt(id));
  ledger.accept(reportOutcome, outcome(id, 'guaranteed'));
  assert.deepEqual(attemptsOf(ledger, id).map(shown), [
    '1000/0/0/1000/0/0',
    '1000/0/0/0/1000/0',
    '1000/1000/1000/0/0/0',
  ]);
});
