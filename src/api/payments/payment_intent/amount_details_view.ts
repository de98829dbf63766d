/** What an amount is made of, on the wire. Line items are left out unless they are expanded. */
import type Stripe from 'stripe';
import type { AmountDetails, LineItem, PaymentDetails } from '../../../core/payments/amount_details/types.js';
import { DEFAULT_LIMIT, type ListEnvelope, listEnvelope } from '../../../wire/list.js';

export function viewAmountDetails(details: AmountDetails | undefined) {
  if (details === undefined) return { tip: {} };
  const { discount_amount, error, shipping, tax } = details;
  return {
    ...(discount_amount === undefined ? {} : { discount_amount }),
    ...(error === undefined ? {} : { error }),
    ...(shipping === undefined ? {} : { shipping: viewShipping(shipping) }),
    ...(tax === undefined ? {} : { tax }),
    // Tips come from terminals, of which there are none.
    tip: {},
  } satisfies Stripe.PaymentIntent.AmountDetails;
}

function viewShipping(shipping: NonNullable<AmountDetails['shipping']>) {
  return {
    amount: shipping.amount ?? null,
    from_postal_code: shipping.from_postal_code ?? null,
    to_postal_code: shipping.to_postal_code ?? null,
  } satisfies Stripe.PaymentIntent.AmountDetails.Shipping;
}

/** The expanded line items: the first page of their own list, in the order in which they were given. */
export function viewLineItems(
  payment_intent: string,
  items: readonly LineItem[],
): ListEnvelope<Stripe.PaymentIntentAmountDetailsLineItem> {
  const url = `/v1/payment_intents/${payment_intent}/amount_details_line_items`;
  return listEnvelope(url, items.slice(0, DEFAULT_LIMIT).map(viewLineItem), items.length > DEFAULT_LIMIT);
}

export function viewLineItem(item: LineItem): Stripe.PaymentIntentAmountDetailsLineItem {
  return {
    id: item.id,
    object: 'payment_intent_amount_details_line_item',
    discount_amount: item.discount_amount ?? null,
    payment_method_options: viewOptions(item.payment_method_options),
    product_code: item.product_code ?? null,
    product_name: item.product_name,
    quantity: item.quantity,
    tax: item.tax ?? null,
    unit_cost: item.unit_cost,
    unit_of_measure: item.unit_of_measure ?? null,
  };
}

function viewOptions(
  options: LineItem['payment_method_options'],
): Stripe.PaymentIntentAmountDetailsLineItem['payment_method_options'] {
  if (options === undefined) return null;
  const { card, card_present, klarna, paypal } = options;
  return {
    ...(card === undefined ? {} : { card: { commodity_code: card.commodity_code ?? null } }),
    ...(card_present === undefined ? {} : { card_present: { commodity_code: card_present.commodity_code ?? null } }),
    ...(klarna === undefined
      ? {}
      : {
          klarna: {
            image_url: klarna.image_url ?? null,
            product_url: klarna.product_url ?? null,
            reference: klarna.reference ?? null,
            subscription_reference: klarna.subscription_reference ?? null,
          },
        }),
    ...(paypal === undefined ? {} : { paypal }),
  };
}

export function viewPaymentDetails(details: PaymentDetails): Stripe.PaymentIntent.PaymentDetails {
  return {
    customer_reference: details.customer_reference ?? null,
    order_reference: details.order_reference ?? null,
  };
}
