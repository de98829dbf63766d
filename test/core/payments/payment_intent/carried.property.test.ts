/** Whatever is done to payments, in any currency: no amount anywhere is one that the currency does not carry. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkCarried } from '../../../../src/core/kernel/carried_amounts.js';
import { amountStep, CURRENCIES } from '../../../../src/core/kernel/currencies.js';
import { isRefusal } from '../../../../src/core/kernel/errors.js';
import { maximumCapturable } from '../../../../src/core/payments/charge/overcapture.js';
import { capturePaymentIntent } from '../../../../src/core/payments/payment_intent/capture.js';
import { createPaymentIntent } from '../../../../src/core/payments/payment_intent/create.js';
import { incrementAuthorization } from '../../../../src/core/payments/payment_intent/increment_authorization.js';
import { IF_AVAILABLE } from '../../../../src/core/payments/payment_intent/types.js';
import { updatePaymentIntent } from '../../../../src/core/payments/payment_intent/update.js';
import { createRefund } from '../../../../src/core/payments/refund/create.js';
import { capture, IntentLedger, increment, newIntent, update } from './intent_ledger.js';

const RUNS = process.env['DAYBOOK_SLOW'] === '1' ? 5_000 : 500;

const currency = fc.oneof(
  fc.constantFrom('ugx', 'isk', 'kwd', 'bhd', 'idr', 'inr', 'usd', 'jpy'),
  fc.constantFrom(...CURRENCIES),
);
/** Near what is carried: multiples of ten and of a hundred, what lies beside them, and the ends. */
const amount = fc
  .tuple(
    fc.oneof(fc.nat(9_000), fc.nat(999_999), fc.nat(9_999_999_999)),
    fc.constantFrom(1, 10, 100),
    fc.constantFrom(0, 0, 0, 1, -1),
  )
  .map(([value, step, off]) => Math.max(0, value * step + off));
const requested = fc.constantFrom(...IF_AVAILABLE);

const step = fc.oneof(
  fc.record({
    does: fc.constant('capture' as const),
    amount: fc.option(amount, { nil: undefined }),
    final: fc.boolean(),
  }),
  fc.record({ does: fc.constant('increment' as const), amount }),
  fc.record({ does: fc.constant('refund' as const), amount: fc.option(amount, { nil: undefined }) }),
  fc.record({ does: fc.constant('update' as const), amount: fc.option(amount, { nil: undefined }), currency }),
);

/** Everything that is money, with the currency it is in. */
function amountsOf(ledger: IntentLedger): (readonly [what: string, amount: number, currency: string])[] {
  const intents = ledger.all('payment_intent').flatMap((intent) => {
    const { amount_capturable = 0, amount_received = 0 } = intent;
    return [intent.amount, amount_capturable, amount_received].map((one) => ['intent', one, intent.currency] as const);
  });
  const charges = ledger.all('charge').flatMap((charge) => {
    const { amount_captured = 0, amount_refunded = 0, authorization } = charge;
    const all = [
      charge.amount,
      amount_captured,
      amount_refunded,
      authorization?.amount ?? 0,
      maximumCapturable(charge),
    ];
    return all.map((one) => ['charge', one, charge.currency] as const);
  });
  const records = [...ledger.all('payment_record'), ...ledger.all('payment_attempt_record')].flatMap((one) =>
    Object.values(one.amounts).map((part) => ['record', part, one.currency] as const),
  );
  const others = [...ledger.all('refund'), ...ledger.all('dispute'), ...ledger.all('balance_transaction')].map(
    (one) => ['movement', Math.abs(one.amount), one.currency] as const,
  );
  return [...intents, ...charges, ...records, ...others];
}

test('all amounts are carried, and so is every fee', () => {
  let moved = 0;
  fc.assert(
    fc.property(
      currency,
      amount,
      fc.constantFrom('visa', 'createMultipleDisputes', 'debit_partialAuthorization', 'createDisputeInquiry'),
      fc.constantFrom('manual' as const, 'manual' as const, 'automatic' as const),
      fc.record({
        request_incremental_authorization: requested,
        request_multicapture: requested,
        request_overcapture: requested,
        request_partial_authorization: requested,
      }),
      fc.array(step, { maxLength: 6 }),
      (asked_currency, asked, card, capture_method, card_options, steps) => {
        const ledger = new IntentLedger();
        const decided = ledger.decide(
          createPaymentIntent,
          newIntent({
            amount: asked,
            currency: asked_currency,
            card,
            confirmation: {},
            members: { capture_method, card_options },
          }),
        );
        if (isRefusal(decided) || isRefusal(decided.reply)) return;
        const { id } = decided.reply;
        for (const one of steps) {
          if (one.does === 'capture') {
            const final_capture = one.final ? undefined : false;
            ledger.decide(capturePaymentIntent, capture(id, { amount_to_capture: one.amount, final_capture }));
          } else if (one.does === 'increment') {
            ledger.decide(incrementAuthorization, increment(id, { amount: one.amount }));
          } else if (one.does === 'update') {
            ledger.decide(updatePaymentIntent, update(id, { amount: one.amount, currency: one.currency }));
          } else {
            const given = { of: { payment_intent: id }, amount: one.amount, metadata: undefined, reason: undefined };
            ledger.decide(createRefund, given);
          }
        }
        for (const [what, value, code] of amountsOf(ledger)) {
          assert.equal(checkCarried(value, code)?.message, undefined, `${what} ${value} ${code}`);
        }
        for (const { fee = 0, currency: code } of ledger.all('balance_transaction')) {
          assert.equal(fee % amountStep(code), 0, `fee ${fee} ${code}`);
        }
        moved += ledger.all('balance_transaction').length;
      },
    ),
    { numRuns: RUNS, seed: 7 },
  );
  assert.ok(moved > RUNS / 20, `only ${moved} movements of money in ${RUNS} runs`);
});
