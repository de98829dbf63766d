/** Values that several kinds of object carry. Stored documents leave out what is null; rendering restores it. */
import { errors, type Refusal } from './errors.js';

export interface Address {
  readonly city?: string;
  readonly country?: string;
  readonly line1?: string;
  readonly line2?: string;
  readonly postal_code?: string;
  readonly state?: string;
}

export interface BillingDetails {
  readonly address?: Address;
  readonly email?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly tax_id?: string;
}

export interface ShippingDetails {
  readonly address?: Address;
  readonly name?: string;
  readonly phone?: string;
}

export type Metadata = Readonly<Record<string, string>>;

/** A caller's change to metadata: null removes every key, an empty value removes one. */
export type MetadataPatch = Readonly<Record<string, string>> | null;

/** Stripe's limit on keys an object can hold; the wire checks the same limit on one request. */
const MAXIMUM_METADATA_KEYS = 50;

/** Metadata after a patch, or a refusal where it would hold too many keys. */
export function patchMetadata(
  before: Metadata | undefined,
  patch: MetadataPatch | undefined,
): Metadata | undefined | Refusal {
  if (patch === undefined) return before;
  if (patch === null) return undefined;
  const entries = new Map(Object.entries(before ?? {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === '') entries.delete(key);
    else entries.set(key, value);
  }
  if (entries.size > MAXIMUM_METADATA_KEYS) return errors.metadataCount('metadata', MAXIMUM_METADATA_KEYS);
  return Object.fromEntries(entries);
}

/** The metadata of a new object: nothing is there yet, and the wire has counted the keys. */
export function newMetadata(given: MetadataPatch | undefined): Metadata {
  return Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== ''));
}

type Optional<T, K extends keyof T> = Record<never, never> extends Pick<T, K> ? T[K] | null | undefined : T[K];

/** T before it is compacted: members that T may lack can also be undefined or null. */
export type Loose<T> = { [K in keyof T]: Optional<T, K> };

/** Drops members that are undefined, null or an empty hash, so that only what says something is stored. */
export function compact<T extends object>(value: Loose<T>): T {
  const kept: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined || member === null) continue;
    if (typeof member === 'object' && !Array.isArray(member) && Object.keys(member).length === 0) continue;
    kept[key] = member;
  }
  return kept as T;
}

/** `undefined` keeps what was there, `null` unsets it, anything else replaces it. */
export function replaced<T>(before: T | undefined, given: T | null | undefined): T | null | undefined {
  return given === undefined ? before : given;
}
