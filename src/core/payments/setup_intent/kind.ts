/** How setup intents and their attempts are kept. */
import { clockColumn, dueColumns, type KindDeclaration } from '../../kernel/kind_declaration.js';
import { dueSetupIntent } from './due.js';
import type { SetupAttempt, SetupIntent } from './types.js';

declare module '../../kernel/kind.js' {
  interface Documents {
    setup_attempt: SetupAttempt;
    setup_intent: SetupIntent;
  }

  interface EventTypes extends Record<keyof typeof SETUP_INTENT_EVENTS, true> {}
}

/** The types of events that tell of them, with what each means. */
export const SETUP_INTENT_EVENTS = {
  'setup_intent.canceled': 'A setup intent was canceled.',
  'setup_intent.created': 'A setup intent was created.',
  'setup_intent.requires_action': 'The payer has to authenticate.',
  'setup_intent.setup_failed': 'The payment method could not be set up.',
  'setup_intent.succeeded': 'The payment method was set up.',
} as const satisfies Record<string, string>;

export const setup_attempt = {
  prefix: 'setatt',
  table: 'setup_attempts',
  resource: 'setup_intents',
  columns: { ...clockColumn, setup_intent: (attempt) => attempt.setup_intent },
  searches_metadata: false,
} as const satisfies KindDeclaration<SetupAttempt>;

export const setup_intent = {
  prefix: 'seti',
  table: 'setup_intents',
  resource: 'setup_intents',
  columns: {
    ...clockColumn,
    customer: (intent) => intent.customer ?? null,
    ...dueColumns,
    payment_method: (intent) => intent.payment_method ?? null,
    status: (intent) => intent.status,
  },
  searches_metadata: false,
  waits: { until: ({ due_at }) => due_at, command: dueSetupIntent },
} as const satisfies KindDeclaration<SetupIntent>;
