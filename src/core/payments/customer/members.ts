/** What a request can say about a customer, and what it makes of one. */
import type { Refusal } from '../../kernel/errors.js';
import { compact, type Loose, replaced } from '../../kernel/shared.js';
import { notOfCustomer } from '../payment_method/refusals.js';
import type { Customer } from './types.js';

/** Everything that is simply kept. Undefined leaves a member as it is, null unsets it, a hash replaces the whole hash. */
type Kept = Omit<Customer, 'id' | 'created' | 'deleted' | 'default_payment_method' | 'metadata' | 'test_clock'>;
export type CustomerMembers = { readonly [K in keyof Kept]?: Kept[K] | null | undefined };

/** The customer with these members; `compact` drops those that are unset. */
export function withMembers(before: Loose<Customer>, members: CustomerMembers): Customer {
  const after: Record<string, unknown> = { ...before };
  for (const [name, given] of Object.entries(members)) after[name] = replaced(after[name], given);
  return compact<Customer>(after as Loose<Customer>);
}

/** A default that is not one of the customer's own payment methods. */
export function notAttached(payment_method: string): Refusal {
  return notOfCustomer(payment_method, 'invoice_settings[default_payment_method]');
}
