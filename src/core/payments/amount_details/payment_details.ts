/** The caller's references: kept as they were sent, whatever a card network would cut off. */
import { compact, replaced } from '../../kernel/shared.js';
import type { GivenPaymentDetails, PaymentDetails } from './types.js';

/** The details after a request, of which every one can set them anew: what is given replaces what was, member by member. */
export function replacePaymentDetails(
  stored: PaymentDetails | undefined,
  given: GivenPaymentDetails | null | undefined,
): PaymentDetails | undefined {
  if (given === undefined) return stored;
  if (given === null) return undefined;
  const details = compact<PaymentDetails>({
    customer_reference: replaced(stored?.customer_reference, given.customer_reference),
    order_reference: replaced(stored?.order_reference, given.order_reference),
  });
  return Object.keys(details).length === 0 ? undefined : details;
}
