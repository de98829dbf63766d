import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  chargeTransaction,
  disputeReversalTransaction,
  disputeTransaction,
  refundFailureTransaction,
  refundTransaction,
} from '../../../../src/core/payments/balance/transactions.js';
import { type BalanceTransaction, netOf } from '../../../../src/core/payments/balance/types.js';
import { contextOf, NOW } from '../../../support/rules.js';

const CHARGE = { id: 'ch_1', currency: 'eur', description: 'Order 6735' };
const { description: _description, ...UNDESCRIBED } = CHARGE;
const REFUND = { id: 're_1', amount: 400, currency: 'eur' };
const DISPUTE = { id: 'du_1', amount: 1_000, currency: 'eur', charge: 'ch_1' };
const LATER = NOW + 172_800;

test('each reason makes its movement', () => {
  const common = { id: 'txn_1', created: NOW, currency: 'eur' };
  const rows: [made: BalanceTransaction, expected: BalanceTransaction, net: number][] = [
    [
      chargeTransaction(contextOf(), CHARGE, 1_000, false),
      {
        ...common,
        type: 'charge',
        amount: 1_000,
        fee: 59,
        available_on: LATER,
        description: 'Order 6735',
        source: 'ch_1',
      },
      941,
    ],
    [
      chargeTransaction(contextOf(), UNDESCRIBED, 50, true),
      { ...common, type: 'charge', amount: 50, fee: 31, available_on: NOW, source: 'ch_1' },
      19,
    ],
    [
      refundTransaction(contextOf(), REFUND, CHARGE),
      {
        ...common,
        type: 'refund',
        amount: -400,
        available_on: NOW,
        description: 'REFUND FOR CHARGE (Order 6735)',
        source: 're_1',
      },
      -400,
    ],
    [
      refundTransaction(contextOf(), REFUND, UNDESCRIBED),
      { ...common, type: 'refund', amount: -400, available_on: NOW, description: 'REFUND FOR CHARGE', source: 're_1' },
      -400,
    ],
    [
      refundFailureTransaction(contextOf(), REFUND, CHARGE),
      {
        ...common,
        type: 'refund_failure',
        amount: 400,
        available_on: NOW,
        description: 'REFUND FAILURE FOR CHARGE (Order 6735)',
        source: 're_1',
      },
      400,
    ],
    [
      disputeTransaction(contextOf(), DISPUTE),
      {
        ...common,
        type: 'adjustment',
        amount: -1_000,
        fee: 1_500,
        available_on: NOW,
        description: 'Chargeback withdrawal for ch_1',
        source: 'du_1',
      },
      -2_500,
    ],
    [
      disputeReversalTransaction(contextOf(), DISPUTE),
      {
        ...common,
        type: 'adjustment',
        amount: 1_000,
        available_on: NOW,
        description: 'Chargeback reversal for ch_1',
        source: 'du_1',
      },
      1_000,
    ],
  ];
  for (const [made, expected, net] of rows) {
    assert.deepEqual(made, expected);
    assert.equal(netOf(made), net);
  }
});

const amount = fc.oneof(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 999_999_999_999 }));

test('net and fee are the amount, and no charge costs more than it brings', () => {
  fc.assert(
    fc.property(amount, fc.boolean(), (received, bypasses_pending) => {
      const made = chargeTransaction(contextOf(), CHARGE, received, bypasses_pending);
      assert.equal(netOf(made) + (made.fee ?? 0), received);
      assert.ok(netOf(made) >= 0);
      assert.equal(made.available_on - made.created, bypasses_pending ? 0 : 172_800);
    }),
  );
});

test('what is taken and given back comes to nothing but the fees', () => {
  fc.assert(
    fc.property(amount, fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 5 }), (disputed, parts) => {
      const context = contextOf();
      const refunds = parts.map((part, index) => ({ id: `re_${index}`, amount: part, currency: 'eur' }));
      const dispute = { ...DISPUTE, amount: disputed };
      const made = [
        ...refunds.map((refund) => refundTransaction(context, refund, CHARGE)),
        ...refunds.map((refund) => refundFailureTransaction(context, refund, CHARGE)),
        disputeTransaction(context, dispute),
        disputeReversalTransaction(context, dispute),
      ];
      assert.equal(
        made.reduce((sum, each) => sum + each.amount, 0),
        0,
      );
      assert.equal(
        made.reduce((sum, each) => sum + netOf(each), 0),
        -1_500,
      );
      assert.equal(new Set(made.map(({ id }) => id)).size, made.length);
      for (const each of made) assert.equal(each.available_on, each.created);
    }),
  );
});
