/** Making, advancing and deleting clocks, and customers under them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CommandInput, CommandName } from '../../../src/core/commands.js';
import { createCustomer } from '../../../src/core/payments/customer/create.js';
import { createPaymentIntent } from '../../../src/core/payments/payment_intent/create.js';
import { contextOf, outcomeOf, stateOf } from '../../support/rules.js';
import { BEGIN, ClockBook, DAY, MACHINE, made, newCustomer } from './clock_book.js';

const MONTH = 30 * DAY;
const YEARS = 731 * DAY;

describe('a test clock', () => {
  it('stands at its time, and is kept for 30 days by the machine', async () => {
    const book = new ClockBook();
    const id = await book.run('test_clock.create', { frozen_time: BEGIN, name: 'a year' });
    assert.deepEqual(book.get('test_clock', id), {
      id,
      created: MACHINE,
      frozen_time: BEGIN,
      name: 'a year',
      due_at: MACHINE + MONTH,
    });
    book.now += MONTH - 1;
    await book.run('test_clock.due', { id });
    assert.equal(book.get('test_clock', id).deleted, undefined);
    const customer = await book.customer(id);
    book.now += 1;
    await book.run('test_clock.due', { id });
    assert.deepEqual(book.get('test_clock', id), { id, created: MACHINE, deleted: true, frozen_time: BEGIN });
    assert.deepEqual(book.get('customer', customer), { id: customer, created: BEGIN, deleted: true });
  });

  it('goes forward only, and by two years at most', async () => {
    const book = new ClockBook();
    const id = await book.clock();
    for (const [frozen_time, message] of [
      [BEGIN - 1, /only goes forward/],
      [BEGIN, /only goes forward/],
      [BEGIN + YEARS + 1, /two years/],
    ] as const) {
      const refusal = await book.refused('test_clock.advance', { id, frozen_time });
      assert.deepEqual([refusal.status, refusal.param], [400, 'frozen_time']);
      assert.match(refusal.message, message);
    }
    assert.deepEqual(
      (await book.advance(id, BEGIN + YEARS)).map(({ type }) => type),
      ['test_helpers.test_clock.ready'],
    );
    assert.equal(book.get('test_clock', id).frozen_time, BEGIN + YEARS);
    assert.equal(book.get('test_clock', id).due_at, MACHINE + MONTH);
    await book.advance(id, BEGIN + YEARS + 1);
    assert.equal(book.get('test_clock', id).frozen_time, BEGIN + YEARS + 1);
  });

  it('says where it is going, and changes nothing where there is nothing to do', async () => {
    const book = new ClockBook();
    const id = await book.clock();
    await book.run('test_clock.advance', { id, frozen_time: BEGIN + DAY });
    assert.deepEqual(book.get('test_clock', id), {
      id,
      created: MACHINE,
      frozen_time: BEGIN,
      advancing_to: BEGIN + DAY,
      due_at: MACHINE,
    });
    const again = await book.refused('test_clock.advance', { id, frozen_time: BEGIN + 2 * DAY });
    assert.deepEqual([again.status, again.code, again.should_retry], [429, 'lock_timeout', true]);
    assert.equal(again.message, `Test clock advancement underway - cannot perform modifications: ${id}`);
    await book.arrive(id);
    const entries = book.writer.journal.length;
    await book.run('test_clock.due', { id });
    assert.equal(book.writer.journal.length, entries);
  });

  it('has three customers at most, and room again when one is deleted', async () => {
    const book = new ClockBook();
    const id = await book.clock();
    const [first = ''] = [await book.customer(id), await book.customer(id), await book.customer(id)];
    const refusal = await book.refused('customer.create', newCustomer(id));
    assert.deepEqual([refusal.status, refusal.param], [400, 'test_clock']);
    await book.run('customer.delete', { id: first });
    assert.equal(book.get('customer', await book.customer(id)).test_clock, id);
  });

  it('takes no customers once it is deleted, and its own are gone with their cards', async () => {
    const book = new ClockBook();
    const id = await book.clock();
    const [mine, other] = [await book.customer(id), await book.customer(undefined)];
    const method = await book.run('payment_method.create', (made('visa') as { made: never }).made);
    await book.run('payment_method.attach', { method: { name: method }, customer: mine });
    await book.run('test_clock.delete', { id });
    assert.equal(book.get('payment_method', method).customer, undefined);
    assert.equal(book.get('payment_method', method).detached, true);
    assert.equal(book.get('customer', mine).deleted, true);
    assert.equal(book.get('customer', other).deleted, undefined);
    for (const [name, input, status, code] of [
      ['customer.create', newCustomer(id), 400, 'resource_missing'],
      ['customer.create', newCustomer('clock_unknown'), 400, 'resource_missing'],
      ['test_clock.advance', { id, frozen_time: BEGIN + 1 }, 404, 'resource_missing'],
      ['test_clock.delete', { id }, 404, 'resource_missing'],
      ['test_clock.due', { id: 'clock_unknown' }, 404, 'resource_missing'],
    ] as const) {
      const refusal = await book.refused(name, input as CommandInput<CommandName>);
      assert.deepEqual([refusal.status, refusal.code], [status, code], name);
    }
  });
});

describe('what is under a clock', () => {
  it('is not touched while the clock is on its way', async () => {
    const book = new ClockBook();
    const clock = await book.clock();
    const customer = await book.customer(clock);
    const method = await book.run('payment_method.create', (made('visa') as { made: never }).made);
    await book.run('payment_method.attach', { method: { name: method }, customer });
    const spare = await book.run('payment_method.create', (made('visa') as { made: never }).made);
    const held = await book.pay('visa', { customer, manual: true });
    const disputed = await book.pay('createDispute', { customer });
    const paid = await book.pay('visa', { customer });
    const refund = await book.refund(paid.id, 100);
    const setup = await book.run('setup_intent.create', {
      members: { customer },
      automatic_payment_methods: undefined,
      confirmation: undefined,
      description: undefined,
      metadata: undefined,
      usage: undefined,
    });
    const dispute = book.only('dispute').id;
    await book.run('test_clock.advance', { id: clock, frozen_time: BEGIN + DAY });
    const nothing = undefined as never;
    const commands: readonly (readonly [CommandName, object])[] = [
      ['customer.create', newCustomer(clock)],
      [
        'customer.update',
        { id: customer, members: { name: 'Jo' }, metadata: nothing, default_payment_method: nothing },
      ],
      ['customer.delete', { id: customer }],
      ['payment_method.attach', { method: { name: spare }, customer }],
      ['payment_method.detach', { id: method }],
      ['payment_method.update', { id: method, metadata: { a: '1' } }],
      ['payment_intent.create', { amount: 100, currency: 'usd', members: { customer } }],
      ['payment_intent.update', { id: held.id, members: { description: 'x' } }],
      ['payment_intent.confirm', { id: held.id, members: {}, confirmation: {} }],
      ['payment_intent.capture', { id: held.id }],
      ['payment_intent.increment_authorization', { id: held.id, amount: 2_000 }],
      ['payment_intent.cancel', { id: held.id }],
      ['payment_intent.due', { id: held.id }],
      ['payment_intent.authenticate', { id: held.id, outcome: 'succeeded' }],
      ['charge.update', { id: paid.latest_charge, description: 'x' }],
      ['refund.create', { of: { payment_intent: paid.id } }],
      ['refund.create', { of: { charge: paid.latest_charge } }],
      ['refund.update', { id: refund, metadata: { a: '1' } }],
      ['refund.due', { id: refund }],
      ['dispute.update', { id: dispute, metadata: { a: '1' } }],
      ['dispute.close', { id: dispute }],
      ['dispute.due', { id: dispute }],
      ['setup_intent.create', { members: { customer } }],
      ['setup_intent.update', { id: setup, members: {}, description: 'x' }],
      ['setup_intent.confirm', { id: setup, members: {} }],
      ['setup_intent.cancel', { id: setup }],
    ];
    for (const [name, input] of commands) {
      const refusal = await book.refused(name, input as CommandInput<CommandName>);
      assert.deepEqual([refusal.status, refusal.code], [429, 'lock_timeout'], name);
    }
    assert.equal(disputed.test_clock, clock);
    // Others are, and the clock itself can be deleted.
    await book.pay('visa', { customer: await book.customer(undefined) });
    await book.run('test_clock.delete', { id: clock });
    assert.equal(book.get('test_clock', clock).frozen_time, BEGIN);
  });

  it('belongs to customers of its own time only', async () => {
    const book = new ClockBook();
    const [clock, second] = [await book.clock(), await book.clock()];
    const [mine, theirs, nobodys] = [
      await book.customer(clock),
      await book.customer(second),
      await book.customer(undefined),
    ];
    const declined = { amount: undefined, currency: undefined, payment_method: undefined } as const;
    const create = (customer: string | undefined) =>
      book.run('payment_intent.create', {
        amount: 1_000,
        currency: 'usd',
        confirmation: undefined,
        confirmation_method: undefined,
        members: { customer },
        payment_method: undefined,
      });
    const own = await create(mine);
    const loose = await create(undefined);
    for (const [id, customer] of [
      [own, theirs],
      [own, nobodys],
      [loose, mine],
    ] as const) {
      const refusal = await book.refused('payment_intent.update', { id, ...declined, members: { customer } });
      assert.deepEqual([refusal.status, refusal.param], [400, 'customer']);
      assert.match(refusal.message, /names it when it is made/);
    }
    await book.run('payment_intent.update', { id: own, ...declined, members: { customer: null } });
    assert.equal(book.get('payment_intent', own).test_clock, clock);
    await book.run('payment_intent.update', { id: own, ...declined, members: { customer: mine } });
    await book.run('payment_intent.update', { id: loose, ...declined, members: { customer: nobodys } });
    const paid = await book.pay('visa');
    const unchanged = { description: undefined, metadata: undefined, receipt_email: undefined, shipping: undefined };
    const charge = { id: paid.latest_charge ?? '', ...unchanged, user_report: undefined };
    assert.equal((await book.refused('charge.update', { ...charge, customer: mine } as never)).param, 'customer');
    const setup = await book.run('setup_intent.create', {
      members: {},
      automatic_payment_methods: undefined,
      confirmation: undefined,
      description: undefined,
      metadata: undefined,
      usage: undefined,
    });
    const changed = { id: setup, description: undefined, metadata: undefined };
    assert.equal(
      (await book.refused('setup_intent.update', { ...changed, members: { customer: mine } })).param,
      'customer',
    );
  });

  it('is decided only while the clock stands where it was seen', () => {
    const clock = { id: 'clock_1', created: 1, frozen_time: BEGIN, customers: 1 };
    const customer = { id: 'cus_1', created: BEGIN, test_clock: 'clock_1' };
    const state = stateOf({ customer: [customer], test_clock: [clock] });
    const input = {
      amount: 1_000,
      currency: 'usd',
      confirmation: undefined,
      confirmation_method: undefined,
      members: { customer: 'cus_1' },
      payment_method: undefined,
    };
    const { guards, changes } = outcomeOf(createPaymentIntent.decide(state, input, contextOf()));
    assert.deepEqual(guards, ['clock_1']);
    assert.equal(changes?.[0]?.created, BEGIN);
    // A place is taken by a change of the clock itself.
    const made = outcomeOf(createCustomer.decide(state, newCustomer('clock_1'), contextOf()));
    assert.deepEqual(made.changes?.[1], { ...clock, customers: 2 });
  });
});
