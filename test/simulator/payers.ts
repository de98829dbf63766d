/** What is asked for in live mode, where a processor behind a network takes payments: money in, on hold, and back. */
import type { Chance } from '../../src/app/demo/chance.js';
import type { CommandInput, CommandName } from '../../src/core/commands.js';
import {
  AMOUNT,
  capture,
  confirmation,
  increment,
  made,
  newIntent,
} from '../core/payments/payment_intent/intent_ledger.js';

interface Asked {
  readonly name: CommandName;
  readonly input: unknown;
}

function asks<N extends CommandName>(name: N, input: CommandInput<N>): Asked {
  return { name, input };
}

const HELD = {
  capture_method: 'manual',
  card_options: { request_multicapture: 'if_available', request_incremental_authorization: 'if_available' },
} as const;

/** What the processor, which is a sandbox behind its network, makes of a payment. */
const SCRIPTS: readonly Readonly<Record<string, string>>[] = [
  {},
  {},
  {},
  { sandbox_outcome: 'pending', sandbox_after_seconds: '3' },
  { sandbox_outcome: 'timeout', sandbox_after_seconds: '3', sandbox_settles: 'declined' },
  { sandbox_capture: 'declined', sandbox_void: 'declined' },
  { sandbox_refund: 'pending' },
];
const CARDS = ['visa', 'visa', 'visa', 'chargeCustomerFail', 'authenticationRequired'] as const;

/** Something new. */
export function newLivePayment(chance: Chance): Asked {
  const payment_method = made(chance.pick(CARDS));
  if (chance.happens(0.2)) {
    return asks('setup_intent.create', {
      members: { payment_method },
      automatic_payment_methods: undefined,
      confirmation: { never_redirects: true, uses_stripe_sdk: false },
      description: undefined,
      metadata: undefined,
      usage: undefined,
    });
  }
  const members = { metadata: chance.pick(SCRIPTS), ...(chance.happens(0.5) ? HELD : {}) };
  return asks('payment_intent.create', newIntent({ members, payment_method, confirmation: {} }));
}

/** The payer authenticates, whether that is asked for or not. */
export function onLiveSetup(chance: Chance, id: string): Asked {
  return asks('setup_intent.authenticate', { id, outcome: chance.happens(0.7) ? 'succeeded' : 'failed' });
}

/** What follows on a payment, whether it allows that or not. */
export function onLivePayment(chance: Chance, id: string): Asked {
  const amount = chance.whole(1, AMOUNT);
  const choices: (readonly [asked: () => Asked, weight: number])[] = [
    [() => asks('payment_intent.capture', capture(id, { amount_to_capture: amount, final_capture: false })), 3],
    [() => asks('payment_intent.capture', capture(id)), 2],
    [() => asks('payment_intent.increment_authorization', increment(id, { amount: AMOUNT + amount })), 2],
    [() => asks('payment_intent.authenticate', { id, outcome: 'succeeded' }), 2],
    [() => asks('payment_intent.cancel', { id, cancellation_reason: undefined }), 2],
    [() => asks('payment_intent.confirm', confirmation(id, { payment_method: made('visa') })), 2],
    [() => asks('refund.create', { of: { payment_intent: id }, amount, metadata: undefined, reason: undefined }), 4],
  ];
  return chance.weighted(choices)();
}
