/** What a processor cannot do is not asked of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Draft } from '../../../../src/core/kernel/draft.js';
import { isRefusal } from '../../../../src/core/kernel/errors.js';
import { requestOf } from '../../../../src/core/payments/payment_intent/authorization.js';
import { Payment } from '../../../../src/core/payments/payment_intent/payment.js';
import type { PaymentIntent } from '../../../../src/core/payments/payment_intent/types.js';
import { snapshotOf } from '../../../../src/core/payments/payment_record/payment_method_details.js';
import type { Capabilities } from '../../../../src/core/payments/processor/port.js';
import { SANDBOX } from '../../../../src/core/payments/processor/sandbox/sandbox.js';
import { contextOf, NOW, stateOf } from '../../../support/rules.js';

const INTENT: PaymentIntent = {
  id: 'pi_1',
  created: NOW,
  amount: 1_000,
  currency: 'usd',
  status: 'requires_confirmation',
  capture_method: 'manual',
  card_options: {
    request_extended_authorization: 'if_available',
    request_incremental_authorization: 'if_available',
    request_multicapture: 'if_available',
    request_overcapture: 'if_available',
    request_partial_authorization: 'if_available',
    request_three_d_secure: 'challenge',
  },
  payment_record: 'pr_1',
};
const METHOD = { id: 'pm_1', created: NOW, type: 'card' } as const;

function asked(capabilities: Capabilities) {
  const draft = Draft.under(stateOf({}), contextOf(), undefined);
  assert.ok(!isRefusal(draft));
  const payment = Payment.begin(draft, INTENT);
  payment.openAttempt(snapshotOf(METHOD), SANDBOX.name);
  const { three_d_secure, wants } = requestOf(payment, METHOD, { capabilities });
  return { ...wants, three_d_secure: three_d_secure === 'challenge' };
}

test('everything that was requested is asked of a processor that can do it', () => {
  assert.deepEqual(asked(SANDBOX.capabilities), SANDBOX.capabilities);
});

for (const lacking of Object.keys(SANDBOX.capabilities)) {
  test(`all but ${lacking} is asked of a processor without it`, () => {
    const capabilities = { ...SANDBOX.capabilities, [lacking]: false };
    assert.deepEqual(asked(capabilities), capabilities);
  });
}
