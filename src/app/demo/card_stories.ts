/** Payments that Daybook processes itself, from the plain to the troublesome. */
import { aMomentLater, authenticate, cancel, checkout, pay, refund } from './checkout.js';
import { subscriptionBasket } from './goods.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './rhythm.js';
import { type Steps, step, writtenId } from './story.js';
import type { World } from './world.js';

export type Story = (world: World, at_ms: number) => Steps<void>;

/** Why cards are declined, as often as it happens. */
const DECLINING_CARDS = [
  ['visa_chargeDeclinedInsufficientFunds', 40],
  ['visa_chargeDeclined', 26],
  ['chargeDeclinedExpiredCard', 10],
  ['chargeDeclinedIncorrectCvc', 10],
  ['visa_chargeDeclinedVelocityLimitExceeded', 5],
  ['chargeDeclinedProcessingError', 4],
  ['visa_chargeDeclinedLostCard', 3],
  ['visa_chargeDeclinedStolenCard', 3],
  ['radarBlock', 3],
] as const;

export function* paid(world: World, at_ms: number): Steps<void> {
  yield* pay(world, yield* checkout(world, at_ms));
}

export function* subscribed(world: World, at_ms: number): Steps<void> {
  const begun = yield* checkout(world, at_ms, {
    basketFor: ({ person }) => subscriptionBasket(person.currency),
    members: { setup_future_usage: 'off_session' },
  });
  yield* pay(world, begun);
}

/** Declined once or twice, and then paid with another card. */
export function* retried(world: World, at_ms: number): Steps<void> {
  const begun = yield* checkout(world, at_ms);
  let tried_ms = begun.at_ms;
  for (let declines = world.chance.happens(0.25) ? 2 : 1; declines > 0; declines -= 1) {
    const tried = yield* pay(world, { ...begun, at_ms: tried_ms }, world.chance.weighted(DECLINING_CARDS));
    tried_ms = aMomentLater(world, tried.at_ms);
  }
  yield* pay(world, { ...begun, at_ms: tried_ms });
}

export function* declined(world: World, at_ms: number): Steps<void> {
  const begun = yield* checkout(world, at_ms);
  const tried = yield* pay(world, begun, world.chance.weighted(DECLINING_CARDS));
  if (world.chance.happens(0.4)) yield* cancel(begun.id, tried.at_ms + DAY_MS, 'abandoned');
}

/** Begun and never confirmed; what is left lying is cleared away after a day. */
export function* abandoned(world: World, at_ms: number): Steps<void> {
  const begun = yield* checkout(world, at_ms);
  yield* cancel(begun.id, begun.at_ms + DAY_MS, 'abandoned');
}

export function* authenticated(world: World, at_ms: number): Steps<void> {
  const begun = yield* checkout(world, at_ms);
  const tried = yield* pay(world, begun, 'threeDSecure2Required');
  yield* authenticate(begun.id, tried.at_ms + world.chance.whole(20, 120) * 1_000, 'succeeded');
}

export function* authenticationFailed(world: World, at_ms: number): Steps<void> {
  const begun = yield* checkout(world, at_ms);
  const tried = yield* pay(world, begun, 'authenticationRequired');
  yield* authenticate(begun.id, tried.at_ms + 3 * MINUTE_MS, 'failed');
  if (world.chance.happens(0.6))
    yield* pay(world, { ...begun, at_ms: aMomentLater(world, tried.at_ms) + 3 * MINUTE_MS });
}

export function* refunded(world: World, at_ms: number): Steps<void> {
  yield* refundedWith(world, at_ms, undefined);
}

export function* partlyRefunded(world: World, at_ms: number): Steps<void> {
  const begun = yield* checkout(world, at_ms);
  const { at_ms: paid_ms } = yield* pay(world, begun);
  // Rounded down: two halves must not be more than the whole.
  const part = Math.max(1, Math.floor(begun.basket.amount * world.chance.pick([0.1, 0.2, 0.25, 0.5])));
  const refunded_ms = paid_ms + world.chance.whole(1, 14) * DAY_MS + world.chance.whole(0, 600) * MINUTE_MS;
  yield* refund(begun.id, refunded_ms, part);
  if (world.chance.happens(0.15)) yield* refund(begun.id, refunded_ms + 3 * DAY_MS, part);
}

/** The payer's bank takes its time. */
export function* refundedSlowly(world: World, at_ms: number): Steps<void> {
  yield* refundedWith(world, at_ms, 'pendingRefund');
}

export function* refundFailed(world: World, at_ms: number): Steps<void> {
  yield* refundedWith(world, at_ms, 'refundFail');
}

function* refundedWith(world: World, at_ms: number, key: string | undefined): Steps<void> {
  const begun = yield* checkout(world, at_ms);
  const { at_ms: paid_ms } = yield* pay(world, begun, key);
  const after_ms = world.chance.whole(1, 20) * DAY_MS + world.chance.whole(0, 600) * MINUTE_MS;
  const reason = world.chance.weighted([
    ['requested_by_customer', 85],
    ['duplicate', 15],
  ] as const);
  yield* refund(begun.id, paid_ms + after_ms, undefined, reason);
}

/** The payer's bank warns of fraud; some of these payments are given back before they are disputed. */
export function* warnedOfFraud(world: World, at_ms: number): Steps<void> {
  const begun = yield* checkout(world, at_ms);
  const { at_ms: paid_ms } = yield* pay(world, begun, 'createIssuerFraudRecord');
  if (world.chance.happens(0.5)) yield* refund(begun.id, paid_ms + 20 * HOUR_MS, undefined, 'fraudulent');
}

const DISPUTED_CARDS = [
  ['createDispute', 5],
  ['createDisputeProductNotReceived', 4],
  ['createMultipleDisputes', 1],
] as const;

/** Nobody answers, and the dispute is lost when its time is over. */
export function* disputed(world: World, at_ms: number): Steps<void> {
  yield* pay(world, yield* checkout(world, at_ms), world.chance.weighted(DISPUTED_CARDS));
}

/** The bank asks, and waits for an answer. */
export function* inquired(world: World, at_ms: number): Steps<void> {
  yield* pay(world, yield* checkout(world, at_ms), 'createDisputeInquiry');
}

export function* disputeWon(world: World, at_ms: number): Steps<void> {
  yield* answered(world, at_ms, 'createDisputeProductNotReceived', 'winning_evidence');
}

export function* disputeLost(world: World, at_ms: number): Steps<void> {
  yield* answered(world, at_ms, 'createDispute', 'losing_evidence');
}

/** The bank has got the evidence and looks at it for weeks. */
export function* disputeUnderReview(world: World, at_ms: number): Steps<void> {
  yield* answered(world, at_ms, 'createDispute', undefined);
}

export function* inquiryAnswered(world: World, at_ms: number): Steps<void> {
  yield* answered(world, at_ms, 'createDisputeInquiry', undefined);
}

export function* inquiryClosed(world: World, at_ms: number): Steps<void> {
  yield* answered(world, at_ms, 'createDisputeInquiry', 'winning_evidence');
}

export function* disputeAccepted(world: World, at_ms: number): Steps<void> {
  const paid = yield* pay(world, yield* checkout(world, at_ms), 'createDispute');
  yield step(paid.at_ms + 2 * DAY_MS, 'dispute.close', { id: writtenId(paid.done, 'dispute') });
}

function* answered(world: World, at_ms: number, key: string, deciding: string | undefined): Steps<void> {
  const begun = yield* checkout(world, at_ms);
  const paid = yield* pay(world, begun, key);
  const { name, email } = begun.payer.person;
  yield step(paid.at_ms + world.chance.whole(30, 150) * HOUR_MS, 'dispute.update', {
    id: writtenId(paid.done, 'dispute'),
    enhanced_evidence: undefined,
    evidence: {
      customer_name: name,
      customer_email_address: email,
      product_description: begun.basket.title,
      shipping_carrier: 'Northern Parcel',
      shipping_tracking_number: `NP${world.chance.whole(10_000_000, 99_999_999)}`,
      uncategorized_text: deciding,
    },
    metadata: undefined,
    submit: true,
  });
}
