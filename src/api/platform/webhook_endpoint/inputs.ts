/** The parameters that creating and updating an endpoint have in common, and the checks that are not of their form. */
import { allowsPrivate, MAXIMUM_URL_LENGTH, urlProblem } from '../../../app/webhooks/targets.js';
import { isKnownFilter, matchingTypes } from '../../../core/event_types.js';
import { isRefusal, type Refusal } from '../../../core/kernel/errors.js';
import { unknownType } from '../../../core/platform/event/refusals.js';
import { parseApiVersion } from '../../../wire/api_version.js';
import { array, boolean, described, emptyable, metadata, string } from '../../../wire/parameters.js';
import { missingRight, type Resource, type Right } from '../../kernel/access.js';
import type { Call } from '../../kernel/call.js';
import type { Sending } from './sending.js';

export const url = described(
  string({ maximum_length: MAXIMUM_URL_LENGTH }),
  'Where events are posted to: https, in test mode also http, without a user or a password.',
);

export const enabled_events = described(
  array(string({ maximum_length: 100 }), { maximum_items: 500 }),
  'Types of events, `customer.*` for a family, `*` for all that Stripe has; those that only Daybook has are sent where they are named. Types that never occur here are taken where Stripe documents them.',
);

export const endpoint_parameters = {
  description: emptyable(string({ maximum_length: 5000 })),
  metadata: metadata(),
  ordered_by_object: described(
    boolean(),
    'Extension: of two events about one object the later is not sent before the earlier was received, or given up.',
  ),
};

interface Given {
  readonly url?: string;
  readonly enabled_events?: readonly string[];
  readonly api_version?: string;
}

/**
 * What the key lacks to make an endpoint that is sent events of these types: they show everything that they are about,
 * those of intents with the client secret, so nobody is sent what they may not read.
 */
export function unreadableEvents({ access, identity }: Call, enabled_events: readonly string[]): Refusal | undefined {
  const lacking = (resource: Resource, right: Right): Refusal | undefined =>
    access.may(resource, right) ? undefined : missingRight(identity, resource, right);
  const types = enabled_events.flatMap((filter) => matchingTypes(filter));
  return (
    lacking('events', 'read') ??
    (types.some((type) => type.startsWith('payment_intent.')) ? lacking('payment_intents', 'write') : undefined) ??
    (types.some((type) => type.startsWith('setup_intent.')) ? lacking('setup_intents', 'write') : undefined)
  );
}

/** What is wrong with the values, in the order of the parameters. */
export async function checkEndpoint(
  call: Call,
  given: Given,
  { private_targets }: Sending,
): Promise<Refusal | undefined> {
  if (given.url !== undefined) {
    const private_allowed = await allowsPrivate(call.store, private_targets, call.livemode);
    const problem = urlProblem(given.url, call.livemode, private_allowed);
    if (problem !== undefined) return problem;
  }
  const unknown = given.enabled_events?.findIndex((type) => !isKnownFilter(type)) ?? -1;
  if (unknown >= 0) {
    return unknownType(`enabled_events[${unknown}]`, given.enabled_events?.[unknown] ?? '');
  }
  if (given.api_version === undefined) return undefined;
  const version = parseApiVersion(given.api_version);
  return isRefusal(version) ? { ...version, param: 'api_version' } : undefined;
}

/** A URL that was checked, as it is read: what is shown is what is connected to. */
export function asRead(url: string): string {
  return new URL(url).href;
}

export function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
