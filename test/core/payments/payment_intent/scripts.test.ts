/** What metadata makes the sandbox do: payments whose end is not known yet, refunds that are slow or fail, and declines. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cancelPaymentIntent } from '../../../../src/core/payments/payment_intent/cancel.js';
import { confirmPaymentIntent } from '../../../../src/core/payments/payment_intent/confirm.js';
import { confirmation, IntentLedger, made, unexpectedState } from './intent_ledger.js';

const MANUAL = { capture_method: 'manual' } as const;

interface End {
  readonly intent: string;
  readonly charge: string;
  readonly events: readonly string[];
  readonly code?: string;
}

const SUCCEEDED = ['charge.succeeded', 'payment_intent.succeeded', 'charge.updated'];
const FAILED = ['charge.failed', 'payment_intent.payment_failed'];

const ENDS: readonly [settles: string | undefined, manual: boolean, card: string, end: End][] = [
  ['succeeded', false, 'visa', { intent: 'succeeded 1000/0/1000', charge: 'succeeded', events: SUCCEEDED }],
  [undefined, false, 'visa', { intent: 'succeeded 1000/0/1000', charge: 'succeeded', events: SUCCEEDED }],
  ['nonsense', false, 'visa', { intent: 'succeeded 1000/0/1000', charge: 'succeeded', events: SUCCEEDED }],
  [
    'succeeded',
    true,
    'visa',
    {
      intent: 'requires_capture 1000/1000/0',
      charge: 'succeeded',
      events: ['charge.succeeded', 'payment_intent.amount_capturable_updated'],
    },
  ],
  // The card does what it always does, once the processor has the answer.
  [
    'succeeded',
    false,
    'authenticationRequired',
    { intent: 'succeeded 1000/0/1000', charge: 'succeeded', events: SUCCEEDED },
  ],
  [
    'succeeded',
    false,
    'chargeDeclinedExpiredCard',
    { intent: 'requires_payment_method 1000/0/0', charge: 'failed', events: FAILED, code: 'expired_card' },
  ],
  [
    'declined',
    false,
    'visa',
    { intent: 'requires_payment_method 1000/0/0', charge: 'failed', events: FAILED, code: 'card_declined' },
  ],
  [
    'not_found',
    false,
    'visa',
    { intent: 'requires_payment_method 1000/0/0', charge: 'failed', events: FAILED, code: 'processing_error' },
  ],
  [
    'not_found',
    true,
    'visa',
    { intent: 'requires_payment_method 1000/0/0', charge: 'failed', events: FAILED, code: 'processing_error' },
  ],
];

for (const outcome of ['timeout', 'pending'] as const) {
  describe(`a payment with ${outcome}`, () => {
    for (const [settles, manual, card, end] of ENDS) {
      test(`settles ${settles}${manual ? ', held' : ''}, ${card}: ${end.intent}`, () => {
        const ledger = new IntentLedger();
        const metadata = { sandbox_outcome: outcome, ...(settles === undefined ? {} : { sandbox_settles: settles }) };
        const id = ledger.create({ card, members: { metadata, ...(manual ? MANUAL : {}) } });
        assert.equal(ledger.confirm(id), undefined);
        assert.equal(ledger.seen(id), 'processing 1000/0/0');
        assert.deepEqual(ledger.types, ['charge.pending', 'payment_intent.processing']);
        const pending = ledger.charge(id);
        assert.deepEqual([pending.status, pending.amount, pending.captured], ['pending', 1_000, undefined]);
        assert.equal(ledger.attempts(id)[0]?.unknown, outcome === 'timeout' ? true : undefined);
        assert.equal(ledger.intent(id).due_at, ledger.now + 60);
        assert.deepEqual(ledger.record(id).amounts, { requested: 1_000 });

        ledger.now += 59;
        ledger.due(id);
        assert.deepEqual([ledger.seen(id), ledger.types], ['processing 1000/0/0', []]);

        ledger.now += 1;
        ledger.due(id);
        assert.equal(ledger.seen(id), end.intent);
        assert.deepEqual(ledger.types, end.events);
        const charge = ledger.charge(id);
        assert.deepEqual([charge.id, charge.status, charge.failure_code], [pending.id, end.charge, end.code]);
        assert.equal(ledger.intent(id).last_payment_error?.code, end.code);
        const [attempt, ...others] = ledger.attempts(id);
        assert.deepEqual([attempt?.unknown, others.length], [undefined, 0]);
        assert.equal(ledger.all('charge').length, 1);
        assert.equal(ledger.all('balance_transaction').length, end.intent.startsWith('succeeded') ? 1 : 0);
        assert.equal(ledger.intent(id).due_at, manual && end.code === undefined ? ledger.now + 7 * 86_400 : undefined);

        const settled = ledger.intent(id);
        ledger.due(id);
        assert.deepEqual(ledger.types, []);
        assert.deepEqual(ledger.intent(id), settled);
      });
    }

    test('can be asked about at another time, again and again', () => {
      const ledger = new IntentLedger();
      const metadata = { sandbox_outcome: outcome, sandbox_settles: 'pending', sandbox_after_seconds: '5' };
      const id = ledger.create({ card: 'visa', confirmation: {}, members: { metadata } });
      for (const _time of [1, 2, 3]) {
        assert.equal(ledger.intent(id).due_at, ledger.now + 5);
        ledger.now += 5;
        ledger.due(id);
        assert.equal(ledger.seen(id), 'processing 1000/0/0');
        assert.deepEqual(ledger.types, []);
        // Now the processor has it.
        assert.equal(ledger.attempts(id)[0]?.unknown, undefined);
      }
      ledger.update(id, { members: { metadata: { sandbox_settles: 'succeeded' } } });
      ledger.now += 5;
      ledger.due(id);
      assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
      assert.equal(ledger.all('charge').length, 1);
    });

    test('is neither confirmed again nor canceled', () => {
      const ledger = new IntentLedger();
      const id = ledger.create({ card: 'visa', confirmation: {}, members: { metadata: { sandbox_outcome: outcome } } });
      const before = ledger.attempts(id);
      const text =
        'because it has a status of processing. Only a PaymentIntent with one of the following statuses may be';
      for (const given of [{}, { payment_method: made('mastercard') }]) {
        assert.deepEqual(
          ledger.refuse(confirmPaymentIntent, confirmation(id, given)),
          unexpectedState(
            id,
            `You cannot confirm this PaymentIntent ${text} confirmed: requires_payment_method, requires_confirmation, requires_action.`,
          ),
        );
      }
      assert.equal(
        ledger.refuse(cancelPaymentIntent, { id, cancellation_reason: undefined }).code,
        'payment_intent_unexpected_state',
      );
      assert.deepEqual(ledger.attempts(id), before);
    });

    test('that was declined at last can be tried again', () => {
      const ledger = new IntentLedger();
      const metadata = { sandbox_outcome: outcome, sandbox_settles: 'declined' };
      const id = ledger.create({ card: 'visa', confirmation: {}, members: { metadata } });
      ledger.now += 60;
      ledger.due(id);
      ledger.update(id, { members: { metadata: null } });
      ledger.confirm(id, { payment_method: made('visa') });
      assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
      assert.deepEqual(
        ledger.all('charge').map(({ status }) => status),
        ['failed', 'succeeded'],
      );
    });
  });
}

test('seconds that make no sense are 60', () => {
  for (const seconds of ['', '0', '-1', '1.5', 'soon', '2592001', '1e9']) {
    const ledger = new IntentLedger();
    const metadata = { sandbox_outcome: 'pending', sandbox_after_seconds: seconds };
    const id = ledger.create({ card: 'visa', confirmation: {}, members: { metadata } });
    assert.equal(ledger.intent(id).due_at, ledger.now + 60, seconds);
  }
});

describe('a refund', () => {
  const refunded = (metadata: Record<string, string>, card = 'visa') => {
    const ledger = new IntentLedger();
    const id = ledger.create({ card, confirmation: {}, members: { metadata } });
    return { ledger, id };
  };

  for (const [name, metadata, card] of [
    ['by script', { sandbox_refund: 'pending' }, 'visa'],
    ['by card', {}, 'pendingRefund'],
  ] as const) {
    test(`that is slow (${name}) counts at once, and succeeds later`, () => {
      const { ledger, id } = refunded(metadata, card);
      const refund = ledger.refund(id, 400);
      assert.deepEqual(
        [refund.status, refund.pending_reason, refund.due_at],
        ['pending', 'processing', ledger.now + 60],
      );
      assert.equal(ledger.charge(id).amount_refunded, 400);
      assert.equal(ledger.record(id).amounts.refunded, 400);
      ledger.now += 59;
      assert.equal(ledger.dueRefund(refund.id).status, 'pending');
      ledger.now += 1;
      const { status, pending_reason, due_at } = ledger.dueRefund(refund.id);
      assert.deepEqual([status, pending_reason, due_at], ['succeeded', undefined, undefined]);
      assert.equal(ledger.charge(id).amount_refunded, 400);
      assert.equal(ledger.all('balance_transaction').length, 2);
      ledger.dueRefund(refund.id);
      assert.deepEqual(ledger.types, []);
    });
  }

  for (const [name, metadata, card] of [
    ['by script', { sandbox_refund: 'failed' }, 'visa'],
    ['by card', {}, 'refundFail'],
  ] as const) {
    test(`that fails (${name}) brings its money back`, () => {
      const { ledger, id } = refunded(metadata, card);
      const refund = ledger.refund(id);
      assert.deepEqual([refund.status, refund.due_at], ['succeeded', ledger.now + 60]);
      assert.equal(ledger.refuseRefund(id).code, 'charge_already_refunded');
      ledger.now += 60;
      const failed = ledger.dueRefund(refund.id);
      assert.deepEqual([failed.status, failed.due_at, failed.failure_reason], ['failed', undefined, 'unknown']);
      const back = ledger.get('balance_transaction', failed.failure_balance_transaction ?? '');
      assert.deepEqual([back.type, back.amount, back.source], ['refund_failure', 1_000, refund.id]);
      assert.equal(ledger.charge(id).amount_refunded, undefined);
      assert.deepEqual(ledger.record(id).amounts, { requested: 1_000, authorized: 1_000, guaranteed: 1_000 });
      ledger.dueRefund(refund.id);
      assert.deepEqual(ledger.types, []);
      assert.equal(ledger.refund(id).amount, 1_000);
    });
  }
});

test('a cancellation that the processor declines changes nothing', () => {
  const ledger = new IntentLedger();
  const id = ledger.authorized({}, { members: { metadata: { sandbox_void: 'declined' } } });
  assert.deepEqual(ledger.refuse(cancelPaymentIntent, { id, cancellation_reason: 'abandoned' }), {
    refused: true,
    status: 402,
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
    charge: ledger.charge(id).id,
    shows: [{ member: 'payment_intent', kind: 'payment_intent', id }],
  });
  ledger.update(id, { members: { metadata: { sandbox_void: '' } } });
  ledger.cancel(id);
  assert.equal(ledger.seen(id), 'canceled 1000/0/0');
});

test('nothing is voided where nothing is held', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({
    card: 'authenticationRequired',
    confirmation: {},
    members: { metadata: { sandbox_void: 'declined' } },
  });
  ledger.cancel(id);
  assert.equal(ledger.seen(id), 'canceled 1000/0/0');
});
