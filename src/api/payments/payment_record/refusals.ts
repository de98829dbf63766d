/** Why records are not shown as somebody wants them. */
import type { Refusal } from '../../../core/kernel/refusal.js';
import { invalid } from '../../../core/kernel/refusing.js';

export function includedThen(): Refusal {
  return invalid('include tells of now, so it cannot be combined with as_of.', { param: 'include' });
}

export function refundsBesideBegun(): Refusal {
  return invalid(
    'refund_lines goes with outcome_happened or created: what began in a time says nothing of its refunds.',
    {
      param: 'refund_lines',
    },
  );
}
