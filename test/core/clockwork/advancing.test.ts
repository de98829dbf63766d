/** What happens under a clock happens at its own time, in order, and not by the machine's time. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evidenceDueBy } from '../../../src/core/payments/dispute/times.js';
import { BEGIN, ClockBook, DAY, inShort, MACHINE, made } from './clock_book.js';

async function begin(): Promise<{ book: ClockBook; clock: string; customer: string }> {
  const book = new ClockBook();
  const clock = await book.clock();
  return { book, clock, customer: await book.customer(clock) };
}

describe('advancing a test clock', () => {
  it('gives everything that is made under it its time', async () => {
    const { book, clock, customer } = await begin();
    const paid = await book.pay('createDispute', { customer });
    const held = await book.pay('visa', { customer, manual: true });
    const warned = await book.pay('createIssuerFraudRecord', { customer });
    await book.refund(warned.id);
    await book.run('setup_intent.create', {
      members: { customer, payment_method: made('visa') },
      automatic_payment_methods: undefined,
      confirmation: { never_redirects: false, uses_stripe_sdk: false },
      description: undefined,
      metadata: undefined,
      usage: undefined,
    });
    for (const kind of [
      'customer',
      'payment_intent',
      'payment_record',
      'payment_attempt_record',
      'charge',
      'refund',
      'dispute',
      'early_fraud_warning',
      'balance_transaction',
      'payment_method',
      'setup_intent',
      'setup_attempt',
    ] as const) {
      const times = new Set(book.all(kind).map(({ created }) => created));
      assert.deepEqual([...times], [BEGIN], kind);
    }
    assert.equal(book.get('payment_intent', held.id).due_at, BEGIN + 7 * DAY);
    assert.equal(book.only('dispute').due_at, evidenceDueBy(BEGIN));
    assert.deepEqual(
      book
        .all('balance_transaction')
        .map(({ type, available_on, is_available = false }) => [type, (available_on - BEGIN) / DAY, is_available]),
      [
        ['charge', 2, false],
        ['adjustment', 0, true],
        ['charge', 2, false],
        ['refund', 0, true],
      ],
    );
    assert.equal(paid.test_clock, clock);
  });

  it('ends an authorization exactly when its time has come, and not by the machine', async () => {
    const { book, clock, customer } = await begin();
    const { id } = await book.pay('visa', { customer, manual: true });
    book.now = BEGIN + 100 * DAY;
    await book.run('payment_intent.due', { id });
    assert.equal(book.get('payment_intent', id).status, 'requires_capture');
    book.now = MACHINE;
    assert.deepEqual(inShort(await book.advance(clock, BEGIN + 7 * DAY - 1)), ['+7 d test_helpers.test_clock.ready']);
    assert.equal(book.get('payment_intent', id).status, 'requires_capture');
    const told = await book.advance(clock, BEGIN + 30 * DAY);
    assert.deepEqual(inShort(told), [
      '+7 d charge.expired',
      '+7 d charge.hold_refunded',
      '+7 d payment_intent.canceled',
      '+30 d test_helpers.test_clock.ready',
    ]);
    const { status, canceled_at, cancellation_reason } = book.get('payment_intent', id);
    assert.deepEqual([status, canceled_at, cancellation_reason], ['canceled', BEGIN + 7 * DAY, 'expired']);
  });

  it('does everything in the order of time, also what begins on the way', async () => {
    const { book, clock, customer } = await begin();
    const script = { sandbox_outcome: 'timeout', sandbox_after_seconds: String(3 * DAY) };
    const late = await book.pay('createDispute', { customer, metadata: script });
    assert.equal(late.status, 'processing');
    await book.pay('visa', { customer, manual: true });
    const paid = await book.pay('refundFail', { customer });
    const refund = await book.refund(paid.id, 300);
    const told = await book.advance(clock, BEGIN + 400 * DAY);
    assert.deepEqual(inShort(told), [
      '+0 d refund.failed',
      '+0 d charge.refund.updated',
      '+3 d charge.succeeded',
      '+3 d charge.dispute.created',
      '+3 d charge.dispute.funds_withdrawn',
      '+3 d payment_intent.succeeded',
      '+7 d charge.expired',
      '+7 d charge.hold_refunded',
      '+7 d payment_intent.canceled',
      '+12 d charge.dispute.closed',
      '+400 d test_helpers.test_clock.ready',
    ]);
    assert.equal(book.get('refund', refund).status, 'failed');
    const dispute = book.only('dispute');
    assert.deepEqual([dispute.status, dispute.created], ['lost', BEGIN + 3 * DAY]);
    const failure = book.all('balance_transaction').find(({ type }) => type === 'refund_failure');
    assert.equal(failure?.created, BEGIN + 60);
    assert.deepEqual(
      book.all('balance_transaction').filter(({ is_available }) => is_available !== true),
      [],
    );
  });

  it('tells what is received when it can be used', async () => {
    const { book, clock, customer } = await begin();
    await book.pay('visa', { customer });
    await book.advance(clock, BEGIN + 2 * DAY - 1);
    assert.equal(book.only('balance_transaction').is_available, undefined);
    await book.advance(clock, BEGIN + 2 * DAY);
    assert.equal(book.only('balance_transaction').is_available, true);
  });

  it('moves the clock with every step, and each is due at once', async () => {
    const { book, clock, customer } = await begin();
    await book.pay('visa', { customer, manual: true });
    await book.pay('visa', { customer });
    await book.run('test_clock.advance', { id: clock, frozen_time: BEGIN + 30 * DAY });
    const seen = [];
    for (let step = 0; step < 3; step += 1) {
      await book.step(clock);
      const { frozen_time, due_at, advancing_to } = book.get('test_clock', clock);
      seen.push([(frozen_time - BEGIN) / DAY, (due_at ?? 0) - MACHINE, advancing_to === undefined]);
    }
    assert.deepEqual(seen, [
      [2, -1, false],
      [7, -2, false],
      [30, 30 * DAY, true],
    ]);
  });

  it('leaves what is under no clock, or under another, as it is', async () => {
    const { book, clock } = await begin();
    const other = await book.customer(await book.clock());
    await book.pay('visa', { customer: other, manual: true });
    await book.pay('visa', { manual: true });
    const before = book.all('payment_intent');
    assert.deepEqual(inShort(await book.advance(clock, BEGIN + 30 * DAY)), ['+30 d test_helpers.test_clock.ready']);
    assert.deepEqual(book.all('payment_intent'), before);
  });

  it('asks a processor that never knows ever less often, so that the clock arrives', async () => {
    const { book, clock, customer } = await begin();
    const script = { sandbox_outcome: 'timeout', sandbox_settles: 'pending', sandbox_after_seconds: '1' };
    const { id } = await book.pay('visa', { customer, metadata: script });
    await book.run('test_clock.advance', { id: clock, frozen_time: BEGIN + 30 * DAY });
    await book.arrive(clock, 60);
    const { status, due_at } = book.get('payment_intent', id);
    assert.deepEqual([status, due_at === undefined || due_at > BEGIN + 30 * DAY], ['processing', true]);
  });

  it('ends for what is under a clock that is deleted: it stays at that time', async () => {
    const { book, clock, customer } = await begin();
    const { id } = await book.pay('visa', { customer, manual: true });
    await book.advance(clock, BEGIN + DAY);
    await book.run('test_clock.delete', { id: clock });
    book.now = BEGIN + 1_000 * DAY;
    await book.run('payment_intent.due', { id });
    assert.equal(book.get('payment_intent', id).status, 'requires_capture');
    const nothing = undefined as never;
    await book.run('payment_intent.capture', { id, amount_to_capture: 400 } as never);
    await book.run('refund.create', { of: { payment_intent: id }, amount: 100, metadata: nothing, reason: nothing });
    assert.equal(book.only('refund').created, BEGIN + DAY);
    assert.equal(book.all('balance_transaction')[0]?.created, BEGIN + DAY);
  });
});
