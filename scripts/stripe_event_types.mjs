// The types of events that Stripe documents, read from the declarations of its package.
import { readFileSync } from 'node:fs';

const DECLARATIONS = new URL('../node_modules/stripe/esm/resources/WebhookEndpoints.d.ts', import.meta.url);

/** In the order of the alphabet, without the `*` for all of them. */
export function stripeEventTypes() {
  const text = readFileSync(DECLARATIONS, 'utf8');
  const [, union] = /type EnabledEvent = ([^;]+);/.exec(text) ?? [];
  if (union === undefined) throw new Error("Stripe's package no longer declares its types of events where it did.");
  const types = union.split('|').map((member) => member.trim().slice(1, -1));
  return types.filter((type) => type !== '*').sort();
}

/** The source file that holds them. */
export function stripeEventTypesSource() {
  const lines = stripeEventTypes().map((type) => `  '${type}',\n`);
  return `/** Every type of event that Stripe documents; \`npm run docs\` takes them from its package. Most never occur here. */
export const STRIPE_EVENT_TYPES: readonly string[] = [
${lines.join('')}];
`;
}
