/** How movements of the balance are kept. */

import { clockColumn, type KindDeclaration } from '../../kernel/kind_declaration.js';
import { dueBalanceTransaction } from './due.js';
import { availableByColumn, type BalanceTransaction, netOf } from './types.js';

declare module '../../kernel/kind.js' {
  interface Documents {
    balance_transaction: BalanceTransaction;
  }
}

/** What moved it, by the id. */
function sourceKind(source: string): 'charge' | 'dispute' | 'refund' {
  if (source.startsWith('re_')) return 'refund';
  return source.startsWith('du_') ? 'dispute' : 'charge';
}

export const balance_transaction = {
  prefix: 'txn',
  table: 'balance_transactions',
  columns: {
    ...clockColumn,
    available_on: availableByColumn,
    currency: (transaction) => transaction.currency,
    due_test_clock: (transaction) => (transaction.is_available === true ? null : (transaction.test_clock ?? null)),
    net: netOf,
    source: (transaction) => transaction.source,
    type: (transaction) => transaction.type,
  },
  searches_metadata: false,
  references: ({ source }) => ({ [sourceKind(source)]: source }),
  waits: { until: ({ available_on }) => available_on, command: dueBalanceTransaction },
} as const satisfies KindDeclaration<BalanceTransaction>;
