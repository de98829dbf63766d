import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Draft } from '../../../../src/core/kernel/draft.js';
import type { Charge } from '../../../../src/core/payments/charge/types.js';
import { checkRefundable, isRefundable, settleWarnings } from '../../../../src/core/payments/dispute/refundable.js';
import {
  DISPUTE_STATUSES,
  type Dispute,
  type DisputeStatus,
  type EarlyFraudWarning,
} from '../../../../src/core/payments/dispute/types.js';
import { contextOf, NOW, outcomeOf, stateOf } from '../../../support/rules.js';

const REFUNDABLE: Readonly<Record<DisputeStatus, boolean>> = {
  needs_response: false,
  under_review: false,
  won: true,
  lost: false,
  warning_needs_response: true,
  warning_under_review: true,
  warning_closed: true,
};

function dispute(status: DisputeStatus, index: number, charge = 'ch_1'): Dispute {
  return {
    id: `du_${index}`,
    created: NOW,
    amount: 500,
    currency: 'usd',
    status,
    reason: 'fraudulent',
    card_brand: 'visa',
    charge,
    evidence_due_by: NOW,
    payment_intent: 'pi_1',
  };
}

function check(statuses: readonly DisputeStatus[], disputed: true | undefined = true) {
  const other = dispute('lost', 99, 'ch_other');
  const draft = new Draft(stateOf({ dispute: [...statuses.map((each, at) => dispute(each, at)), other] }), contextOf());
  const refusal = checkRefundable(draft, { id: 'ch_1', ...(disputed && { disputed }) });
  return { refusal, guards: draft.decision({ kind: 'charge', id: 'ch_1' }).guards?.map(({ id }) => id) };
}

for (const status of DISPUTE_STATUSES) {
  it(`a charge with a dispute that is ${status} ${REFUNDABLE[status] ? 'can' : 'cannot'} be refunded`, () => {
    assert.equal(isRefundable(status), REFUNDABLE[status]);
    const { refusal, guards } = check([status]);
    assert.deepEqual(guards, ['du_0']);
    if (REFUNDABLE[status]) {
      assert.equal(refusal, undefined);
      return;
    }
    assert.ok(refusal);
    assert.deepEqual(outcomeOf(refusal), { status: 400, code: 'charge_disputed', param: undefined });
    assert.equal(refusal.message, 'Charge ch_1 has been charged back; cannot issue a refund.');
  });
}

it('one dispute is enough to stand in the way', () => {
  assert.equal(check(['won', 'needs_response']).refusal?.code, 'charge_disputed');
  assert.equal(check(['lost', 'won']).refusal?.code, 'charge_disputed');
  assert.equal(check(['won', 'warning_closed']).refusal, undefined);
});

it('of a charge that was never disputed nothing is looked up', () => {
  assert.deepEqual(check([], undefined), { refusal: undefined, guards: [] });
});

const WARNING: EarlyFraudWarning = {
  id: 'issfr_1',
  created: NOW,
  actionable: true,
  charge: 'ch_1',
  fraud_type: 'misc',
  payment_intent: 'pi_1',
};

const REPORTED: Charge = {
  id: 'ch_1',
  created: NOW,
  amount: 1_000,
  amount_captured: 1_000,
  captured: true,
  currency: 'usd',
  fraud_details: { stripe_report: 'fraudulent' },
  payment_attempt_record: 'par_1',
  payment_intent: 'pi_1',
  payment_method_details: { type: 'card' },
  status: 'succeeded',
};

for (const [name, charge, warning, settles] of [
  ['refunded as a whole', { ...REPORTED, amount_refunded: 1_000 }, WARNING, true],
  ['refunded in part', { ...REPORTED, amount_refunded: 999 }, WARNING, false],
  ['refunded in between captures', { ...REPORTED, captured: undefined, amount_refunded: 1_000 }, WARNING, false],
  ['settled before', { ...REPORTED, amount_refunded: 1_000 }, { ...WARNING, actionable: false }, false],
  ['another', { ...REPORTED, id: 'ch_2', amount_refunded: 1_000 }, WARNING, false],
] as const) {
  it(`a warning of a charge that is ${name} ${settles ? 'becomes' : 'does not become'} settled`, () => {
    const draft = new Draft(stateOf({ early_fraud_warning: [warning] }), contextOf());
    settleWarnings(draft, charge as Charge);
    assert.deepEqual(outcomeOf(draft.decision({ kind: 'charge', id: charge.id })), {
      changes: settles ? [{ ...WARNING, actionable: false }] : [],
      events: settles ? ['radar.early_fraud_warning.updated issfr_1'] : [],
      guards: [],
    });
  });
}
