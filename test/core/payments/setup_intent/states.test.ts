/** Every operation in every status: what is allowed, what becomes of the intent, and what is said where it is not. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command } from '../../../../src/core/kernel/decision.js';
import { isRefusal } from '../../../../src/core/kernel/errors.js';
import type { PaymentMethod } from '../../../../src/core/payments/payment_method/types.js';
import { authenticateSetupIntent } from '../../../../src/core/payments/setup_intent/authenticate.js';
import { cancelSetupIntent } from '../../../../src/core/payments/setup_intent/cancel.js';
import { confirmSetupIntent } from '../../../../src/core/payments/setup_intent/confirm.js';
import { SETUP_STATUSES, type SetupStatus } from '../../../../src/core/payments/setup_intent/states.js';
import type { SetupAttempt, SetupIntent } from '../../../../src/core/payments/setup_intent/types.js';
import { updateSetupIntent } from '../../../../src/core/payments/setup_intent/update.js';
import { contextOf, stateOf } from '../../../support/rules.js';

const CARD = {
  brand: 'visa',
  last4: '4242',
  exp_month: 1,
  exp_year: 2030,
  funding: 'credit',
  country: 'US',
  fingerprint: 'f',
} as const;
const METHOD: PaymentMethod = { id: 'pm_a', created: 1, type: 'card', card: CARD, test_card: 'visa' };
const OTHER: PaymentMethod = { ...METHOD, id: 'pm_b' };
const ATTEMPT: SetupAttempt = {
  id: 'setatt_a',
  created: 1,
  status: 'requires_action',
  card: CARD,
  payment_method: 'pm_a',
  setup_intent: 'seti_a',
  usage: 'off_session',
};

const INTENTS: Readonly<Record<SetupStatus, SetupIntent>> = {
  requires_payment_method: { id: 'seti_a', created: 1, status: 'requires_payment_method' },
  requires_confirmation: { id: 'seti_a', created: 1, status: 'requires_confirmation', payment_method: 'pm_a' },
  requires_action: {
    id: 'seti_a',
    created: 1,
    status: 'requires_action',
    latest_attempt: 'setatt_a',
    next_action: { type: 'use_stripe_sdk' },
    payment_method: 'pm_a',
  },
  processing: { id: 'seti_a', created: 1, status: 'processing', latest_attempt: 'setatt_a', payment_method: 'pm_a' },
  succeeded: { id: 'seti_a', created: 1, status: 'succeeded', payment_method: 'pm_a' },
  canceled: { id: 'seti_a', created: 1, status: 'canceled', payment_method: 'pm_a' },
};

interface Row {
  readonly operation: string;
  readonly command: Command<never>;
  readonly input: object;
  /** What follows from each status: the next one with the events, or the message of the refusal. */
  readonly follows: Readonly<Record<SetupStatus, readonly [status: SetupStatus, ...events: string[]] | string>>;
}

const only = (participle: string) =>
  `Only a SetupIntent with one of the following statuses may be ${participle}: requires_payment_method, requires_confirmation, requires_action.`;
const pm = { id: 'seti_a', members: { payment_method: { id: 'pm_b' } } };

const DIRECTLY = { never_redirects: false, uses_stripe_sdk: false };

const ROWS: readonly Row[] = [
  {
    operation: 'confirm with a payment method',
    command: confirmSetupIntent,
    input: { ...pm, confirmation: DIRECTLY },
    follows: {
      requires_payment_method: ['succeeded', 'setup_intent.succeeded'],
      requires_confirmation: ['succeeded', 'setup_intent.succeeded'],
      requires_action: ['succeeded', 'setup_intent.succeeded'],
      succeeded: 'You cannot confirm this SetupIntent because it has already succeeded.',
      processing: `You cannot confirm this SetupIntent because it has a status of processing. ${only('confirmed')}`,
      canceled: `You cannot confirm this SetupIntent because it has a status of canceled. ${only('confirmed')}`,
    },
  },
  {
    operation: 'confirm with what is there',
    command: confirmSetupIntent,
    input: { id: 'seti_a', members: {}, confirmation: DIRECTLY },
    follows: {
      requires_payment_method:
        "You cannot confirm this SetupIntent because it's missing a payment method. You can either update the SetupIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.",
      requires_confirmation: ['succeeded', 'setup_intent.succeeded'],
      requires_action: ['succeeded', 'setup_intent.succeeded'],
      succeeded: 'You cannot confirm this SetupIntent because it has already succeeded.',
      processing: `You cannot confirm this SetupIntent because it has a status of processing. ${only('confirmed')}`,
      canceled: `You cannot confirm this SetupIntent because it has a status of canceled. ${only('confirmed')}`,
    },
  },
  {
    operation: 'update what is set up',
    command: updateSetupIntent,
    input: pm,
    follows: {
      requires_payment_method: ['requires_confirmation'],
      requires_confirmation: ['requires_confirmation'],
      requires_action: ['requires_confirmation'],
      succeeded: 'You cannot update this SetupIntent because it has already succeeded.',
      processing: `You cannot update this SetupIntent because it has a status of processing. ${only('updated')}`,
      canceled: `You cannot update this SetupIntent because it has a status of canceled. ${only('updated')}`,
    },
  },
  {
    operation: 'update what is said about it',
    command: updateSetupIntent,
    input: { id: 'seti_a', members: {}, description: 'a', metadata: { b: 'c' } },
    follows: {
      requires_payment_method: ['requires_payment_method'],
      requires_confirmation: ['requires_confirmation'],
      requires_action: ['requires_action'],
      processing: ['processing'],
      succeeded: ['succeeded'],
      canceled: ['canceled'],
    },
  },
  {
    operation: 'cancel',
    command: cancelSetupIntent,
    input: { id: 'seti_a', cancellation_reason: 'abandoned' },
    follows: {
      requires_payment_method: ['canceled', 'setup_intent.canceled'],
      requires_confirmation: ['canceled', 'setup_intent.canceled'],
      requires_action: ['canceled', 'setup_intent.canceled'],
      succeeded: `You cannot cancel this SetupIntent because it has a status of succeeded. ${only('canceled')}`,
      processing: `You cannot cancel this SetupIntent because it has a status of processing. ${only('canceled')}`,
      canceled: `You cannot cancel this SetupIntent because it has a status of canceled. ${only('canceled')}`,
    },
  },
  ...(['succeeded', 'failed'] as const).map((outcome): Row => {
    const refused = (status: SetupStatus) =>
      `You cannot authenticate this SetupIntent because it has a status of ${status}. Only a SetupIntent with one of the following statuses may be authenticated: requires_action.`;
    return {
      operation: `authenticate, ${outcome}`,
      command: authenticateSetupIntent,
      input: { id: 'seti_a', outcome },
      follows: {
        requires_payment_method: refused('requires_payment_method'),
        requires_confirmation: refused('requires_confirmation'),
        requires_action:
          outcome === 'succeeded'
            ? ['succeeded', 'setup_intent.succeeded']
            : ['requires_payment_method', 'setup_intent.setup_failed'],
        succeeded: 'You cannot authenticate this SetupIntent because it has already succeeded.',
        processing: refused('processing'),
        canceled: refused('canceled'),
      },
    };
  }),
];

for (const { operation, command, input, follows } of ROWS) {
  describe(operation, () => {
    for (const status of SETUP_STATUSES) {
      it(`when it ${status}`, () => {
        const given = { setup_intent: [INTENTS[status]], setup_attempt: [ATTEMPT], payment_method: [METHOD, OTHER] };
        const decision = command.decide(stateOf(given), input as never, contextOf());
        const expected = follows[status];
        if (typeof expected === 'string') {
          assert.ok(isRefusal(decision));
          assert.deepEqual(
            [decision.status, decision.code, decision.message, decision.shows],
            [
              400,
              'setup_intent_unexpected_state',
              expected,
              [{ member: 'setup_intent', kind: 'setup_intent', id: 'seti_a' }],
            ],
          );
          return;
        }
        assert.ok(!isRefusal(decision), JSON.stringify(decision));
        assert.deepEqual(decision.reply, { kind: 'setup_intent', id: 'seti_a' });
        const [next, ...events] = expected;
        const documents = decision.changes.map(({ document }) => document);
        const intent = documents.findLast(({ id }) => id === 'seti_a') as SetupIntent;
        assert.equal(intent.status, next);
        assert.deepEqual(
          decision.events.map(({ type }) => type),
          events,
        );
        // Whoever has to authenticate is told where; nobody else is.
        assert.equal(intent.next_action !== undefined, next === 'requires_action');
        // An attempt that waits ends with what it waited for.
        const attempt = documents.findLast(({ id }) => id === 'setatt_a') as SetupAttempt | undefined;
        const waited = status === 'requires_action' && next !== 'requires_action';
        const ends =
          command === authenticateSetupIntent ? [next === 'succeeded' ? 'succeeded' : 'failed'] : ['abandoned'];
        assert.deepEqual(attempt === undefined ? [] : [attempt.status], waited ? ends : []);
      });
    }
  });
}
