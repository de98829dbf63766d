/** Whether a confirmation has to say where the payer returns to. */
import type { Refusal } from '../../kernel/errors.js';
import { noReturnUrl } from './refusals.js';

/** What the caller said of types that are found out; `allow_redirects` is absent where nobody said anything. */
export interface AutomaticPaymentMethods {
  readonly enabled: boolean;
  readonly allow_redirects?: 'always' | 'never';
}

interface Confirmed {
  readonly automatic_payment_methods?: AutomaticPaymentMethods;
  readonly return_url?: string;
}

/**
 * Whoever asks for automatic payment methods takes those that redirect, unless they are excluded, whatever is paid with
 * in the end. An account has cards only; so who says nothing takes none that redirect.
 */
export function checkReturnUrl(
  { automatic_payment_methods: automatic, return_url }: Confirmed,
  intent: 'PaymentIntent' | 'SetupIntent',
): Refusal | undefined {
  if (return_url !== undefined || automatic?.enabled !== true || automatic.allow_redirects !== 'always')
    return undefined;
  return noReturnUrl(intent);
}

/** As it is kept: redirects are allowed to whoever does not exclude them. */
export function automaticPaymentMethods(
  given: { readonly enabled: boolean; readonly allow_redirects?: 'always' | 'never' | undefined } | undefined,
): AutomaticPaymentMethods | undefined {
  if (given === undefined) return undefined;
  return given.enabled ? { enabled: true, allow_redirects: given.allow_redirects ?? 'always' } : { enabled: false };
}
