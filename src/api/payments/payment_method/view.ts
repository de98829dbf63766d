/** Payment methods on the wire. The type of Stripe's own SDK holds the shape to the letter. */
import type Stripe from 'stripe';
import { type CardBrand, type CardDetails, networksOf } from '../../../core/payments/cards.js';
import type { PaymentMethod } from '../../../core/payments/payment_method/types.js';
import { CARDS } from '../../../core/payments/processor/registry.js';
import { type ViewContext, viewBillingDetails } from '../../kernel/view_context.js';

/** Stripe's shape, and as an extension what was described of a card that is kept elsewhere. */
type ShownPaymentMethod = Stripe.PaymentMethod & {
  readonly daybook?: { readonly card: { readonly bin: string | null } };
};

export function viewPaymentMethod(method: PaymentMethod, { livemode }: ViewContext): ShownPaymentMethod {
  const { card, custom, billing_details } = method;
  return {
    id: method.id,
    object: 'payment_method',
    allow_redisplay: method.allow_redisplay ?? 'unspecified',
    billing_details: viewBillingDetails(billing_details),
    ...(card === undefined ? {} : { card: viewCard(card, method) }),
    created: method.created,
    ...(custom === undefined
      ? {}
      : { custom: { display_name: custom.display_name ?? null, logo: null, type: custom.type } }),
    customer: method.customer ?? null,
    customer_account: null,
    ...(method.kept_elsewhere ? { daybook: { card: { bin: card?.bin ?? null } } } : {}),
    livemode,
    metadata: method.metadata ?? {},
    ...(method.radar_session === undefined ? {} : { radar_options: { session: method.radar_session } }),
    type: method.type,
  };
}

/** The names of brands for showing to people, which Stripe spells differently from the names of networks. */
const DISPLAY_BRANDS: Readonly<Record<CardBrand, string>> = {
  amex: 'american_express',
  cartes_bancaires: 'cartes_bancaires',
  diners: 'diners_club',
  discover: 'discover',
  eftpos_au: 'eftpos_australia',
  jcb: 'jcb',
  mastercard: 'mastercard',
  unionpay: 'union_pay',
  unknown: 'other',
  visa: 'visa',
};

function viewCard(
  card: CardDetails,
  { test_card, kept_elsewhere, billing_details }: PaymentMethod,
): Stripe.PaymentMethod.Card {
  // Who asks the issuer of a card that is kept elsewhere is not known, nor what it said.
  const address = kept_elsewhere ? undefined : billing_details?.address;
  const prefers_co_brand = card.preferred_network !== undefined && card.preferred_network === card.co_brand;
  return {
    brand: card.brand,
    checks: {
      address_line1_check: card.address_line1_check ?? unchecked(address?.line1),
      address_postal_code_check: card.address_postal_code_check ?? unchecked(address?.postal_code),
      cvc_check: card.cvc_check ?? null,
    },
    country: card.country ?? null,
    display_brand: prefers_co_brand ? card.preferred_network : DISPLAY_BRANDS[card.brand],
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    generated_from: null,
    last4: card.last4,
    networks: { available: [...networksOf(card)], preferred: card.preferred_network ?? null },
    regulated_status: null,
    three_d_secure_usage: kept_elsewhere ? null : { supported: CARDS.supportsThreeDSecure({ test_card }) },
    wallet: null,
  };
}

/** A part of the address that is there and that no issuer has been asked about. */
function unchecked(part: string | undefined): 'unchecked' | null {
  return part === undefined ? null : 'unchecked';
}
