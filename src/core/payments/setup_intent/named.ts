/** The setup intent that a request names. */
import type { Reference, State } from '../../kernel/decision.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { givenReferences } from '../payment_method/given.js';
import type { SetupMembers } from './members.js';
import { checkStatus, type SetupOperation } from './states.js';
import type { SetupIntent } from './types.js';

export function referencesOf(id: string, { customer, payment_method }: SetupMembers): Reference[] {
  return [
    { kind: 'setup_intent', id },
    ...(customer === undefined ? [] : [{ kind: 'customer' as const, id: customer }]),
    ...givenReferences(payment_method),
  ];
}

export function anyIntent(state: State, id: string): SetupIntent | Refusal {
  return state.get('setup_intent', id)?.document ?? errors.noSuchObject('setup_intent', id);
}

export function intentFor(state: State, id: string, operation: SetupOperation): SetupIntent | Refusal {
  const intent = anyIntent(state, id);
  return isRefusal(intent) ? intent : (checkStatus(intent, operation) ?? intent);
}
