/** Requests a second for each key: a bucket that holds one second's worth and refills steadily. */

const MAXIMUM_BUCKETS = 10_000;

export class RateLimiter {
  /** Requests a second; 0 for no limit. */
  readonly #rate: number;
  readonly #buckets = new Map<string, { left: number; at_ms: number }>();

  constructor(rate: number) {
    this.#rate = rate;
  }

  /** Takes one request from the key's bucket; false if it is empty. The time is that of a clock that nobody sets. */
  allows(key_id: string, now_ms: number): boolean {
    if (this.#rate === 0) return true;
    const bucket = this.#buckets.get(key_id) ?? { left: this.#rate, at_ms: now_ms };
    const passed_s = (now_ms - bucket.at_ms) / 1000;
    bucket.left = Math.min(this.#rate, bucket.left + passed_s * this.#rate);
    bucket.at_ms = now_ms;
    if (this.#buckets.size >= MAXIMUM_BUCKETS) this.#buckets.clear();
    this.#buckets.set(key_id, bucket);
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
  }
}
