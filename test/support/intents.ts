/** Payment intents in every situation, each made by the requests and the commands that lead there. */
import assert from 'node:assert/strict';
import { request, type TestDaybook } from './daybook.js';
import { withLedger } from './ledger.js';
import type { Wire } from './reporting.js';
import { NEWEST, succeeds } from './scenario.js';

export const INTENTS = '/v1/payment_intents';

export const AUTHENTICATES = 'payment_method=pm_card_threeDSecure2Required';
export const DECLINES = 'payment_method=pm_card_visa_chargeDeclined';
export const HOLDS = 'capture_method=manual&payment_method=pm_card_visa';
export const MULTICAPTURE = `${HOLDS}&payment_method_options[card][request_multicapture]=if_available`;
export const OVERCAPTURE = `${HOLDS}&payment_method_options[card][request_overcapture]=if_available`;
export const INCREMENTAL = `${HOLDS}&payment_method_options[card][request_incremental_authorization]=if_available`;

/** An intent over 10.00 USD. */
export function intent(daybook: TestDaybook, more = ''): Promise<Wire> {
  return succeeds(daybook, 'POST', INTENTS, `amount=1000&currency=usd${more && '&'}${more}`, NEWEST);
}

/** The same, confirmed at once. */
export function confirmed(daybook: TestDaybook, more: string): Promise<Wire> {
  return intent(daybook, `confirm=true&${more}`);
}

/** A request on an intent; answers with the intent as it is then, whether or not a card was declined. */
export async function act(daybook: TestDaybook, id: string, path: string, form = ''): Promise<Wire> {
  const { status, body } = await request(daybook, 'POST', `${INTENTS}/${id}${path && '/'}${path}`, form, NEWEST);
  assert.ok(status === 200 || status === 402, JSON.stringify(body));
  return status === 402 ? body.error.payment_intent : body;
}

/** What the payer does on the page of the issuer. */
export async function authenticate(
  daybook: TestDaybook,
  id: string,
  outcome: 'succeeded' | 'failed' = 'succeeded',
): Promise<Wire> {
  await withLedger(daybook, ({ run }) => run('payment_intent.authenticate', { id, outcome }));
  return succeeds(daybook, 'GET', `${INTENTS}/${id}`, '', NEWEST);
}

/** A payment of which nobody knows how it ended until the processor is asked again, and then it is. */
export async function settledLate(daybook: TestDaybook, settles: 'succeeded' | 'declined'): Promise<Wire> {
  const script = `metadata[sandbox_outcome]=timeout&metadata[sandbox_after_seconds]=1&metadata[sandbox_settles]=${settles}`;
  const { id } = await confirmed(daybook, `payment_method=pm_card_visa&${script}`);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await withLedger(daybook, ({ run }) => run('payment_intent.due', { id }));
  return succeeds(daybook, 'GET', `${INTENTS}/${id}`, '', NEWEST);
}
