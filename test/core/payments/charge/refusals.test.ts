/** A charge keeps its owner. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../../../src/core/kernel/errors.js';
import type { Charge } from '../../../../src/core/payments/charge/types.js';
import { updateCharge } from '../../../../src/core/payments/charge/update.js';
import { contextOf, stateOf } from '../../../support/rules.js';

test('a charge that belongs to a customer is not given to another', () => {
  const charge = { id: 'ch_1', created: 1, customer: 'cus_1' } as Charge;
  const state = stateOf({ charge: [charge], customer: [1, 2].map((n) => ({ id: `cus_${n}`, created: 1 })) });
  const decide = (customer: string) =>
    updateCharge.decide(
      state,
      {
        id: 'ch_1',
        customer,
        description: undefined,
        metadata: undefined,
        receipt_email: undefined,
        shipping: undefined,
        user_report: undefined,
      },
      contextOf(),
    );
  const refusal = decide('cus_2');
  assert.ok(isRefusal(refusal));
  assert.deepEqual(
    [refusal.message, refusal.param],
    ["The charge belongs to the customer 'cus_1' already.", 'customer'],
  );
  assert.ok(!isRefusal(decide('cus_1')));
});
