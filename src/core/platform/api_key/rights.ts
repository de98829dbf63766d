/** What keys may do, beside each other. */
import type { ApiKey } from './types.js';

type Rights = Pick<ApiKey, 'type' | 'permissions'>;

/** Whether one key may do everything that another may. What a publishable key may, anybody may. */
export function mayDoAllOf(own: Rights, other: Rights): boolean {
  if (own.type === 'secret' || other.type === 'publishable') return true;
  if (own.type === 'publishable' || other.type === 'secret') return false;
  return Object.entries(other.permissions ?? {}).every(([resource, right]) => {
    const has = own.permissions?.[resource];
    return has === 'write' || has === right;
  });
}
