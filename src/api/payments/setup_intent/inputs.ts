/** The parameters that operations on setup intents have in common, and what they become in a command. */
import { isRefusal, type Refusal } from '../../../core/kernel/errors.js';
import { THREE_D_SECURE_REQUESTS } from '../../../core/payments/payment_intent/types.js';
import type { SetupConfirmation } from '../../../core/payments/setup_intent/attempt.js';
import type { SetupMembers } from '../../../core/payments/setup_intent/members.js';
import { boolean, described, enumeration, hash, type Parsed } from '../../../wire/parameters.js';
import { returnUrl } from '../../../wire/return_url.js';
import type { Call } from '../../kernel/call.js';
import { mandate_data, mandateAcceptance } from '../mandate_data.js';
import { payment_method, payment_method_data, paymentMethodOf } from '../payment_method/given.js';

export const setup_parameters = {
  payment_method,
  payment_method_data,
  payment_method_options: hash({
    card: hash({
      request_three_d_secure: described(
        enumeration(THREE_D_SECURE_REQUESTS),
        'Other values than `automatic` ask for authentication where the card has it.',
      ),
    }),
  }),
};

const return_url = described(
  returnUrl(),
  'Where the payer goes after authenticating, a page or an app. Without it, the authentication page is the last one.',
);

/** What only a confirmation takes. */
export const confirmation_parameters = {
  mandate_data,
  return_url,
  use_stripe_sdk: described(boolean(), 'With true, next_action is of type use_stripe_sdk.'),
};

type GivenConfirmation = Partial<Parsed<ReturnType<typeof hash<typeof confirmation_parameters>>>>;

export function setupConfirmation({ is_publishable }: Call, given: GivenConfirmation): SetupConfirmation {
  const uses_stripe_sdk = given.use_stripe_sdk === true;
  return {
    mandate_acceptance: mandateAcceptance(given.mandate_data),
    never_redirects: is_publishable && uses_stripe_sdk,
    return_url: given.return_url,
    uses_stripe_sdk,
  };
}

type Given = Parsed<ReturnType<typeof hash<typeof setup_parameters>>> & { readonly customer?: string };

export function setupMembers(call: Call, given: Given): SetupMembers | Refusal {
  const method = paymentMethodOf(call, given);
  if (isRefusal(method)) return method;
  return { card_options: given.payment_method_options?.card, customer: given.customer, payment_method: method };
}
