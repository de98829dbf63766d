import type { Context } from '../decision.js';
import { compact } from '../shared.js';
import type { BalanceTransaction } from './types.js';

export function chargeTransaction(
  context: Context,
  moved: {
    readonly amount: number;
    readonly currency: string;
    readonly description: string | undefined;
    readonly source: string;
    readonly is_available_at_once: boolean;
  },
): BalanceTransaction {
  const { amount, currency, description, source } = moved;
  return compact<BalanceTransaction>({
    id: context.newId('txn'),
    created: context.now,
    type: 'charge',
    amount,
    currency,
    description,
    source,
    available_on: context.now,
  });
}
