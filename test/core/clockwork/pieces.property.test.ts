/** Whatever is under a clock, it comes to the same whether the clock is advanced at once or in pieces. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Kind } from '../../../src/core/kernel/kind.js';
import { KIND_NAMES } from '../../../src/core/kinds.js';
import { netOf } from '../../../src/core/payments/balance/types.js';
import { BEGIN, ClockBook, DAY, type Told } from './clock_book.js';

const RUNS = process.env['DAYBOOK_SLOW'] === '1' ? { numRuns: 500 } : { numRuns: 60, seed: 42 };

const SETTLES = ['succeeded', 'declined', 'not_found', 'pending'] as const;

const payment = fc.record({
  card: fc.constantFrom('visa', 'createDispute', 'createDisputeInquiry', 'createMultipleDisputes', 'bypassPending'),
  amount: fc.integer({ min: 50, max: 5_000 }),
  manual: fc.boolean(),
  unknown_for_hours: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
  settles: fc.constantFrom(...SETTLES),
  /** In per cent; absent for nothing. */
  refunded: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  refund: fc.constantFrom('pending', 'failed', ''),
});
type Payment = typeof payment extends fc.Arbitrary<infer T> ? T : never;

const DAYS = 200;
const pieces = fc.array(fc.integer({ min: 1, max: DAYS * DAY - 1 }), { maxLength: 6 });

async function pay(book: ClockBook, customer: string, given: Payment): Promise<void> {
  const { amount, card, manual, refund, refunded, settles, unknown_for_hours: hours } = given;
  const unknown: Record<string, string> = hours === undefined ? {} : { sandbox_outcome: 'timeout' };
  const { id, status } = await book.pay(card, {
    amount,
    customer,
    manual,
    metadata: {
      ...unknown,
      sandbox_settles: settles,
      sandbox_after_seconds: String((hours ?? 1) * 3_600),
      sandbox_refund: refund,
    },
  });
  if (status !== 'succeeded' || refunded === undefined) return;
  // What is disputed cannot be refunded.
  await book.try('refund.create', {
    of: { payment_intent: id },
    amount: Math.ceil((amount * refunded) / 100),
    metadata: undefined,
    reason: undefined,
  });
}

/** Everything, with ids by the order in which they appear, and without what a processor derives from them. */
function everything(book: ClockBook): string {
  const numbers = new Map<string, string>();
  const documents = KIND_NAMES.map((kind: Kind) => [kind, book.all(kind)]);
  const text = JSON.stringify(documents).replaceAll(/"(code|network_transaction_id)":"[0-9A-Za-z]+",?/g, '');
  return text.replaceAll(/\b(ch|cus|clock|du|issfr|par|pi|pm|pr|re|txn)_\w+/g, (id, prefix) => {
    const number = numbers.get(id) ?? `${prefix}_${numbers.size}`;
    numbers.set(id, number);
    return number;
  });
}

function checkMoney(book: ClockBook, frozen_time: number): void {
  let total = 0;
  for (const transaction of book.all('balance_transaction')) {
    total += netOf(transaction);
    assert.equal(transaction.is_available ?? false, transaction.available_on <= frozen_time);
    assert.ok(transaction.created <= frozen_time);
  }
  const received = book.all('payment_intent').reduce((sum, { amount_received = 0 }) => sum + amount_received, 0);
  const fees = book.all('balance_transaction').reduce((sum, { fee = 0 }) => sum + fee, 0);
  const kept = book.all('refund').filter(({ status }) => status !== 'failed');
  const refunded = kept.reduce((sum, { amount }) => sum + amount, 0);
  const taken = book.all('dispute').filter(({ balance_transactions = [] }) => balance_transactions.length === 1);
  const disputed = taken.reduce((sum, { amount }) => sum + amount, 0);
  assert.equal(total, received - fees - refunded - disputed);
}

test('a clock in pieces comes to the same as at once, and everything happens in the order of time', async () => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(payment, { minLength: 1, maxLength: 6 }), pieces, async (payments, cuts) => {
      const ways = [[], [...new Set(cuts)].sort((a, b) => a - b)];
      const seen = [];
      for (const way of ways) {
        const book = new ClockBook();
        const clock = await book.clock();
        const customer = await book.customer(clock);
        for (const one of payments) await pay(book, customer, one);
        const told: Told[] = [];
        for (const seconds of [...way, DAYS * DAY]) {
          told.push(...(await book.advance(clock, BEGIN + seconds)));
          checkMoney(book, BEGIN + seconds);
        }
        const times = told.map(({ at }) => at);
        assert.deepEqual(
          times,
          times.toSorted((a, b) => a - b),
        );
        const happened = told.filter(({ type }) => type !== 'test_helpers.test_clock.ready');
        for (const { type } of happened) outcomes.add(type);
        seen.push([everything(book), happened.map(({ at, type }) => `${at} ${type}`)]);
      }
      assert.deepEqual(seen[1], seen[0]);
    }),
    RUNS,
  );
  // That the lives are lives.
  for (const type of [
    'charge.expired',
    'charge.failed',
    'charge.succeeded',
    'refund.failed',
    'charge.dispute.closed',
  ]) {
    assert.ok(outcomes.has(type), `no life had a ${type}`);
  }
});
