/** When a delivery that failed is tried again, and what becomes of it in the end. */
import type { Delivery, DeliveryTry } from '../../store/delivery_port.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds from each try to the next. */
const TEST_SECONDS: readonly number[] = [MINUTE, 30 * MINUTE, 2 * HOUR];
/** For as long as three days hold, from the first try on. */
const LIVE_SECONDS: readonly number[] = [
  5,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  12 * HOUR,
  12 * HOUR,
  12 * HOUR,
  12 * HOUR,
];

/** A tenth more or less, so that what failed together is not tried again together. */
const JITTER = 0.1;
/** Of more tries the first are forgotten. */
const KEPT_TRIES = 20;

export function scheduleOf(setting: readonly number[] | undefined, livemode: boolean): readonly number[] {
  return setting ?? (livemode ? LIVE_SECONDS : TEST_SECONDS);
}

export function isSuccess({ status = 0 }: DeliveryTry): boolean {
  return status >= 200 && status < 300;
}

/** The delivery after a try. `random` lies between 0 and 1. */
export function afterTry(
  delivery: Delivery,
  tried: DeliveryTry,
  schedule: readonly number[],
  random: number,
): Delivery {
  const ended_ms = tried.at_ms + tried.latency_ms;
  const tries_in_round = delivery.tries_in_round + 1;
  const tries = [...delivery.tries, tried].slice(-KEPT_TRIES);
  const wait_seconds = schedule[tries_in_round - 1];
  if (isSuccess(tried) || wait_seconds === undefined) {
    const status = isSuccess(tried) ? 'succeeded' : 'failed';
    return { ...delivery, tries, tries_in_round, status, due_at_ms: null, finished_at_ms: ended_ms };
  }
  const wait_ms = Math.round(wait_seconds * 1000 * (1 + JITTER * (2 * random - 1)));
  return { ...delivery, tries, tries_in_round, status: 'pending', due_at_ms: ended_ms + wait_ms, finished_at_ms: null };
}
