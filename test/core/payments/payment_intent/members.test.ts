/** What requests say of an intent: kept, replaced, and unset. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IntentMembers } from '../../../../src/core/payments/payment_intent/members.js';
import type { PaymentIntent } from '../../../../src/core/payments/payment_intent/types.js';
import { IntentLedger } from './intent_ledger.js';

/** Each member, given to the intent and then unset. */
const UNSET: readonly [keyof PaymentIntent, IntentMembers, IntentMembers][] = [
  ['metadata', { metadata: { a: '1' } }, { metadata: null }],
  ['metadata', { metadata: { a: '1' } }, { metadata: { a: '' } }],
  ['description', { description: 'a book' }, { description: null }],
  ['receipt_email', { receipt_email: 'ada@example.com' }, { receipt_email: null }],
  ['shipping', { shipping: { name: 'Ada' } }, { shipping: null }],
  ['setup_future_usage', { setup_future_usage: 'off_session' }, { setup_future_usage: null }],
  ['amount_details', { amount_details: { discount_amount: 1 } }, { amount_details: null }],
  ['payment_details', { payment_details: { order_reference: '17' } }, { payment_details: null }],
  [
    'excluded_payment_method_types',
    { excluded_payment_method_types: ['klarna'] },
    { excluded_payment_method_types: null },
  ],
  ['card_options', { card_options: { capture_method: 'manual' } }, { card_options: { capture_method: null } }],
];

for (const [name, given, unset] of UNSET) {
  test(`an update unsets ${name} with ${JSON.stringify(unset)}`, () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ members: given });
    assert.notEqual(ledger.intent(id)[name], undefined);
    ledger.update(id, { members: unset });
    assert.equal(name in ledger.intent(id), false);
  });

  if (name === 'metadata' || name === 'description' || name === 'excluded_payment_method_types') continue;
  test(`a confirmation unsets ${name} with ${JSON.stringify(unset)}`, () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ members: given, card: 'visa' });
    ledger.confirm(id, { members: unset });
    assert.equal(name in ledger.intent(id), false);
    assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
  });
}

test('an increment unsets metadata and amount details', () => {
  const ledger = new IntentLedger();
  const options = { request_incremental_authorization: 'if_available' } as const;
  const members = { metadata: { a: '1' }, amount_details: { discount_amount: 1 } };
  const id = ledger.authorized(options, { members: { ...members, card_options: options } });
  ledger.increment(id, 1_100, { metadata: null, amount_details: null });
  const { metadata, amount_details } = ledger.intent(id);
  assert.deepEqual([metadata, amount_details], [undefined, undefined]);
});

test('an update keeps what it does not name', () => {
  const ledger = new IntentLedger();
  const members: IntentMembers = {
    description: 'a book',
    metadata: { a: '1', b: '2' },
    receipt_email: 'ada@example.com',
  };
  const id = ledger.create({ members });
  const before = ledger.intent(id);
  ledger.update(id, { members: { metadata: { b: '', c: '3' } } });
  assert.deepEqual(ledger.intent(id), { ...before, metadata: { a: '1', c: '3' } });
  assert.deepEqual(ledger.record(id).metadata, { a: '1', c: '3' });
});
