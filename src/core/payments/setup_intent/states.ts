/** The statuses of a setup intent and what can be done in each: the one table of transitions. */
import type { Refusal } from '../../kernel/errors.js';
import { alreadySucceeded, refusedInStatus } from './refusals.js';

export const SETUP_STATUSES = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'succeeded',
  'canceled',
] as const;
export type SetupStatus = (typeof SETUP_STATUSES)[number];

interface Operation {
  readonly allowed: readonly SetupStatus[];
  /** How Stripe's messages speak of it: "You cannot … this SetupIntent", "may be …". */
  readonly verb: string;
  readonly participle: string;
}

const NOT_OVER = ['requires_payment_method', 'requires_confirmation', 'requires_action'] as const;

/** Metadata and the description can always be changed; `update` is a change of what is set up. */
const OPERATIONS = {
  authenticate: { allowed: ['requires_action'], verb: 'authenticate', participle: 'authenticated' },
  cancel: { allowed: NOT_OVER, verb: 'cancel', participle: 'canceled' },
  confirm: { allowed: NOT_OVER, verb: 'confirm', participle: 'confirmed' },
  update: { allowed: NOT_OVER, verb: 'update', participle: 'updated' },
} as const satisfies Record<string, Operation>;
export type SetupOperation = keyof typeof OPERATIONS;

/** The refusal of an operation that the status does not allow. */
export function checkStatus(
  intent: { readonly id: string; readonly status: SetupStatus },
  operation: SetupOperation,
): Refusal | undefined {
  const words: Operation = OPERATIONS[operation];
  if (words.allowed.includes(intent.status)) return undefined;
  return intent.status === 'succeeded' && operation !== 'cancel'
    ? alreadySucceeded(intent.id, words.verb)
    : refusedInStatus(intent, words);
}
