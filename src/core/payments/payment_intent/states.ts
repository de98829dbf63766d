/** The statuses of a payment intent, and where each operation leads: the one table of transitions. */
import type { Refusal } from '../../kernel/errors.js';
import {
  alreadyConfirmed,
  notAuthenticated,
  notCanceled,
  notCaptured,
  notConfirmed,
  notIncremented,
  notUpdated,
  restReleased,
} from './refusals.js';

export const INTENT_STATUSES = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'requires_capture',
  'succeeded',
  'canceled',
] as const;
export type IntentStatus = (typeof INTENT_STATUSES)[number];

export const INTENT_OPERATIONS = [
  'update',
  'update_amount',
  'confirm',
  'authenticate',
  'settle',
  'capture',
  'increment_authorization',
  'cancel',
  'expire',
] as const;
export type IntentOperation = (typeof INTENT_OPERATIONS)[number];

/** What a try to pay can come to. */
const OUTCOMES = ['succeeded', 'requires_capture', 'requires_action', 'processing', 'requires_payment_method'] as const;

const BEFORE_PAYMENT = {
  update: ['requires_payment_method', 'requires_confirmation'],
  update_amount: ['requires_payment_method', 'requires_confirmation'],
  confirm: OUTCOMES,
  cancel: ['canceled'],
} as const;

/**
 * The statuses that an operation may lead to; an operation that is missing is refused in that status. What the payer
 * does (`authenticate`), what a processor answers late (`settle`) and the end of an authorization (`expire`) are
 * operations too.
 */
export const TRANSITIONS = {
  requires_payment_method: BEFORE_PAYMENT,
  requires_confirmation: BEFORE_PAYMENT,
  requires_action: {
    // What the payer was asked to do was for the payment as it was: after a change the intent is confirmed anew.
    update: ['requires_action', 'requires_confirmation', 'requires_payment_method'],
    update_amount: ['requires_confirmation', 'requires_payment_method'],
    confirm: OUTCOMES,
    authenticate: ['succeeded', 'requires_capture', 'processing', 'requires_payment_method', 'requires_confirmation'],
    cancel: ['canceled'],
  },
  processing: {
    update: ['processing'],
    settle: ['succeeded', 'requires_capture', 'requires_action', 'processing', 'requires_payment_method', 'canceled'],
  },
  requires_capture: {
    update: ['requires_capture'],
    // Whoever holds the money may have to be waited for.
    capture: ['requires_capture', 'processing', 'succeeded'],
    increment_authorization: ['requires_capture', 'processing'],
    cancel: ['processing', 'canceled'],
    expire: ['canceled', 'succeeded'],
  },
  succeeded: { update: ['succeeded'] },
  canceled: { update: ['canceled'] },
} as const satisfies Record<IntentStatus, { readonly [O in IntentOperation]?: readonly IntentStatus[] }>;

export function isAllowed(operation: IntentOperation, status: IntentStatus): boolean {
  return operation in TRANSITIONS[status];
}

/** The statuses in which an operation is possible, in the order of the table. */
export function statusesFor(operation: IntentOperation): IntentStatus[] {
  return INTENT_STATUSES.filter((status) => isAllowed(operation, status));
}

interface Subject {
  readonly id: string;
  readonly status: IntentStatus;
}

/** Undefined where the table allows the operation; otherwise the refusal, which shows the whole intent. */
export function checkStatus(intent: Subject, operation: keyof typeof REFUSALS): Refusal | undefined {
  return isAllowed(operation, intent.status) ? undefined : REFUSALS[operation](intent);
}

const REFUSALS = {
  update_amount: (intent) => notUpdated(intent, 'amount', statusesFor('update_amount')),
  confirm: (intent) =>
    intent.status === 'succeeded' || intent.status === 'requires_capture'
      ? alreadyConfirmed(intent)
      : notConfirmed(intent, statusesFor('confirm')),
  authenticate: notAuthenticated,
  capture: (intent) => (intent.status === 'succeeded' ? restReleased(intent) : notCaptured(intent)),
  increment_authorization: notIncremented,
  cancel: notCanceled,
} as const satisfies { readonly [O in IntentOperation]?: (intent: Subject) => Refusal };
