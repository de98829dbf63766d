/**
 * What a key may do and see. Rights are given on resources, and every kind of object belongs to one: wherever an answer
 * to a request on one resource shows an object of another, the key needs the right to read that one too.
 */
import type { Identity } from '../../app/key_ring.js';
import { errors, type Refusal } from '../../core/kernel/errors.js';
import type { Kind } from '../../core/kernel/kind.js';
import { KIND_NAMES, KINDS } from '../../core/kinds.js';
import { type ApiKey, KEY_PREFIXES } from '../../core/platform/api_key/types.js';

const WITHOUT_OBJECTS = ['accounts', 'events', 'request_logs'] as const;

export type Resource = (typeof KINDS)[Kind]['resource'] | (typeof WITHOUT_OBJECTS)[number];
export type Right = 'read' | 'write';

export function resourceOf(kind: Kind): Resource {
  return KINDS[kind].resource;
}

/** The resources that restricted keys are given rights on: those of kinds, and of what is no kind. */
export const RESOURCES: readonly Resource[] = [...new Set([...WITHOUT_OBJECTS, ...KIND_NAMES.map(resourceOf)])].sort();

export interface Access {
  /** The same for all whose answers look the same. */
  readonly name: string;
  readonly may: (resource: Resource, right: Right) => boolean;
  readonly mayRead: (kind: Kind) => boolean;
  /** Who may write an intent may also have what lets others confirm it: its client secret, and the payer's page. */
  readonly seesSecrets: (kind: Kind) => boolean;
}

/** Of a secret key, and of what Daybook sends by itself. */
export const FULL_ACCESS: Access = {
  name: 'full',
  may: () => true,
  mayRead: () => true,
  seesSecrets: () => true,
};

/** Publishable keys are held to what they may see in other ways: see `visibleToPublishable`. */
const PUBLISHABLE_ACCESS: Access = { ...FULL_ACCESS, name: 'publishable' };

export function accessOf({ id, type, permissions }: Pick<ApiKey, 'id' | 'type' | 'permissions'>): Access {
  if (type === 'secret') return FULL_ACCESS;
  if (type === 'publishable') return PUBLISHABLE_ACCESS;
  const may = (resource: Resource, right: Right): boolean => {
    const has = permissions?.[resource];
    return has === 'write' || has === right;
  };
  return {
    // The rights of a key never change.
    name: id,
    may,
    mayRead: (kind) => may(resourceOf(kind), 'read'),
    seesSecrets: (kind) => may(resourceOf(kind), 'write'),
  };
}

export function missingRight(identity: Identity, resource: Resource, right: Right): Refusal {
  return errors.missingPermission(maskedIdentity(identity), identity.scope.account, `${resource}:${right}`);
}

/** The key as people see it, from what is stored of it. */
function maskedIdentity({ key, scope }: Identity): string {
  const known = KEY_PREFIXES.find(({ type, livemode }) => type === key.type && livemode === scope.livemode);
  return `${known?.prefix ?? ''}${'*'.repeat(20)}${key.last4}`;
}
