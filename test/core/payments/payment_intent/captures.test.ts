/** Captures: plain, several, of more than was authorized; their limits, and what becomes of the rest. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Refusal } from '../../../../src/core/kernel/errors.js';
import { isRefunded } from '../../../../src/core/payments/charge/types.js';
import type { CapturePaymentIntent } from '../../../../src/core/payments/payment_intent/capture.js';
import type { CardOptions } from '../../../../src/core/payments/payment_intent/types.js';
import { IntentLedger, why } from './intent_ledger.js';

const MULTI: CardOptions = { request_multicapture: 'if_available' };
const OVER: CardOptions = { request_overcapture: 'if_available' };
const BOTH: CardOptions = { ...MULTI, ...OVER };

type Capture = readonly [amount: number | undefined, final_capture?: boolean];

const tooLarge = (id: string): Partial<Refusal> => ({
  refused: true,
  status: 400,
  type: 'invalid_request_error',
  code: 'amount_too_large',
  param: 'amount_to_capture',
  message:
    'The payment could not be captured because the requested capture amount is greater than the amount you can capture for this charge.',
  shows: [{ member: 'payment_intent', kind: 'payment_intent', id }],
});

const tooSmall = (): Partial<Refusal> => ({
  refused: true,
  status: 400,
  type: 'invalid_request_error',
  code: 'parameter_invalid_integer',
  param: 'amount',
  message: 'This value must be greater than or equal to 1.',
});

const notFinal = (): Partial<Refusal> => ({
  refused: true,
  status: 400,
  type: 'invalid_request_error',
  param: 'final_capture',
  message:
    'This PaymentIntent can be captured once only, so its capture is final. Ask for more with payment_method_options[card][request_multicapture]=if_available before it is confirmed.',
});

interface Accepted {
  /** `status amount/capturable/received`. */
  readonly intent: string;
  /** `amount/captured/whether nothing more will be captured/authorized`. */
  readonly charge: string;
  /** authorized/guaranteed/canceled of the latest attempt and of the record. */
  readonly amounts: string;
}

type Refused = (id: string) => Partial<Refusal>;

const CASES: readonly [
  name: string,
  options: CardOptions,
  before: readonly Capture[],
  capture: Capture,
  expected: Accepted | Refused,
][] = [
  [
    'plain: everything',
    {},
    [],
    [undefined],
    { intent: 'succeeded 1000/0/1000', charge: '1000/1000/true/1000', amounts: '1000/1000/0' },
  ],
  [
    'plain: everything, named',
    {},
    [],
    [1_000, true],
    { intent: 'succeeded 1000/0/1000', charge: '1000/1000/true/1000', amounts: '1000/1000/0' },
  ],
  [
    'plain: a part, the rest is released',
    {},
    [],
    [400],
    { intent: 'succeeded 1000/0/400', charge: '1000/400/true/1000', amounts: '1000/400/600' },
  ],
  [
    'plain: the smallest part',
    {},
    [],
    [1],
    { intent: 'succeeded 1000/0/1', charge: '1000/1/true/1000', amounts: '1000/1/999' },
  ],
  ['plain: more than is held', {}, [], [1_001], tooLarge],
  ['plain: nothing', {}, [], [0], tooSmall],
  ['plain: a part that is not to be final', {}, [], [400, false], notFinal],
  ['plain: everything, not to be final', {}, [], [undefined, false], notFinal],

  [
    'several: a first part',
    MULTI,
    [],
    [400, false],
    { intent: 'requires_capture 1000/600/400', charge: '1000/400/false/1000', amounts: '1000/400/0' },
  ],
  [
    'several: a first part that is final',
    MULTI,
    [],
    [400],
    { intent: 'succeeded 1000/0/400', charge: '1000/400/true/1000', amounts: '1000/400/600' },
  ],
  [
    'several: a second part',
    MULTI,
    [[400, false]],
    [500, false],
    { intent: 'requires_capture 1000/100/900', charge: '1000/900/false/1000', amounts: '1000/900/0' },
  ],
  [
    'several: a last part, the rest is released',
    MULTI,
    [[400, false]],
    [500, true],
    { intent: 'succeeded 1000/0/900', charge: '1000/900/true/1000', amounts: '1000/900/100' },
  ],
  [
    'several: all that is left',
    MULTI,
    [[400, false]],
    [undefined],
    { intent: 'succeeded 1000/0/1000', charge: '1000/1000/true/1000', amounts: '1000/1000/0' },
  ],
  [
    'several: all that is left is final, whatever was said',
    MULTI,
    [[400, false]],
    [600, false],
    { intent: 'succeeded 1000/0/1000', charge: '1000/1000/true/1000', amounts: '1000/1000/0' },
  ],
  [
    'several: everything at once is final, whatever was said',
    MULTI,
    [],
    [undefined, false],
    { intent: 'succeeded 1000/0/1000', charge: '1000/1000/true/1000', amounts: '1000/1000/0' },
  ],
  [
    'several: release of the rest',
    MULTI,
    [[400, false]],
    [0, true],
    { intent: 'succeeded 1000/0/400', charge: '1000/400/true/1000', amounts: '1000/400/600' },
  ],
  [
    'several: release of the rest, final_capture left out',
    MULTI,
    [[400, false]],
    [0],
    { intent: 'succeeded 1000/0/400', charge: '1000/400/true/1000', amounts: '1000/400/600' },
  ],
  ['several: release before anything was captured', MULTI, [], [0, true], tooSmall],
  ['several: nothing, and not final', MULTI, [[400, false]], [0, false], tooSmall],
  ['several: more than is held', MULTI, [], [1_001], tooLarge],
  ['several: more than is left', MULTI, [[400, false]], [601, true], tooLarge],
  ['several: more than is left, and not final', MULTI, [[400, false]], [601, false], tooLarge],

  [
    'more than was authorized',
    OVER,
    [],
    [1_100],
    { intent: 'succeeded 1100/0/1100', charge: '1100/1100/true/1000', amounts: '1000/1100/0' },
  ],
  [
    'more than was authorized: the maximum',
    OVER,
    [],
    [1_200],
    { intent: 'succeeded 1200/0/1200', charge: '1200/1200/true/1000', amounts: '1000/1200/0' },
  ],
  ['more than was authorized: one beyond the maximum', OVER, [], [1_201], tooLarge],
  [
    'more than was authorized: less is possible',
    OVER,
    [],
    [999],
    { intent: 'succeeded 1000/0/999', charge: '1000/999/true/1000', amounts: '1000/999/1' },
  ],
  [
    'more than was authorized: what is left out means what was authorized',
    OVER,
    [],
    [undefined],
    {
      intent: 'succeeded 1000/0/1000',
      charge: '1000/1000/true/1000',
      amounts: '1000/1000/0',
    },
  ],

  [
    'several with more: the last one up to the maximum',
    BOTH,
    [[400, false]],
    [800],
    { intent: 'succeeded 1200/0/1200', charge: '1200/1200/true/1000', amounts: '1000/1200/0' },
  ],
  ['several with more: one beyond the maximum', BOTH, [[400, false]], [801], tooLarge],
  ['several with more: not by one that is not final', BOTH, [[400, false]], [601, false], tooLarge],
  [
    'several with more: a first and last one',
    BOTH,
    [],
    [1_200],
    {
      intent: 'succeeded 1200/0/1200',
      charge: '1200/1200/true/1000',
      amounts: '1000/1200/0',
    },
  ],
];

for (const [name, options, before, [amount, final_capture], expected] of CASES) {
  test(`${name} ${typeof expected === 'function' ? 'is refused' : 'is captured'}`, () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized(options);
    const given = (final: boolean | undefined): Partial<CapturePaymentIntent> => ({ final_capture: final });
    for (const [part, final] of before) ledger.capture(id, part, given(final));
    if (typeof expected === 'function') {
      assert.deepEqual(ledger.refuseCapture(id, amount, given(final_capture)), expected(id));
      return;
    }
    ledger.capture(id, amount, given(final_capture));
    assert.deepEqual(shown(ledger, id), expected);
    checkMoney(ledger, id);
  });
}

function shown(ledger: IntentLedger, id: string): Accepted {
  const charge = ledger.charge(id);
  const { amount, amount_captured = 0, captured = false, authorization } = charge;
  const amounts = [ledger.record(id), ledger.attempts(id).at(-1)].map((of) => {
    const { authorized = 0, guaranteed = 0, canceled = 0 } = of?.amounts ?? assert.fail();
    return `${authorized}/${guaranteed}/${canceled}`;
  });
  assert.equal(amounts[0], amounts[1]);
  return {
    intent: ledger.seen(id),
    charge: `${amount}/${amount_captured}/${captured}/${authorization?.amount}`,
    amounts: amounts[0] ?? '',
  };
}

/** Every capture moves its money by itself, and the charge names the first movement. */
function checkMoney(ledger: IntentLedger, id: string): void {
  const charge = ledger.charge(id);
  const transactions = ledger.all('balance_transaction').filter(({ source }) => source === charge.id);
  const total = transactions.reduce((sum, { amount }) => sum + amount, 0);
  assert.equal(total, charge.amount_captured ?? 0);
  assert.equal(total, ledger.intent(id).amount_received);
  assert.equal(charge.balance_transaction, transactions[0]?.id);
  assert.equal(transactions.length, ledger.intent(id).captures);
  assert.ok(transactions.every(({ type }) => type === 'charge'));
  assert.deepEqual(ledger.all('refund'), []);
}

test('50 captures are possible, and then only the release of the rest', () => {
  const ledger = new IntentLedger();
  const id = ledger.authorized(MULTI);
  for (let count = 1; count <= 50; count += 1) ledger.capture(id, 10, { final_capture: false });
  assert.equal(ledger.seen(id), 'requires_capture 1000/500/500');
  const refused = {
    status: 400,
    type: 'invalid_request_error',
    code: undefined,
    param: undefined,
    message:
      'This PaymentIntent has been captured 50 times, which is all that is possible. Release the rest with amount_to_capture=0 and final_capture=true.',
  };
  assert.deepEqual(why(ledger.refuseCapture(id, 10, { final_capture: false })), refused);
  assert.deepEqual(why(ledger.refuseCapture(id)), refused);
  ledger.capture(id, 0, { final_capture: true });
  assert.equal(ledger.seen(id), 'succeeded 1000/0/500');
  checkMoney(ledger, id);
});

test('the 50th capture can be the last one and take all that is left', () => {
  const ledger = new IntentLedger();
  const id = ledger.authorized(MULTI);
  for (let count = 1; count < 50; count += 1) ledger.capture(id, 10, { final_capture: false });
  ledger.capture(id);
  assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
  checkMoney(ledger, id);
});

test('once a part was captured, the payment cannot be canceled', () => {
  const ledger = new IntentLedger();
  const id = ledger.authorized(MULTI);
  ledger.capture(id, 400, { final_capture: false });
  assert.throws(
    () => ledger.cancel(id),
    /refused: You cannot cancel this PaymentIntent because a part of it has been captured/,
  );
  assert.equal(ledger.seen(id), 'requires_capture 1000/600/400');
});

test('in a card without enterprise features, captures are plain whatever was asked for', () => {
  const ledger = new IntentLedger();
  const id = ledger.authorized(
    { ...BOTH, request_extended_authorization: 'if_available', request_incremental_authorization: 'if_available' },
    { card: 'credit_disableEnterpriseCardFeatures' },
  );
  const { multicapture, maximum_amount_capturable, extended, incremental, capture_before } = ledger.authorization(id);
  assert.deepEqual(
    [multicapture, maximum_amount_capturable, extended, incremental],
    [undefined, undefined, undefined, true],
  );
  assert.equal(capture_before, ledger.now + 7 * 86_400);
  assert.deepEqual(ledger.refuseCapture(id, 400, { final_capture: false }), notFinal());
  assert.deepEqual(ledger.refuseCapture(id, 1_001), tooLarge(id));
});

test('what was not asked for is not there', () => {
  const ledger = new IntentLedger();
  const id = ledger.authorized();
  const { multicapture, maximum_amount_capturable, extended, incremental } = ledger.authorization(id);
  assert.deepEqual([multicapture, maximum_amount_capturable, extended, incremental], Array(4).fill(undefined));
});

test('with automatic capture, what only holds have is not there', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({ card: 'visa', confirmation: {}, members: { card_options: BOTH } });
  assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
  const { multicapture, maximum_amount_capturable, capture_before } = ledger.authorization(id);
  assert.deepEqual([multicapture, maximum_amount_capturable, capture_before], [undefined, undefined, undefined]);
});

for (const [brand, maximum] of [
  ['visa', 1_200],
  ['mastercard', 1_200],
  ['amex', 1_200],
  ['discover', 1_200],
  ['diners', undefined],
  ['jcb', undefined],
  ['unionpay', undefined],
] as const) {
  test(`overcapture is ${maximum === undefined ? 'not available' : 'available'} with ${brand}`, () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized(OVER, { card: brand });
    assert.equal(ledger.authorization(id).maximum_amount_capturable, maximum);
  });
}

test('what the last capture leaves is released, and is no refund', () => {
  for (const [options, captures] of [
    [{}, [400]],
    [{}, [1]],
    [OVER, [400]],
    [MULTI, [400]],
    [MULTI, [400, 100]],
    [MULTI, [400, 0]],
  ] as const) {
    const ledger = new IntentLedger();
    const id = ledger.authorized(options);
    captures.forEach((amount, index) => {
      ledger.capture(id, amount, index + 1 < captures.length ? { final_capture: false } : {});
    });
    const captured = captures.reduce<number>((sum, amount) => sum + amount, 0);
    assert.equal(ledger.seen(id), `succeeded 1000/0/${captured}`);
    const charge = ledger.charge(id);
    assert.deepEqual([charge.amount_refunded, isRefunded(charge)], [undefined, false]);
    assert.deepEqual(ledger.all('refund'), []);
    assert.ok(!ledger.types.some((type) => type.includes('refund')));
    assert.ok(ledger.all('balance_transaction').every(({ type }) => type === 'charge'));
    // All that was received can still go back, and no more.
    assert.equal(ledger.refuseRefund(id, captured + 1).param, 'amount');
    assert.equal(ledger.refund(id).amount, captured);
    assert.ok(isRefunded(ledger.charge(id)));
  }
});

test('the maximum is rounded down', () => {
  for (const [amount, maximum] of [
    [50, 60],
    [51, 61],
    [54, 64],
    [83_333_331, 99_999_997],
  ] as const) {
    const ledger = new IntentLedger();
    const id = ledger.authorized(OVER, { amount });
    assert.equal(ledger.authorization(id).maximum_amount_capturable, maximum);
    assert.equal(ledger.refuseCapture(id, maximum + 1).code, 'amount_too_large');
    ledger.capture(id, maximum);
    assert.equal(ledger.seen(id), `succeeded ${maximum}/0/${maximum}`);
  }
});

test('a capture that the processor declines changes nothing', () => {
  const ledger = new IntentLedger();
  const id = ledger.authorized(MULTI, { members: { metadata: { sandbox_capture: 'declined' } } });
  const refusal = ledger.refuseCapture(id, 400, { metadata: { order: '17' }, statement_descriptor_suffix: 'ORDER 17' });
  assert.deepEqual(refusal, {
    refused: true,
    status: 402,
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
    charge: ledger.charge(id).id,
    shows: [{ member: 'payment_intent', kind: 'payment_intent', id }],
  });
});

test('a capture brings metadata and the end of the statement descriptor along', () => {
  const ledger = new IntentLedger();
  const id = ledger.authorized({}, { members: { metadata: { a: '1', b: '2' } } });
  ledger.capture(id, undefined, { metadata: { a: '', order: '17' }, statement_descriptor_suffix: 'ORDER 17' });
  assert.deepEqual(ledger.intent(id).metadata, { b: '2', order: '17' });
  assert.equal(ledger.intent(id).statement_descriptor_suffix, 'ORDER 17');
  assert.equal(ledger.charge(id).statement_descriptor_suffix, 'ORDER 17');
});
