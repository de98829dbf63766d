/** Parts that several objects show: what storage leaves out comes back as null. */
import type Stripe from 'stripe';
import type { Address, BillingDetails } from '../../core/kernel/shared.js';
import type { DocUrlOf } from '../../wire/envelope.js';
import type { Access } from './access.js';
import type { Era } from './versions/era.js';

/** What views show that is derived and not stored, the same for every request. */
export interface Derivations {
  /** The text that lets a client with a publishable key see and confirm an intent. */
  readonly clientSecretOf: (id: string) => string;
  /** Where the payer authenticates. */
  readonly authenticationUrl: (id: string) => string;
  /** Where an error code is explained. */
  readonly docUrlOf: DocUrlOf;
}

/** What a view depends on beside the document. */
export interface ViewContext extends Derivations {
  readonly livemode: boolean;
  readonly era: Era;
  /** Of who looks at the object. */
  readonly access: Access;
  /** Unix seconds at which the object is looked at. */
  readonly now: number;
}

export function viewAddress(address: Address | undefined): Stripe.Address {
  return {
    city: address?.city ?? null,
    country: address?.country ?? null,
    line1: address?.line1 ?? null,
    line2: address?.line2 ?? null,
    postal_code: address?.postal_code ?? null,
    state: address?.state ?? null,
  };
}

export function viewBillingDetails(details: BillingDetails | undefined) {
  return {
    address: viewAddress(details?.address),
    email: details?.email ?? null,
    name: details?.name ?? null,
    phone: details?.phone ?? null,
    tax_id: details?.tax_id ?? null,
  } satisfies Stripe.PaymentMethod.BillingDetails;
}
