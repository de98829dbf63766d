import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RateLimiter } from '../../src/app/rate_limiter.js';

/** How many of the requests made at one moment are allowed. */
function allowed(limiter: RateLimiter, requests: number, now_ms: number, key = 'key_1'): number {
  return Array.from({ length: requests }, () => limiter.allows(key, now_ms)).filter(Boolean).length;
}

test('one second of requests at once, then as many as a second brings', () => {
  const limiter = new RateLimiter(25);
  assert.equal(allowed(limiter, 40, 1_000), 25);
  assert.equal(allowed(limiter, 40, 1_400), 10);
  assert.equal(allowed(limiter, 40, 60_000), 25);
});

test('every key has a bucket of its own', () => {
  const limiter = new RateLimiter(1);
  assert.equal(allowed(limiter, 5, 1_000), 1);
  assert.equal(allowed(limiter, 5, 1_000, 'key_2'), 1);
});

test('0 is no limit', () => {
  assert.equal(allowed(new RateLimiter(0), 1_000, 1_000), 1_000);
});
