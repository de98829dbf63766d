/** Stripe's own SDK for Node, pointed at a Daybook. */
import assert from 'node:assert/strict';
import Stripe from 'stripe';
import { TEST_KEY } from './daybook.js';

export function client(server: { readonly address: string }, key = TEST_KEY, config: Stripe.StripeConfig = {}): Stripe {
  const { hostname, port } = new URL(server.address);
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false, ...config });
}

/** The error that a request must end with. */
export async function rejected(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof Stripe.errors.StripeError, String(error));
    return error;
  }
  return assert.fail('the request was accepted');
}
