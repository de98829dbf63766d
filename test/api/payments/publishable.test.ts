import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandableByPublishable, visibleToPublishable } from '../../../src/api/payments/publishable.js';

test('an intent is reduced to what the payer may see, and so are the objects inside of it', () => {
  const intent = {
    id: 'seti_1',
    object: 'setup_intent',
    client_secret: 'seti_1_secret_a',
    customer: 'cus_1',
    last_setup_error: {
      code: 'card_declined',
      payment_method: { id: 'pm_1', object: 'payment_method', customer: 'cus_1', metadata: { a: '1' }, type: 'card' },
    },
    metadata: { order: '7' },
    next_action: null,
    payment_method: 'pm_1',
    payment_method_types: ['card'],
    status: 'requires_payment_method',
  };
  assert.deepEqual(visibleToPublishable(intent), {
    id: 'seti_1',
    object: 'setup_intent',
    client_secret: 'seti_1_secret_a',
    last_setup_error: { code: 'card_declined', payment_method: { id: 'pm_1', object: 'payment_method', type: 'card' } },
    next_action: null,
    payment_method: 'pm_1',
    payment_method_types: ['card'],
    status: 'requires_payment_method',
  });
});

test('a kind of which nothing is said is not shown by accident', () => {
  assert.throws(() => visibleToPublishable({ id: 'cus_1', object: 'customer' }), /of customer/);
});

test('only what is shown can be expanded', () => {
  const filled = { setup_intent: { customer: 'customer', payment_method: 'payment_method' } } as const;
  assert.deepEqual(expandableByPublishable({ filled, declared: { setup_intent: { mandate: ['Mandate'] } } }), {
    filled: { setup_intent: { payment_method: 'payment_method' } },
    declared: {},
  });
});
