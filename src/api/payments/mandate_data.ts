/** How the payer agreed to later payments, as confirmations tell it. */
import type { MandateAcceptance } from '../../core/payments/payment_intent/types.js';
import {
  boolean,
  described,
  emptyable,
  enumeration,
  hash,
  type Parsed,
  required,
  string,
  timestamp,
} from '../../wire/parameters.js';

export const mandate_data = described(
  emptyable(
    hash({
      customer_acceptance: required(
        hash({
          type: required(enumeration(['offline', 'online'])),
          accepted_at: timestamp(),
          offline: hash({}),
          online: hash({ infer_from_client: boolean(), ip_address: string(), user_agent: string() }),
        }),
      ),
    }),
  ),
  'How the payer agreed to later payments. Cards need no mandate, so none is made; it is kept in the journal.',
);

export function mandateAcceptance(given: Parsed<typeof mandate_data> | undefined): MandateAcceptance | undefined {
  if (given === undefined || given === null) return undefined;
  const { type, accepted_at, online } = given.customer_acceptance;
  return {
    type,
    ...(accepted_at === undefined ? {} : { accepted_at }),
    ...(online?.ip_address === undefined ? {} : { ip_address: online.ip_address }),
    ...(online?.user_agent === undefined ? {} : { user_agent: online.user_agent }),
  };
}
