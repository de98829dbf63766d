import { Link } from 'wouter';
import { CopyText } from '../../../parts/copy_text.js';

interface Named {
  readonly id?: string;
  readonly object?: string;
  readonly [member: string]: unknown;
}

/** The id of an object, leading to its page where there is one. */
export function ObjectLink({ object }: { readonly object: Named }) {
  const { id = '' } = object;
  const path = pathOf(object);
  return path === undefined ? <CopyText text={id} /> : <Link href={path}>{id}</Link>;
}

function pathOf(object: Named): string | undefined {
  if (object.object === 'payment_record') return `/payments/${object.id}`;
  if (object.object === 'dispute') return `/disputes/${object.id}`;
  if (object.object === 'customer') return `/customers/${object.id}`;
  // Charges, refunds and warnings know only their intent, by whose id a payment is found as well.
  const payment = object['payment_record'] ?? object['payment_intent'];
  return typeof payment === 'string' ? `/payments/${payment}` : undefined;
}
