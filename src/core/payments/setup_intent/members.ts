/** What a request can change about a setup intent that is not over, as several commands apply it. */

import type { Row } from '../../kernel/decision.js';
import type { Draft } from '../../kernel/draft.js';
import { isRefusal, type Refusal } from '../../kernel/errors.js';
import { compact, replaced } from '../../kernel/shared.js';
import { checkCustomer } from '../customer/named.js';
import { type GivenPaymentMethod, givenMethod, unusable } from '../payment_method/given.js';
import { abandonIn } from './attempt.js';
import type { SetupCardOptions, SetupIntent } from './types.js';

export interface SetupMembers {
  readonly card_options?: SetupCardOptions | undefined;
  readonly customer?: string | undefined;
  /** Null takes the payment method away. */
  readonly payment_method?: GivenPaymentMethod | null | undefined;
}

/** The intent with the members, which must fit together. */
export function withSetupMembers(draft: Draft, intent: SetupIntent, members: SetupMembers): SetupIntent | Refusal {
  const { card_options, customer, payment_method: given } = members;
  if (card_options === undefined && customer === undefined && given === undefined) return intent;
  if (customer !== undefined) {
    const unknown = checkCustomer(draft.state, intent, customer);
    if (unknown !== undefined) return unknown;
    draft.guard(draft.state.get('customer', customer) as Row);
  }
  const made = given === undefined || given === null ? given : givenMethod(draft, given);
  if (isRefusal(made)) return made;
  const changed = compact<SetupIntent>({
    ...intent,
    card_options: { ...intent.card_options, ...card_options },
    customer: customer ?? intent.customer,
    payment_method: replaced(intent.payment_method, made === null ? null : made?.id),
  });
  const method = made ?? (changed.payment_method && draft.document('payment_method', changed.payment_method));
  const refusal = typeof method === 'object' ? unusable(method, changed.customer, 'SetupIntent') : undefined;
  if (refusal !== undefined) return refusal;
  // What the payer was asked to authenticate is no longer what would be set up.
  abandonIn(draft, intent);
  const { next_action: _action, ...rest } = changed;
  return { ...rest, status: rest.payment_method === undefined ? 'requires_payment_method' : 'requires_confirmation' };
}
