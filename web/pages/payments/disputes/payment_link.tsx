import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { usePlace } from '../../../app/session_context.js';

interface Properties {
  /** The id of the payment, or of its intent. */
  readonly payment: string;
  /** In a table each row is a link already, which keyboards walk; this one lies above it for pointers. */
  readonly is_in_row?: boolean;
  readonly children: ReactNode;
}

/** Leads to the payment who may see it. */
export function PaymentLink({ payment, is_in_row = false, children }: Properties) {
  const { can } = usePlace();
  if (!can('payment_records', 'read')) return children;
  return (
    <Link href={`/payments/${payment}`} {...(is_in_row ? { className: 'above-row', tabIndex: -1 } : {})}>
      {children}
    </Link>
  );
}
