/** Payments whose money is held when it is ordered, and taken when it is sent. */
import { type Checkout, cancel, capture, checkout, pay } from './checkout.js';
import { detailsOf, newBasket, partOf } from './goods.js';
import { HOUR_MS, MINUTE_MS } from './rhythm.js';
import { type Steps, step } from './story.js';
import type { World } from './world.js';

export function* shipped(world: World, at_ms: number): Steps<void> {
  const { begun, held_ms } = yield* held(world, at_ms);
  yield* capture(begun.id, held_ms + packing(world));
}

/** One product was not in stock: the rest is taken, and what it would have cost given back. */
export function* shippedPartly(world: World, at_ms: number): Steps<void> {
  const { begun, held_ms } = yield* held(world, at_ms, 3);
  const { basket } = begun;
  yield* capture(begun.id, held_ms + packing(world), partOf(basket, basket.lines.slice(1), basket.shipping));
}

/** Sent in parcels, each of which is paid when it goes, with what is in it. */
export function* shippedInParcels(world: World, at_ms: number): Steps<void> {
  const { begun, held_ms } = yield* held(world, at_ms, world.chance.whole(3, 4), {
    request_multicapture: 'if_available',
    request_extended_authorization: 'if_available',
  });
  const { lines, shipping } = begun.basket;
  let parcel_ms = held_ms;
  for (const [index, line] of lines.entries()) {
    parcel_ms += packing(world);
    const part = partOf(begun.basket, [line], index === 0 ? shipping : 0);
    yield* capture(begun.id, parcel_ms, part, index === lines.length - 1);
  }
}

/** Ordered one more of the same before it was sent: never more than an increment may add. */
export function* raised(world: World, at_ms: number): Steps<void> {
  const { begun, held_ms } = yield* held(world, at_ms, 1, { request_incremental_authorization: 'if_available' });
  const { basket } = begun;
  const more = basket.lines.map((line) => ({ ...line, quantity: 1 }));
  const all = partOf(basket, [...basket.lines, ...more], basket.shipping);
  yield step(held_ms + world.chance.whole(20, 300) * MINUTE_MS, 'payment_intent.increment_authorization', {
    id: begun.id,
    amount: all.amount,
    amount_details: detailsOf(all),
    description: undefined,
    metadata: undefined,
    payment_details: undefined,
  });
  yield* capture(begun.id, held_ms + 6 * HOUR_MS + packing(world));
}

export function* holdCanceled(world: World, at_ms: number): Steps<void> {
  const { begun, held_ms } = yield* held(world, at_ms);
  yield* cancel(begun.id, held_ms + world.chance.whole(2, 40) * HOUR_MS, 'requested_by_customer');
}

/** Nobody takes the money, and the bank lets go of it. */
export function* holdForgotten(world: World, at_ms: number): Steps<void> {
  yield* held(world, at_ms);
}

interface Held {
  readonly begun: Checkout;
  readonly held_ms: number;
}

type CardOptions = NonNullable<NonNullable<Parameters<typeof checkout>[2]>['members']>['card_options'];

function* held(world: World, at_ms: number, kinds?: number, card_options?: CardOptions): Steps<Held> {
  const begun = yield* checkout(world, at_ms, {
    basketFor: ({ person }) => newBasket(world.chance, person.currency, kinds),
    members: { capture_method: 'manual', card_options },
  });
  const { at_ms: held_ms } = yield* pay(world, begun);
  return { begun, held_ms };
}

/** How long it takes to send something. */
function packing(world: World): number {
  return world.chance.whole(8, 44) * HOUR_MS + world.chance.whole(0, 59) * MINUTE_MS;
}
