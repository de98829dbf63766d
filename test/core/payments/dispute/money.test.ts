/** What disputes take from the balance and give back, by card, amount and end. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DisputeBook } from './dispute_book.js';

type Movement = readonly [amount: number, fee: number];

interface Case {
  readonly card: string;
  readonly amount: number;
  /** What was refunded before the evidence comes. */
  readonly refunded?: number;
  readonly text?: string;
  readonly movements: readonly Movement[];
  readonly status: string;
}

const CASES: readonly Case[] = [
  { card: 'createDispute', amount: 1_000, movements: [[-1_000, 1_500]], status: 'needs_response' },
  { card: 'createDispute', amount: 1_000, text: 'a receipt', movements: [[-1_000, 1_500]], status: 'under_review' },
  { card: 'createDispute', amount: 1_000, text: 'losing_evidence', movements: [[-1_000, 1_500]], status: 'lost' },
  {
    card: 'createDispute',
    amount: 99_999_999,
    text: 'winning_evidence',
    movements: [
      [-99_999_999, 1_500],
      [99_999_999, 0],
    ],
    status: 'won',
  },
  { card: 'createDisputeInquiry', amount: 1_000, movements: [], status: 'warning_needs_response' },
  { card: 'createDisputeInquiry', amount: 1_000, text: 'winning_evidence', movements: [], status: 'warning_closed' },
  { card: 'createDisputeInquiry', amount: 1_000, text: 'losing_evidence', movements: [], status: 'warning_closed' },
  {
    card: 'createDisputeInquiry',
    amount: 1_000,
    text: 'escalate_inquiry_evidence',
    movements: [[-1_000, 1_500]],
    status: 'needs_response',
  },
  {
    card: 'createDisputeInquiry',
    amount: 1_000,
    refunded: 400,
    text: 'escalate_inquiry_evidence',
    movements: [[-600, 1_500]],
    status: 'needs_response',
  },
  {
    card: 'createDisputeInquiry',
    amount: 1_000,
    refunded: 1_000,
    text: 'escalate_inquiry_evidence',
    movements: [],
    status: 'warning_closed',
  },
];

for (const { card, amount, refunded, text, movements, status } of CASES) {
  const what = [card, amount, refunded === undefined ? '' : `refunded ${refunded}`, text].filter(Boolean).join(', ');
  it(what, async () => {
    const book = new DisputeBook();
    await book.pay(card, { amount });
    if (refunded !== undefined) await book.put('charge', { ...book.only('charge'), amount_refunded: refunded });
    if (text !== undefined) await book.submit(text);
    assert.deepEqual([book.movements(), book.only('dispute').status], [movements, status]);
  });
}

describe('an escalated inquiry', () => {
  it('is of what was not refunded, and gives that back when it is won', async () => {
    const book = new DisputeBook();
    await book.pay('createDisputeInquiry', { amount: 1_000 });
    await book.put('charge', { ...book.only('charge'), amount_refunded: 400 });
    await book.submit('escalate_inquiry_evidence');
    assert.equal(book.only('dispute').amount, 600);
    await book.submit('winning_evidence');
    assert.deepEqual(book.movements(), [
      [-600, 1_500],
      [600, 0],
    ]);
  });
});

it('movements name the dispute and its charge', async () => {
  const book = new DisputeBook();
  await book.pay('createDispute');
  await book.submit('winning_evidence');
  const { id, charge, balance_transactions } = book.only('dispute');
  assert.deepEqual(
    balance_transactions?.map(({ source, description, type }) => [source, description, type]),
    [
      [id, `Chargeback withdrawal for ${charge}`, 'adjustment'],
      [id, `Chargeback reversal for ${charge}`, 'adjustment'],
    ],
  );
});
