/** Whatever is done to disputes, their money adds up: nothing is taken twice, and what is given back was taken. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DISPUTE_FEE } from '../../../../src/core/payments/balance/fees.js';
import type { Charge } from '../../../../src/core/payments/charge/types.js';
import type { Dispute } from '../../../../src/core/payments/dispute/types.js';
import { DisputeBook } from './dispute_book.js';

const SLOW = process.env['DAYBOOK_SLOW'] === '1';
/** Without a seed of its own a short run might miss a status, which the end of the test would not forgive. */
const RUNS = SLOW ? { numRuns: 2_000 } : { numRuns: 300, seed: 42 };

const CARDS = [
  'createDispute',
  'createDisputeProductNotReceived',
  // Three times as likely: it has the longest ways.
  'createDisputeInquiry',
  'createDisputeInquiry',
  'createDisputeInquiry',
  'createIssuerFraudRecord',
  'createMultipleDisputes',
  'createCe3EligibleDispute',
  'createComplianceDispute',
  'visa',
] as const;

const ESCALATES = 'escalate_inquiry_evidence';
const TEXTS = ['winning_evidence', 'losing_evidence', ESCALATES, ESCALATES, 'a receipt'] as const;

type Step =
  | { readonly step: 'submit'; readonly text: (typeof TEXTS)[number]; readonly submits: boolean }
  | { readonly step: 'close' }
  | { readonly step: 'pass'; readonly days: number }
  | { readonly step: 'due' }
  | { readonly step: 'refund'; readonly percent: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    step: fc.constant('submit' as const),
    text: fc.constantFrom(...TEXTS),
    submits: fc.constantFrom(true, true, false),
  }),
  fc.constant({ step: 'close' as const }),
  fc.record({ step: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 80 }) }),
  fc.constant({ step: 'due' as const }),
  fc.record({ step: fc.constant('refund' as const), percent: fc.integer({ min: 1, max: 100 }) }),
);

const payment = fc.record({
  card: fc.constantFrom(...CARDS),
  amount: fc.oneof(fc.integer({ min: 50, max: 60 }), fc.integer({ min: 50, max: 99_999_999 })),
  captures: fc.option(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 3 }), { nil: undefined }),
});

interface GivenPayment {
  readonly card: string;
  readonly amount: number;
  /** In per cent of what is left; absent where the money is taken at once. */
  readonly captures: readonly number[] | undefined;
}

async function pay(book: DisputeBook, { card, amount, captures }: GivenPayment): Promise<void> {
  if (captures === undefined) {
    await book.pay(card, { amount });
    return;
  }
  await book.pay(card, { amount, capture_method: 'manual', card_options: { request_multicapture: 'if_available' } });
  for (const percent of captures) {
    const left = book.only('payment_intent').amount_capturable ?? 0;
    if (left > 0) await book.capture(Math.max(1, Math.floor((left * percent) / 100)), false);
  }
}

async function act(book: DisputeBook, done: Step): Promise<void> {
  if (done.step === 'pass') return book.passDays(done.days);
  if (done.step === 'refund') return refund(book, done.percent);
  for (const { id, eligibility } of book.all('dispute')) {
    if (done.step === 'close') await book.try('dispute.close', { id });
    else if (done.step === 'due') await book.run('dispute.due', { id });
    else {
      const acknowledged = { visa_compelling_evidence_3: undefined, visa_compliance: { fee_acknowledged: true } };
      await book.try('dispute.update', {
        id,
        enhanced_evidence: eligibility === 'visa_compliance' ? acknowledged : undefined,
        evidence: { uncategorized_text: done.text },
        metadata: undefined,
        submit: done.submits,
      });
    }
  }
}

/** A part of what is left goes back, as far as disputes let it. */
async function refund(book: DisputeBook, percent: number): Promise<void> {
  const charge = book.only('charge');
  if (book.all('dispute').some(({ status }) => ['needs_response', 'under_review', 'lost'].includes(status))) return;
  const left = (charge.amount_captured ?? 0) - (charge.amount_refunded ?? 0);
  const amount_refunded = (charge.amount_refunded ?? 0) + Math.floor((left * percent) / 100);
  if (amount_refunded > 0) await book.put('charge', { ...charge, amount_refunded });
}

/** What must hold at every moment. */
function check(book: DisputeBook, charge: Charge, disputes: readonly Dispute[]): void {
  const transactions = book.all('balance_transaction');
  let out = 0;
  for (const dispute of disputes) {
    const own = transactions.filter(({ source }) => source === dispute.id);
    assert.deepEqual(dispute.balance_transactions ?? [], own);
    const [withdrawn, reinstated, ...more] = own;
    assert.deepEqual(more, []);
    const was_taken = ['needs_response', 'under_review', 'won', 'lost'].includes(dispute.status);
    assert.equal(withdrawn?.amount, was_taken ? -dispute.amount : undefined);
    assert.equal(withdrawn?.fee, was_taken ? DISPUTE_FEE : undefined);
    assert.equal(reinstated?.amount, dispute.status === 'won' ? dispute.amount : undefined);
    assert.equal(reinstated?.fee, undefined);
    assert.equal(dispute.due_at === undefined, ['won', 'lost', 'warning_closed'].includes(dispute.status));
    const net = own.reduce((sum, { amount, fee = 0 }) => sum + amount - fee, 0);
    const expected = dispute.status === 'won' ? -DISPUTE_FEE : was_taken ? -dispute.amount - DISPUTE_FEE : 0;
    assert.equal(net, expected);
    out -= own.reduce((sum, { amount }) => sum + amount, 0);
  }
  const received = transactions.filter(({ type }) => type === 'charge').reduce((sum, { amount }) => sum + amount, 0);
  assert.equal(received, charge.amount_captured ?? 0);
  const back = out + (charge.amount_refunded ?? 0);
  assert.ok(back >= 0 && back <= received, `${back} went back of ${received}`);
  const adjustments = transactions.filter(({ type }) => type === 'adjustment').length;
  assert.equal(
    adjustments,
    disputes.reduce((sum, { balance_transactions = [] }) => sum + balance_transactions.length, 0),
  );
}

test('withdrawals and reinstatements of disputes add up', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(payment, fc.array(step, { maxLength: 8 }), async (given, steps) => {
      const book = new DisputeBook();
      await pay(book, given);
      check(book, book.only('charge'), book.all('dispute'));
      for (const each of steps) {
        await act(book, each);
        check(book, book.only('charge'), book.all('dispute'));
        for (const { status } of book.all('dispute')) seen.add(status);
      }
    }),
    RUNS,
  );
  assert.deepEqual([...seen].sort(), [
    'lost',
    'needs_response',
    'under_review',
    'warning_closed',
    'warning_needs_response',
    'warning_under_review',
    'won',
  ]);
});
