/** Making test clocks. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { compact } from '../../kernel/shared.js';
import { deletesAfter, type TestClock } from '../../platform/test_clock/types.js';

export interface CreateTestClock {
  readonly frozen_time: number;
  readonly name: string | undefined;
}

export const createTestClock: Command<CreateTestClock> = {
  reads: () => [],
  decide(state, { frozen_time, name }, context) {
    const clock = compact<TestClock>({ id: context.newId('test_clock'), created: context.now, frozen_time, name });
    const draft = new Draft(state, context);
    draft.create('test_clock', { ...clock, due_at: deletesAfter(clock) });
    draft.emit('test_helpers.test_clock.created', clock.id);
    return draft.decision({ kind: 'test_clock', id: clock.id });
  },
};
