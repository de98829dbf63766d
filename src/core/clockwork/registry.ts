/** What this room adds to the whole: its commands under the names that the journal keeps. */
import { advanceTestClock } from './test_clock/advance.js';
import { createTestClock } from './test_clock/create.js';
import { deleteTestClock } from './test_clock/delete.js';
import { dueTestClock } from './test_clock/due.js';

export const CLOCKWORK_COMMANDS = {
  'test_clock.advance': advanceTestClock,
  'test_clock.create': createTestClock,
  'test_clock.delete': deleteTestClock,
  'test_clock.due': dueTestClock,
} as const;
