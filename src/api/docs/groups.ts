/** The operations in the groups and under the names in which readers look for them. */
import type { Operation } from '../kernel/operation.js';

export interface Group {
  /** `payment_records`, the first part of the path; of an extension the part after `daybook`. */
  readonly name: string;
  /** `Payment records`. */
  readonly title: string;
  readonly operations: readonly Operation[];
}

export function groupsOf(operations: readonly Operation[]): Group[] {
  const names = [...new Set(operations.map(groupName))].sort();
  return names.map((name) => ({
    name,
    title: titleOf(name),
    operations: operations.filter((operation) => groupName(operation) === name),
  }));
}

function groupName({ path }: Operation): string {
  const [first = '', second = ''] = path.split(/[/.]/).slice(2);
  return first === 'daybook' ? second : first;
}

/** `payment_records` as `Payment records`. */
export function titleOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A name that is unique among operations, made as Stripe's own specification makes them: `GetPaymentRecordsId`. */
export function operationId({ method, path }: Operation): string {
  const words = [method.toLowerCase(), ...path.split(/[/_:.]+/).slice(2)];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** The place of an operation on the page: `get-payment-records-id`. */
export function anchorOf({ method, path }: Operation): string {
  return [method.toLowerCase(), ...path.split(/[/_:.]+/).slice(2)].join('-');
}

/** The names of the ids in a path. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/:([a-z_]+)/g)].map((match) => match[1] ?? '');
}
