/** What is open under a clock is given out by the clock's time, each time as another turn, and settled by it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf } from '../../../src/core/kinds.js';
import { type Connector, LEASE_SECONDS } from '../../../src/core/payments/processor/port.js';
import { PROCESSORS, TAKING } from '../../../src/core/payments/processor/registry.js';
import { SANDBOX } from '../../../src/core/payments/processor/sandbox/sandbox.js';
import { BEGIN, ClockBook, made } from './clock_book.js';

/** Known in this process only, and asked by the tests themselves. */
const LATE: Connector = {
  name: 'late',
  capabilities: SANDBOX.capabilities,
  aftermath: SANDBOX.aftermath,
  build: () => assert.fail('nothing is sent'),
  read: () => assert.fail('nothing is received'),
};
Object.assign(PROCESSORS, { [LATE.name]: LATE });
Object.assign(TAKING, { test: LATE.name });

type Asking = 'payment_intent' | 'setup_intent';

async function begin(kind: Asking, book: ClockBook, customer: string): Promise<string> {
  if (kind === 'payment_intent') return (await book.pay('visa', { customer })).id;
  return book.run('setup_intent.create', {
    members: { customer, payment_method: made('visa') },
    automatic_payment_methods: undefined,
    confirmation: { never_redirects: false, uses_stripe_sdk: false },
    description: undefined,
    metadata: undefined,
    usage: undefined,
  });
}

for (const kind of ['payment_intent', 'setup_intent'] as const) {
  test(`an open question of a ${kind} goes by its clock`, async () => {
    const book = new ClockBook();
    const clock = await book.clock();
    const id = await begin(kind, book, await book.customer(clock));
    const openOf = () => book.get(kind, id).open ?? assert.fail('nothing is open');
    const columns = () => {
      const { due_at, due_test_clock } = columnsOf(kind, book.get(kind, id));
      return [due_at, due_test_clock];
    };
    const settle = async (turn: number) => {
      const { question } = openOf();
      const answer = SANDBOX.answer(question as never) as never;
      await book.run(`${kind}.settle`, { id, key: question.key, turn, answer });
    };
    assert.deepEqual([openOf().turn, book.get(kind, id).due_at, ...columns()], [0, BEGIN, null, clock]);
    book.now += 10 * LEASE_SECONDS;
    await book.run(`${kind}.due`, { id });
    assert.equal(openOf().turn, 1, 'due by the clock, which stands where it began');
    await book.run(`${kind}.due`, { id });
    assert.equal(openOf().turn, 1, 'not due any more');
    await book.advance(clock, BEGIN + 2 * LEASE_SECONDS);
    assert.deepEqual([openOf().turn, book.get(kind, id).due_at], [3, BEGIN + 3 * LEASE_SECONDS]);
    await settle(2);
    assert.equal(book.get(kind, id).status, 'processing');
    await settle(3);
    assert.deepEqual([book.get(kind, id).status, ...columns()], ['succeeded', null, null]);
  });
}
