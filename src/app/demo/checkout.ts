/** The steps that stories of processed payments are made of. */
import type { CreatePaymentIntent } from '../../core/payments/payment_intent/create.js';
import type { IntentMembers } from '../../core/payments/payment_intent/members.js';
import type { GivenPaymentMethod } from '../../core/payments/payment_method/given.js';
import type { Refund } from '../../core/payments/refund/types.js';
import { type Basket, detailsOf, newBasket } from './goods.js';
import { MINUTE_MS } from './rhythm.js';
import { type Done, type Steps, step } from './story.js';
import type { Payer, World } from './world.js';

/** An intent that has been made, and is to be paid. */
export interface Checkout {
  readonly id: string;
  readonly payer: Payer;
  readonly basket: Basket;
  /** When it was made. */
  readonly at_ms: number;
}

interface Wishes {
  readonly basketFor?: (payer: Payer) => Basket;
  readonly members?: IntentMembers;
}

const CHANNELS = [
  ['web', 62],
  ['app', 28],
  ['phone', 10],
] as const;

const SECOND_MS = 1_000;

export function* checkout(world: World, begin_ms: number, { basketFor, members }: Wishes = {}): Steps<Checkout> {
  const { chance } = world;
  const payer = yield* world.payer(begin_ms);
  const { person, customer } = payer;
  const basket = basketFor?.(payer) ?? newBasket(chance, person.currency);
  const order = world.nextOrder();
  const at_ms = begin_ms + chance.whole(1, 40) * SECOND_MS + chance.whole(0, 999);
  const input: CreatePaymentIntent = {
    amount: basket.amount,
    currency: basket.currency,
    confirmation_method: undefined,
    members: {
      amount_details: detailsOf(basket),
      customer,
      description: `Order ${order}: ${basket.title}`,
      metadata: { order: String(order), channel: chance.weighted(CHANNELS) },
      payment_details: { order_reference: String(order) },
      receipt_email: person.email,
      ...(basket.shipping === 0 ? {} : { shipping: { name: person.name, address: person.address } }),
      ...members,
    },
    payment_method: undefined,
    confirmation: undefined,
  };
  const { id } = yield step(at_ms, 'payment_intent.create', input);
  return { id, payer, basket, at_ms };
}

/** Pays with the payer's own card, or with the test card of a key. Tells when. */
export function* pay(
  world: World,
  { id, payer, at_ms }: Checkout,
  key: string = payer.person.card,
  after_ms: number = world.chance.whole(15, 180) * SECOND_MS,
): Steps<{ readonly done: Done; readonly at_ms: number }> {
  const paid_ms = at_ms + after_ms + world.chance.whole(0, 999);
  const payment_method: GivenPaymentMethod = world.card(key, payer.person, paid_ms);
  const done = yield step(paid_ms, 'payment_intent.confirm', {
    id,
    amount_to_confirm: undefined,
    confirmation: { return_url: 'https://shop.example.com/thanks' },
    members: {},
    payment_method,
  });
  return { done, at_ms: paid_ms };
}

export function* authenticate(id: string, at_ms: number, outcome: 'succeeded' | 'failed'): Steps<Done> {
  return yield step(at_ms, 'payment_intent.authenticate', { id, outcome });
}

/** Takes what is given, or everything and with the details that the intent has. */
export function* capture(id: string, at_ms: number, part?: Basket, is_final = true): Steps<Done> {
  return yield step(at_ms, 'payment_intent.capture', {
    id,
    amount_details: part && detailsOf(part),
    amount_to_capture: part?.amount,
    final_capture: is_final ? undefined : false,
    metadata: undefined,
    payment_details: undefined,
    statement_descriptor_suffix: undefined,
  });
}

export function* cancel(id: string, at_ms: number, reason: 'abandoned' | 'requested_by_customer'): Steps<Done> {
  return yield step(at_ms, 'payment_intent.cancel', { id, cancellation_reason: reason });
}

export function* refund(
  id: string,
  at_ms: number,
  amount?: number,
  reason: Refund['reason'] = 'requested_by_customer',
): Steps<Done> {
  return yield step(at_ms, 'refund.create', { of: { payment_intent: id }, amount, metadata: undefined, reason });
}

/** When a payer comes back to try again. */
export function aMomentLater(world: World, at_ms: number): number {
  return at_ms + world.chance.whole(1, 9) * MINUTE_MS;
}
