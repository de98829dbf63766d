/** How movements of the balance are kept. */
import { clockColumn, type KindDeclaration } from '../../kernel/kind_declaration.js';
import { dueBalanceTransaction } from './due.js';
import { availableByColumn, type BalanceTransaction, netOf, type TransactionType } from './types.js';

declare module '../../kernel/kind.js' {
  interface Documents {
    balance_transaction: BalanceTransaction;
  }
}

/** What moves the balance by each type of movement. */
const SOURCES: Readonly<Record<TransactionType, 'charge' | 'dispute' | 'refund'>> = {
  adjustment: 'dispute',
  charge: 'charge',
  refund: 'refund',
  refund_failure: 'refund',
};

export const balance_transaction = {
  prefix: 'txn',
  table: 'balance_transactions',
  resource: 'balance',
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
  references: ({ source, type }) => ({ [SOURCES[type]]: source }),
  waits: { until: ({ available_on }) => available_on, command: dueBalanceTransaction },
} as const satisfies KindDeclaration<BalanceTransaction>;
