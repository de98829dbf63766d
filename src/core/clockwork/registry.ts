/** What this room adds to the whole: its commands under the names that the journal keeps. */
import { advanceTestClock, createTestClock, deleteTestClock } from './commands.js';
import { dueTestClock } from './due_test_clock.js';

export const CLOCKWORK_COMMANDS = {
  'test_clock.advance': advanceTestClock,
  'test_clock.create': createTestClock,
  'test_clock.delete': deleteTestClock,
  'test_clock.due': dueTestClock,
} as const;
