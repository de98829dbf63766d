/** How test clocks are kept. */
import type { KindDeclaration } from '../../kernel/kind_declaration.js';
import type { TestClock } from './types.js';

declare module '../../kernel/kind.js' {
  interface Documents {
    test_clock: TestClock;
  }

  interface EventTypes extends Record<keyof typeof TEST_CLOCK_EVENTS, true> {}
}

/** The types of events that tell of them, with what each means. */
export const TEST_CLOCK_EVENTS = {
  'test_helpers.test_clock.advancing': 'A test clock is being advanced.',
  'test_helpers.test_clock.created': 'A test clock was created.',
  'test_helpers.test_clock.deleted': 'A test clock was deleted, and its customers with it.',
  'test_helpers.test_clock.ready': 'A test clock has come to the time that it was advanced to.',
} as const satisfies Record<string, string>;

export const test_clock = {
  prefix: 'clock',
  table: 'test_clocks',
  resource: 'test_helpers',
  columns: { deleted: (clock) => (clock.deleted ? 1 : 0), due_at: (clock) => clock.due_at ?? null },
  searches_metadata: false,
} as const satisfies KindDeclaration<TestClock>;
