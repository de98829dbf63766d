/** What this room adds to the whole: its commands under the names that the journal keeps. */
import { advanceTestClock } from './advance.js';
import { createTestClock } from './create.js';
import { deleteTestClock } from './delete.js';
import { dueTestClock } from './due_test_clock.js';

export const CLOCKWORK_COMMANDS = {
  'test_clock.advance': advanceTestClock,
  'test_clock.create': createTestClock,
  'test_clock.delete': deleteTestClock,
  'test_clock.due': dueTestClock,
} as const;
