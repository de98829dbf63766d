/** Making test clocks. */
import { type Command, created } from '../kernel/decision.js';
import { compact } from '../kernel/shared.js';
import { deletesAfter, type TestClock } from '../platform/test_clock/types.js';

export interface CreateTestClock {
  readonly frozen_time: number;
  readonly name: string | undefined;
}

export const createTestClock: Command<CreateTestClock> = {
  reads: () => [],
  decide(_state, { frozen_time, name }, context) {
    const clock = compact<TestClock>({ id: context.newId('test_clock'), created: context.now, frozen_time, name });
    return {
      changes: [created('test_clock', { ...clock, due_at: deletesAfter(clock) })],
      events: [{ type: 'test_helpers.test_clock.created', object: clock.id }],
      reply: { kind: 'test_clock', id: clock.id },
    };
  },
};
