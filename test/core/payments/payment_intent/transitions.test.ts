/** What every operation does in every status, through the commands; and that the table of transitions says just that. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from '../../../../src/core/kernel/decision.js';
import { isRefusal } from '../../../../src/core/kernel/errors.js';
import { authenticatePaymentIntent } from '../../../../src/core/payments/payment_intent/authenticate.js';
import { cancelPaymentIntent } from '../../../../src/core/payments/payment_intent/cancel.js';
import { capturePaymentIntent } from '../../../../src/core/payments/payment_intent/capture.js';
import { confirmPaymentIntent } from '../../../../src/core/payments/payment_intent/confirm.js';
import { duePaymentIntent } from '../../../../src/core/payments/payment_intent/due.js';
import { incrementAuthorization } from '../../../../src/core/payments/payment_intent/increment_authorization.js';
import { settlePaymentIntent } from '../../../../src/core/payments/payment_intent/settle.js';
import {
  INTENT_OPERATIONS,
  INTENT_STATUSES,
  type IntentOperation,
  type IntentStatus,
  isAllowed,
  TRANSITIONS,
} from '../../../../src/core/payments/payment_intent/states.js';
import { updatePaymentIntent } from '../../../../src/core/payments/payment_intent/update.js';
import { LateLedger } from '../processor/late_ledger.js';
import {
  AMOUNT,
  capture,
  confirmation,
  IntentLedger,
  increment,
  made,
  unexpectedState,
  update,
} from './intent_ledger.js';

type Members = NonNullable<Parameters<typeof update>[1]>['members'];

const MANUAL = { capture_method: 'manual' } as const;
const OPTIONS = { request_multicapture: 'if_available', request_incremental_authorization: 'if_available' } as const;
const TIMEOUT = { sandbox_outcome: 'timeout' };

/** An intent in each status, with the members that it is to have. */
const IN_STATUS: Record<IntentStatus, (ledger: IntentLedger, members?: Members) => string> = {
  requires_payment_method: (ledger, members = {}) => ledger.create({ members }),
  requires_confirmation: (ledger, members = {}) => ledger.create({ members, card: 'visa' }),
  requires_action: (ledger, members = {}) =>
    ledger.create({ members, card: 'authenticationRequired', confirmation: {} }),
  processing: (ledger, members = {}) =>
    ledger.create({
      members: { ...members, metadata: { ...TIMEOUT, ...members.metadata } },
      card: 'visa',
      confirmation: {},
    }),
  requires_capture: (ledger, members = {}) =>
    ledger.create({ members: { ...MANUAL, card_options: OPTIONS, ...members }, card: 'visa', confirmation: {} }),
  succeeded: (ledger, members = {}) => ledger.create({ members, card: 'visa', confirmation: {} }),
  canceled(ledger, members = {}) {
    const id = ledger.create({ members });
    ledger.cancel(id);
    return id;
  },
};

/** A payment on hold with a processor that has not answered what was asked last. */
function asked(ask: (ledger: LateLedger, id: string) => void): (ledger: IntentLedger) => string {
  return (ledger) => {
    assert.ok(ledger instanceof LateLedger);
    const id = IN_STATUS.requires_capture(ledger);
    ledger.waits = true;
    ask(ledger, id);
    return id;
  };
}

/** A payment that a processor has not answered yet. */
const unanswered = (card: string) => (ledger: IntentLedger) => {
  assert.ok(ledger instanceof LateLedger);
  ledger.waits = true;
  return ledger.create({ card, confirmation: {} });
};

interface Way {
  /** With a processor that answers later; `make` where the status is not come to in the usual way. */
  readonly is_late?: boolean;
  readonly make?: (ledger: IntentLedger) => string;
  readonly members?: Members;
  readonly prepare?: (ledger: IntentLedger, id: string) => void;
  // biome-ignore lint/suspicious/noExplicitAny: inputs of every command
  readonly command: Command<any>;
  readonly input: (id: string, ledger: IntentLedger) => unknown;
}

const way = <Input>(
  command: Command<Input>,
  input: (id: string) => Input,
  rest: Omit<Way, 'command' | 'input'> = {},
): Way => ({ command, input, ...rest });

/** Once the authorization has ended, or the processor is to be asked again. */
const later = (ledger: IntentLedger): void => {
  ledger.now += 8 * 24 * 60 * 60;
};
const due = (rest: Pick<Way, 'members' | 'prepare'> = {}) =>
  way(duePaymentIntent, (id) => ({ id }), { prepare: later, ...rest });
/** Nobody asks before the command has been given. */
const late: Omit<Way, 'command' | 'input'> = {
  is_late: true,
  prepare(ledger) {
    assert.ok(ledger instanceof LateLedger);
    ledger.waits = true;
  },
};
const settling = (make: Way['make'] & {}): Way => ({
  is_late: true,
  make,
  command: settlePaymentIntent,
  input(id, ledger) {
    assert.ok(ledger instanceof LateLedger);
    return { id, ...ledger.hand(id) };
  },
});
const paying = (card: string) => (id: string) => confirmation(id, { payment_method: made(card) });
const authenticated = (outcome: 'succeeded' | 'failed') => (id: string) => ({ id, outcome });
const scripted = (metadata: Record<string, string>) => (ledger: IntentLedger, id: string) =>
  ledger.update(id, { members: { metadata } });

/** Every way of doing an operation that could lead somewhere else; the first is the one to be refused with. */
const WAYS: Record<IntentOperation, readonly Way[]> = {
  update: [
    way(updatePaymentIntent, (id) => update(id, { members: { metadata: { order: '17' } } })),
    way(updatePaymentIntent, (id) => update(id, { payment_method: made('visa') })),
    way(updatePaymentIntent, (id) => update(id, { payment_method: null })),
  ],
  update_amount: [
    way(updatePaymentIntent, (id) => update(id, { amount: 2_000 })),
    way(updatePaymentIntent, (id) => update(id, { amount: 2_000, payment_method: made('visa') })),
    way(updatePaymentIntent, (id) => update(id, { amount: 2_000, payment_method: null })),
  ],
  confirm: [
    way(confirmPaymentIntent, paying('visa')),
    way(confirmPaymentIntent, paying('visa'), { members: MANUAL }),
    way(confirmPaymentIntent, paying('authenticationRequired')),
    way(confirmPaymentIntent, paying('visa'), { prepare: scripted(TIMEOUT) }),
    way(confirmPaymentIntent, paying('visa_chargeDeclined')),
  ],
  authenticate: [
    way(authenticatePaymentIntent, authenticated('succeeded')),
    way(authenticatePaymentIntent, authenticated('failed')),
    way(authenticatePaymentIntent, authenticated('succeeded'), { members: MANUAL }),
    way(authenticatePaymentIntent, authenticated('succeeded'), { prepare: scripted(TIMEOUT) }),
    way(authenticatePaymentIntent, authenticated('succeeded'), {
      prepare: (ledger, id) => ledger.put('payment_intent', { ...ledger.intent(id), confirmation_method: 'manual' }),
    }),
  ],
  settle: [
    due(),
    due({ members: MANUAL }),
    due({ members: { metadata: { sandbox_settles: 'pending' } } }),
    due({ members: { metadata: { sandbox_settles: 'declined' } } }),
    due({ members: { metadata: { sandbox_settles: 'not_found' } } }),
    settling(unanswered('authenticationRequired')),
    settling(asked((ledger, id) => ledger.cancel(id))),
  ],
  capture: [
    way(capturePaymentIntent, (id) => capture(id)),
    way(capturePaymentIntent, (id) => capture(id, { amount_to_capture: 400, final_capture: false })),
    way(capturePaymentIntent, (id) => capture(id), late),
  ],
  increment_authorization: [
    way(incrementAuthorization, (id) => increment(id)),
    way(incrementAuthorization, (id) => increment(id), late),
  ],
  cancel: [
    way(cancelPaymentIntent, (id) => ({ id, cancellation_reason: undefined })),
    way(cancelPaymentIntent, (id) => ({ id, cancellation_reason: undefined }), late),
  ],
  expire: [
    due(),
    due({
      prepare(ledger, id) {
        ledger.capture(id, 400, { final_capture: false });
        later(ledger);
      },
    }),
  ],
};

const only = (verb: string, what: string, statuses: string) => (status: string) =>
  `This PaymentIntent's ${what} could not be ${verb} because it has a status of ${status}. ${statuses}`;

/** What the operations are refused with; the others are Daybook's own, and find nothing to do. */
const MESSAGES: { readonly [O in IntentOperation]?: (status: IntentStatus) => string } = {
  update_amount: only(
    'updated',
    'amount',
    'You may only update the amount of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.',
  ),
  confirm: (status) =>
    status === 'succeeded' || status === 'requires_capture'
      ? 'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.'
      : `You cannot confirm this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_payment_method, requires_confirmation, requires_action.`,
  authenticate: (status) => `This PaymentIntent does not wait for an authentication: it has a status of ${status}.`,
  capture: (status) =>
    status === 'succeeded'
      ? 'The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized amount has been released.'
      : `This PaymentIntent could not be captured because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
  increment_authorization: only(
    'incremented',
    'authorization',
    'Only a PaymentIntent with one of the following statuses may be incremented: requires_capture.',
  ),
  cancel: (status) =>
    `You cannot cancel this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, requires_confirmation, requires_action, expired, processing.`,
};

/** Written down a second time: what the table allows. */
const ALLOWED: Record<IntentStatus, readonly IntentOperation[]> = {
  requires_payment_method: ['update', 'update_amount', 'confirm', 'cancel'],
  requires_confirmation: ['update', 'update_amount', 'confirm', 'cancel'],
  requires_action: ['update', 'update_amount', 'confirm', 'authenticate', 'cancel'],
  processing: ['update', 'settle'],
  requires_capture: ['update', 'capture', 'increment_authorization', 'cancel', 'expire'],
  succeeded: ['update'],
  canceled: ['update'],
};

const observed = new Set<string>();

for (const status of INTENT_STATUSES) {
  for (const operation of INTENT_OPERATIONS) {
    const is_allowed = ALLOWED[status].includes(operation);
    test(`${status}: ${operation} is ${is_allowed ? 'possible' : 'refused'}`, () => {
      assert.equal(isAllowed(operation, status), is_allowed);
      const targets: readonly string[] = (TRANSITIONS[status] as Record<string, readonly string[]>)[operation] ?? [];
      for (const { members, is_late, make = IN_STATUS[status], prepare, command, input } of is_allowed
        ? WAYS[operation]
        : []) {
        const ledger = is_late === true ? new LateLedger() : new IntentLedger();
        const id = make(ledger, members);
        assert.equal(ledger.intent(id).status, status);
        prepare?.(ledger, id);
        assert.equal(ledger.intent(id).status, status, 'what was to come before has changed the status');
        const decision = ledger.decide(command, input(id, ledger));
        // Once money is under way, a payment method cannot be changed.
        if (isRefusal(decision) && operation === 'update') continue;
        assert.ok(!isRefusal(decision), isRefusal(decision) ? decision.message : '');
        const after = ledger.intent(id).status;
        assert.ok(targets.includes(after), `${operation} led from ${status} to ${after}, which is not in the table`);
        observed.add(`${status} ${operation} ${after}`);
      }
      if (is_allowed) return;
      const ledger = new IntentLedger();
      const id = IN_STATUS[status](ledger);
      const [{ command, input } = assert.fail()] = WAYS[operation];
      const message = MESSAGES[operation];
      if (message === undefined) {
        const before = ledger.intent(id);
        ledger.now += 30 * 24 * 60 * 60;
        // Whatever is due in the status has another name.
        if (before.due_at !== undefined) return;
        ledger.accept(command, input(id, ledger));
        assert.deepEqual(ledger.intent(id), before);
        return;
      }
      const param = operation === 'update_amount' ? 'amount' : undefined;
      assert.deepEqual(ledger.refuse(command, input(id, ledger)), unexpectedState(id, message(status), param));
    });
  }
}

test('the table of transitions has what happens, and nothing else', () => {
  const table = INTENT_STATUSES.flatMap((status) =>
    Object.entries(TRANSITIONS[status]).flatMap(([operation, targets]) =>
      (targets as readonly string[]).map((target) => `${status} ${operation} ${target}`),
    ),
  );
  assert.deepEqual([...observed].sort(), [...new Set(table)].sort());
});

const LOCKED: readonly [name: string, param: string, given: NonNullable<Parameters<typeof update>[1]>][] = [
  ['the currency', 'currency', { currency: 'eur' }],
  ['the payment method', 'payment_method', { payment_method: made('visa') }],
  ['the customer', 'customer', { members: { customer: 'cus_1' } }],
  ['how it is captured', 'capture_method', { members: MANUAL }],
  ['options of the card', 'payment_method_options', { members: { card_options: { moto: true } } }],
  ['what the amount is made of', 'amount_details', { members: { amount_details: { discount_amount: 1 } } }],
];

for (const status of ['processing', 'requires_capture', 'succeeded', 'canceled'] as const) {
  for (const [name, param, given] of LOCKED) {
    test(`${status}: ${name} cannot be updated any more`, () => {
      const ledger = new IntentLedger();
      const id = IN_STATUS[status](ledger);
      assert.deepEqual(
        ledger.refuse(updatePaymentIntent, update(id, given)),
        unexpectedState(
          id,
          `This PaymentIntent's ${param} could not be updated because it has a status of ${status}. You may only update the ${param} of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`,
          param,
        ),
      );
    });
  }
}

test('any update clears the error of the last try', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({ card: 'visa_chargeDeclined', confirmation: {} });
  assert.equal(ledger.intent(id).last_payment_error?.decline_code, 'generic_decline');
  ledger.update(id, { members: { description: 'a book' } });
  assert.equal(ledger.intent(id).last_payment_error, undefined);
  assert.equal(ledger.seen(id), `requires_payment_method ${AMOUNT}/0/0`);
});
