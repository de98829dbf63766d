/** What every card with a dispute does once money was taken, with the order of events. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Dispute } from '../../../../src/core/payments/dispute/types.js';
import { TEST_CARDS } from '../../../../src/core/payments/processor/sandbox/test_cards.js';
import { DisputeBook, type Paying, START } from './dispute_book.js';

const CREATED = 'charge.dispute.created';
const WITHDRAWN = 'charge.dispute.funds_withdrawn';
const WARNED = 'radar.early_fraud_warning.created';
/** The end of the eighth day after: 2026-06-23 23:59:59. */
const DUE_BY = Date.UTC(2026, 5, 24) / 1000 - 1;
const DAY_SECONDS = 86_400;

type Expected = Partial<Pick<Dispute, 'status' | 'reason' | 'network_reason_code' | 'eligibility' | 'amount'>>;

const FRAUD = { status: 'needs_response', reason: 'fraudulent', network_reason_code: '10.4', amount: 1_001 } as const;

/** By the key of the card: its disputes of 1,001, its events between the charge and the success, and those after. */
const CARDS: Readonly<Record<string, { disputes: Expected[]; before: string[]; after?: string[] }>> = {
  createDispute: { disputes: [FRAUD], before: [CREATED, WITHDRAWN] },
  createDisputeProductNotReceived: {
    disputes: [{ ...FRAUD, reason: 'product_not_received', network_reason_code: '13.1' }],
    before: [CREATED, WITHDRAWN],
  },
  createDisputeInquiry: {
    disputes: [{ ...FRAUD, status: 'warning_needs_response', network_reason_code: '10' }],
    before: [CREATED],
  },
  createIssuerFraudRecord: { disputes: [], before: [], after: [WARNED] },
  createMultipleDisputes: {
    disputes: [
      { ...FRAUD, amount: 501 },
      { ...FRAUD, amount: 500 },
    ],
    before: [CREATED, WITHDRAWN, CREATED, WITHDRAWN],
  },
  createCe3EligibleDispute: {
    disputes: [{ ...FRAUD, eligibility: 'visa_compelling_evidence_3' }],
    before: [CREATED, WITHDRAWN],
  },
  createComplianceDispute: {
    disputes: [{ status: 'needs_response', reason: 'noncompliant', eligibility: 'visa_compliance', amount: 1_001 }],
    before: [CREATED, WITHDRAWN],
  },
};

it('covers every test card with a dispute', () => {
  const disputed = TEST_CARDS.filter(({ behaviour }) => behaviour.kind === 'disputed').map(({ key }) => key);
  assert.deepEqual(Object.keys(CARDS).sort(), disputed.sort());
});

for (const [key, { disputes, before, after = [] }] of Object.entries(CARDS)) {
  describe(key, () => {
    const check = (book: DisputeBook, scale = 1) => {
      const made = book.all('dispute');
      const is_scaled = scale !== 1;
      assert.deepEqual(
        made.map(({ status, reason, network_reason_code, eligibility, amount }) => ({
          status,
          reason,
          ...(network_reason_code === undefined ? {} : { network_reason_code }),
          ...(eligibility === undefined ? {} : { eligibility }),
          ...(is_scaled ? {} : { amount }),
        })),
        disputes.map(({ amount, ...rest }) => (is_scaled ? rest : { ...rest, amount })),
      );
      const charge = book.only('charge');
      assert.equal(charge.disputed, disputes.length === 0 ? undefined : true);
      const taken = made.filter(({ status }) => status === 'needs_response');
      assert.deepEqual(
        book.movements(),
        taken.map(({ amount }) => [-amount, 1_500]),
      );
      for (const dispute of made) {
        const is_inquiry = dispute.status === 'warning_needs_response';
        assert.equal(dispute.evidence_due_by, DUE_BY);
        assert.equal(dispute.due_at, is_inquiry ? START + 120 * DAY_SECONDS : DUE_BY);
        assert.deepEqual(
          [dispute.charge, dispute.payment_intent, dispute.currency, dispute.card_brand],
          [charge.id, charge.payment_intent, 'usd', 'visa'],
        );
        assert.deepEqual(
          (dispute.balance_transactions ?? []).map(({ id }) => id),
          is_inquiry
            ? []
            : book.all('balance_transaction').flatMap(({ id, source }) => (source === dispute.id ? id : [])),
        );
      }
      // What was guaranteed stays so on the record: it has no amount for disputes.
      assert.equal(book.only('payment_record').amounts.guaranteed, charge.amount_captured);
    };

    it('when the money is taken at once', async () => {
      const book = new DisputeBook();
      const events = await book.pay(key, { amount: 1_001 });
      const created = ['payment_intent.created', 'charge.succeeded'];
      assert.deepEqual(events, [...created, ...before, 'payment_intent.succeeded', ...after]);
      check(book);
    });

    it('when the money follows the answer', async () => {
      const book = new DisputeBook();
      const events = await book.pay(key, { amount: 1_001, capture_method: 'automatic_async' });
      const created = ['payment_intent.created', 'charge.succeeded'];
      assert.deepEqual(events, [...created, ...before, 'payment_intent.succeeded', 'charge.updated', ...after]);
      check(book);
    });

    it('when it is captured, and not before', async () => {
      const book = new DisputeBook();
      await book.pay(key, { amount: 2_000, capture_method: 'manual' });
      assert.deepEqual([book.all('dispute'), book.all('early_fraud_warning')], [[], []]);
      const events = await book.capture(1_001);
      assert.deepEqual(events, ['charge.captured', ...before, 'payment_intent.succeeded', ...after]);
      check(book);
    });

    it('when the first of several captures brings money, and not again', async () => {
      const book = new DisputeBook();
      const several: Paying = {
        amount: 3_000,
        capture_method: 'manual',
        card_options: { request_multicapture: 'if_available' },
      };
      await book.pay(key, several);
      const updated = ['charge.updated', 'payment_intent.amount_capturable_updated'];
      assert.deepEqual(await book.capture(1_001, false), [...updated, ...before]);
      assert.deepEqual(await book.capture(500, false), updated);
      const last = await book.capture(undefined, true);
      assert.deepEqual(last, [...updated, 'charge.captured', 'payment_intent.succeeded', ...after]);
      check(book, 3);
      const sum = book.all('dispute').reduce((total, { amount }) => total + amount, 0);
      assert.equal(sum, disputes.length === 0 ? 0 : 1_001);
    });

    it('not when the payment is canceled', async () => {
      const book = new DisputeBook();
      await book.pay(key, { capture_method: 'manual' });
      await book.run('payment_intent.cancel', { id: book.only('payment_intent').id, cancellation_reason: undefined });
      assert.deepEqual([book.all('dispute'), book.all('early_fraud_warning'), book.movements()], [[], [], []]);
    });
  });
}

describe('an early fraud warning', () => {
  it('names the charge and marks it, and takes no money', async () => {
    const book = new DisputeBook();
    await book.pay('createIssuerFraudRecord');
    const charge = book.only('charge');
    const warning = book.only('early_fraud_warning');
    assert.deepEqual(warning, {
      id: warning.id,
      created: START,
      actionable: true,
      charge: charge.id,
      fraud_type: 'misc',
      payment_intent: charge.payment_intent,
    });
    assert.deepEqual(charge.fraud_details, { stripe_report: 'fraudulent' });
    assert.deepEqual(book.movements(), []);
  });
});

describe('several disputes', () => {
  for (const [amount, shares] of [
    [50, [25, 25]],
    [51, [26, 25]],
    [99_999_999, [50_000_000, 49_999_999]],
  ] as const) {
    it(`share ${amount}`, async () => {
      const book = new DisputeBook();
      await book.pay('createMultipleDisputes', { amount });
      assert.deepEqual(
        book.all('dispute').map((dispute) => dispute.amount),
        shares,
      );
    });
  }

  it('are one where there is nothing to share', async () => {
    const book = new DisputeBook();
    await book.pay('createMultipleDisputes', { amount: 50, capture_method: 'manual' });
    await book.capture(1);
    assert.equal(book.only('dispute').amount, 1);
  });
});

it('other cards are disputed by nobody', async () => {
  for (const key of ['visa', 'pendingRefund', 'bypassPending', 'cvcCheckFail']) {
    const book = new DisputeBook();
    await book.pay(key);
    assert.deepEqual([book.all('dispute'), book.all('early_fraud_warning'), book.movements()], [[], [], []]);
  }
});
