/** What an amount is made of, through the life of an intent: as it is made, changed, confirmed, raised and captured. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AmountDetails, GivenAmountDetails } from '../../../../src/core/payments/amount_details/types.js';
import { confirmPaymentIntent } from '../../../../src/core/payments/payment_intent/confirm.js';
import { createPaymentIntent } from '../../../../src/core/payments/payment_intent/create.js';
import { incrementAuthorization } from '../../../../src/core/payments/payment_intent/increment_authorization.js';
import type { CardOptions } from '../../../../src/core/payments/payment_intent/types.js';
import { updatePaymentIntent } from '../../../../src/core/payments/payment_intent/update.js';
import { FIRST, HALF, OVER, SECOND, WHOLE } from '../amount_details/examples.js';
import { confirmation, IntentLedger, increment, newIntent, update } from './intent_ledger.js';

const MULTI: CardOptions = { request_multicapture: 'if_available' };
const OVERCAPTURE: CardOptions = { request_overcapture: 'if_available' };
const FIRST_HALF: GivenAmountDetails = { ...HALF, line_items: [FIRST] };
const SECOND_HALF: GivenAmountDetails = { ...HALF, line_items: [SECOND] };
const PAYMENT_DETAILS = { order_reference: 'order 17' };
const AMOUNT = 4_600;

/** Without the ids of line items, which are new each time they are set. */
function detailsOf(ledger: IntentLedger, id: string): object | undefined {
  const { amount_details } = ledger.intent(id);
  return amount_details && withoutIds(amount_details);
}

function withoutIds({ line_items, ...rest }: AmountDetails): object {
  return line_items === undefined ? rest : { ...rest, line_items: line_items.map(({ id: _id, ...item }) => item) };
}

function held(options: CardOptions, amount_details?: GivenAmountDetails): { ledger: IntentLedger; id: string } {
  const ledger = new IntentLedger();
  const members = { capture_method: 'manual', card_options: options, amount_details } as const;
  const id = ledger.create({ amount: AMOUNT, card: 'visa', confirmation: {}, members });
  return { ledger, id };
}

const mismatch = (total: number, amount: number) => ({
  refused: true,
  status: 400,
  type: 'invalid_request_error',
  code: 'amount_details_amount_mismatch',
  param: 'amount_details',
  message: `The total value of \`amount_details\` (${total}) does not match the \`amount\` (${amount}). Make sure that the total value of \`line_items\` matches the amount to charge, taking into account any discounts, tax, and shipping. See https://docs.stripe.com/payments/payment-line-items`,
});

describe('details must add up', () => {
  test('when the intent is made', () => {
    const ledger = new IntentLedger();
    const input = newIntent({ amount: AMOUNT + 1, members: { amount_details: WHOLE } });
    assert.deepEqual(ledger.refuse(createPaymentIntent, input), mismatch(AMOUNT, AMOUNT + 1));
    const id = ledger.create({ amount: AMOUNT, members: { amount_details: WHOLE } });
    assert.deepEqual(detailsOf(ledger, id), WHOLE);
  });

  test('when it is changed, also where only the amount is', () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ amount: AMOUNT, members: { amount_details: WHOLE } });
    assert.deepEqual(ledger.refuse(updatePaymentIntent, update(id, { amount: 5_000 })), mismatch(AMOUNT, 5_000));
    ledger.update(id, { amount: 5_000, members: { amount_details: OVER } });
    assert.deepEqual(detailsOf(ledger, id), OVER);
    ledger.update(id, { members: { description: 'two books' } });
    assert.deepEqual(detailsOf(ledger, id), OVER);
  });

  test('when it is confirmed: a refusal comes before the try', () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ amount: AMOUNT, card: 'visa' });
    const input = confirmation(id, { members: { amount_details: OVER } });
    assert.deepEqual(ledger.refuse(confirmPaymentIntent, input), mismatch(5_000, AMOUNT));
    assert.deepEqual(ledger.attempts(id), []);
    ledger.confirm(id, { members: { amount_details: WHOLE } });
    assert.deepEqual(detailsOf(ledger, id), WHOLE);
    assert.equal(ledger.seen(id), 'succeeded 4600/0/4600');
  });

  test('when the authorization is raised, to the new total', () => {
    const { ledger, id } = held({ request_incremental_authorization: 'if_available' }, WHOLE);
    assert.deepEqual(ledger.refuse(incrementAuthorization, increment(id, { amount: 5_000 })), mismatch(AMOUNT, 5_000));
    assert.equal(ledger.intent(id).increments, undefined);
    ledger.increment(id, 5_000, { amount_details: OVER, payment_details: PAYMENT_DETAILS });
    assert.deepEqual(detailsOf(ledger, id), OVER);
    assert.deepEqual(ledger.intent(id).payment_details, PAYMENT_DETAILS);
  });

  test('and are not kept where raising it was declined', () => {
    const ledger = new IntentLedger();
    const card_options = { request_incremental_authorization: 'if_available' } as const;
    const members = {
      capture_method: 'manual',
      card_options,
      amount_details: WHOLE,
      metadata: { sandbox_increment: 'declined' },
    } as const;
    const id = ledger.create({ amount: AMOUNT, card: 'visa', confirmation: {}, members });
    assert.equal(ledger.increment(id, 5_000, { amount_details: OVER })?.code, 'card_declined');
    assert.deepEqual(detailsOf(ledger, id), WHOLE);
  });

  test('unless the request says otherwise: then the error stays until details add up', () => {
    const ledger = new IntentLedger();
    const lenient = { ...WHOLE, enforce_arithmetic_validation: false };
    const id = ledger.create({
      amount: 5_000,
      card: 'visa',
      members: { amount_details: lenient, capture_method: 'manual' },
    });
    const { code, message } = mismatch(AMOUNT, 5_000);
    assert.deepEqual(detailsOf(ledger, id), { ...WHOLE, error: { code, message } });
    ledger.update(id, { members: { description: 'a book' } });
    ledger.confirm(id);
    assert.deepEqual(ledger.intent(id).amount_details?.error, { code, message });
    ledger.capture(id, undefined, { amount_details: OVER });
    assert.deepEqual(detailsOf(ledger, id), OVER);
  });
});

describe('a plain capture', () => {
  test('of everything keeps what was told', () => {
    const { ledger, id } = held({}, WHOLE);
    ledger.capture(id);
    assert.deepEqual(detailsOf(ledger, id), WHOLE);
  });

  test('of a part needs other details, none, or leave not to add up', () => {
    const { ledger, id } = held({}, WHOLE);
    assert.deepEqual(ledger.refuseCapture(id, 2_300), mismatch(AMOUNT, 2_300));
    const ways: readonly [GivenAmountDetails | null, object | undefined][] = [
      [FIRST_HALF, FIRST_HALF],
      [null, undefined],
      [
        { enforce_arithmetic_validation: false },
        { ...WHOLE, error: { code: mismatch(AMOUNT, 2_300).code, message: mismatch(AMOUNT, 2_300).message } },
      ],
    ];
    for (const [amount_details, expected] of ways) {
      const { ledger: each, id: intent } = held({}, WHOLE);
      each.capture(intent, 2_300, { amount_details });
      assert.deepEqual(detailsOf(each, intent), expected);
      assert.equal(each.seen(intent), 'succeeded 4600/0/2300');
    }
  });

  test('replaces member by member', () => {
    const { ledger, id } = held({}, WHOLE);
    ledger.capture(id, 2_600, { amount_details: { line_items: [FIRST] } });
    assert.deepEqual(detailsOf(ledger, id), { ...WHOLE, line_items: [FIRST] });
  });

  test('of more than was authorized has details of its own', () => {
    const { ledger, id } = held(OVERCAPTURE, WHOLE);
    assert.deepEqual(ledger.refuseCapture(id, 5_000), mismatch(AMOUNT, 5_000));
    ledger.capture(id, 5_000, { amount_details: OVER });
    assert.equal(ledger.seen(id), 'succeeded 5000/0/5000');
    assert.deepEqual(detailsOf(ledger, id), OVER);
  });
});

describe('several captures', () => {
  test('in two halves add up to the whole', () => {
    const { ledger, id } = held(MULTI, WHOLE);
    ledger.capture(id, 2_300, { final_capture: false, amount_details: FIRST_HALF, payment_details: PAYMENT_DETAILS });
    assert.equal(ledger.seen(id), 'requires_capture 4600/2300/2300');
    assert.deepEqual(detailsOf(ledger, id), FIRST_HALF);
    ledger.capture(id, 2_300, {
      final_capture: false,
      amount_details: SECOND_HALF,
      payment_details: { order_reference: 'order 18' },
    });
    assert.equal(ledger.seen(id), 'succeeded 4600/0/4600');
    assert.deepEqual(detailsOf(ledger, id), WHOLE);
    assert.deepEqual(ledger.intent(id).payment_details, { order_reference: 'order 18' });
  });

  test('of more than was authorized are each told by itself', () => {
    const { ledger, id } = held({ ...MULTI, ...OVERCAPTURE }, WHOLE);
    ledger.capture(id, 2_300, { final_capture: false, amount_details: FIRST_HALF });
    const more = { ...SECOND_HALF, tax: { total_tax_amount: 600 } };
    ledger.capture(id, 2_700, { amount_details: more });
    assert.equal(ledger.seen(id), 'succeeded 5000/0/5000');
    assert.deepEqual(detailsOf(ledger, id), { ...WHOLE, tax: { total_tax_amount: 800 } });
  });

  const REFUSED: readonly [
    name: string,
    stored: GivenAmountDetails | undefined,
    before: GivenAmountDetails | null | undefined | 'none',
    given: GivenAmountDetails | null | undefined,
    param: string,
  ][] = [
    ['the first must tell its own', WHOLE, 'none', undefined, 'amount_details'],
    ['the first must tell its own line items', WHOLE, 'none', HALF, 'amount_details[line_items]'],
    ['later ones must tell them again', WHOLE, FIRST_HALF, undefined, 'amount_details'],
    ['later ones cannot unset them', WHOLE, FIRST_HALF, null, 'amount_details'],
    ['later ones must tell line items again', WHOLE, FIRST_HALF, HALF, 'amount_details[line_items]'],
    ['later ones cannot begin to tell', WHOLE, null, SECOND_HALF, 'amount_details'],
    ['later ones cannot begin where there never were any', undefined, undefined, SECOND_HALF, 'amount_details'],
    ['later ones cannot begin with line items', undefined, HALF, SECOND_HALF, 'amount_details[line_items]'],
    [
      'postal codes stay',
      WHOLE,
      FIRST_HALF,
      { ...SECOND_HALF, shipping: { ...SECOND_HALF.shipping, to_postal_code: '10115' } },
      'amount_details[shipping][to_postal_code]',
    ],
  ];

  for (const [name, stored, before, given, param] of REFUSED) {
    test(name, () => {
      const { ledger, id } = held(MULTI, stored);
      if (before !== 'none') ledger.capture(id, 2_300, { final_capture: false, amount_details: before });
      const refusal = ledger.refuseCapture(id, 2_300, { amount_details: given });
      assert.deepEqual([refusal.status, refusal.code, refusal.param], [400, undefined, param]);
    });
  }

  test('the first can unset what was told, and then none tells', () => {
    const { ledger, id } = held(MULTI, WHOLE);
    ledger.capture(id, 2_300, { final_capture: false, amount_details: null });
    assert.equal(detailsOf(ledger, id), undefined);
    ledger.capture(id);
    assert.equal(ledger.seen(id), 'succeeded 4600/0/4600');
    assert.equal(detailsOf(ledger, id), undefined);
  });

  test('the first can begin to tell', () => {
    const { ledger, id } = held(MULTI);
    ledger.capture(id, 2_300, { final_capture: false, amount_details: FIRST_HALF });
    assert.deepEqual(detailsOf(ledger, id), FIRST_HALF);
  });

  test('each must add up to what it takes', () => {
    const { ledger, id } = held(MULTI, WHOLE);
    ledger.capture(id, 2_300, { final_capture: false, amount_details: FIRST_HALF });
    assert.deepEqual(ledger.refuseCapture(id, 2_000, { amount_details: SECOND_HALF }), mismatch(2_300, 2_000));
  });

  test('the release of the rest needs none and changes none', () => {
    const { ledger, id } = held(MULTI, WHOLE);
    ledger.capture(id, 2_300, { final_capture: false, amount_details: FIRST_HALF });
    const refusal = ledger.refuseCapture(id, 0, { amount_details: SECOND_HALF });
    assert.equal(refusal.param, 'amount_details');
    ledger.capture(id, 0, { final_capture: true });
    assert.equal(ledger.seen(id), 'succeeded 4600/0/2300');
    assert.deepEqual(detailsOf(ledger, id), FIRST_HALF);
  });

  test('an end without a capture leaves them', () => {
    const { ledger, id } = held(MULTI, WHOLE);
    ledger.capture(id, 2_300, { final_capture: false, amount_details: FIRST_HALF });
    ledger.now += 8 * 86_400;
    ledger.due(id);
    assert.deepEqual(detailsOf(ledger, id), FIRST_HALF);
  });
});
