/** How disputes and the warnings before them are kept. */
import { clockColumn, dueColumns, type KindDeclaration } from '../../kernel/kind_declaration.js';
import { dueDispute } from './due.js';
import type { Dispute, EarlyFraudWarning } from './types.js';

declare module '../../kernel/kind.js' {
  interface Documents {
    dispute: Dispute;
    early_fraud_warning: EarlyFraudWarning;
  }

  interface EventTypes extends Record<keyof typeof DISPUTE_EVENTS, true> {}
}

/** The types of events that tell of them, with what each means. */
export const DISPUTE_EVENTS = {
  'charge.dispute.closed': 'A dispute is over: won, lost, or never more than an inquiry.',
  'charge.dispute.created': 'A charge was disputed.',
  'charge.dispute.funds_reinstated': 'A dispute was won, and its amount given back.',
  'charge.dispute.funds_withdrawn': 'The amount of a dispute was taken.',
  'charge.dispute.updated': 'A dispute was changed, mostly by evidence.',
  'radar.early_fraud_warning.created': 'An issuer says that a charge was probably fraud.',
  'radar.early_fraud_warning.updated': 'There is nothing left to be done about a warning.',
} as const satisfies Record<string, string>;

export const dispute = {
  prefix: 'du',
  table: 'disputes',
  resource: 'disputes',
  columns: {
    ...clockColumn,
    charge: (dispute) => dispute.charge,
    ...dueColumns,
    evidence_due_by: (dispute) => dispute.evidence_due_by,
    payment_intent: (dispute) => dispute.payment_intent,
    status: (dispute) => dispute.status,
  },
  searches_metadata: false,
  references: ({ charge, payment_intent }) => ({ charge, payment_intent }),
  waits: { until: ({ due_at }) => due_at, command: dueDispute },
} as const satisfies KindDeclaration<Dispute>;

export const early_fraud_warning = {
  prefix: 'issfr',
  table: 'early_fraud_warnings',
  resource: 'radar',
  columns: {
    ...clockColumn,
    charge: (warning) => warning.charge,
    payment_intent: (warning) => warning.payment_intent,
  },
  searches_metadata: false,
  references: ({ charge, payment_intent }) => ({ charge, payment_intent }),
} as const satisfies KindDeclaration<EarlyFraudWarning>;
