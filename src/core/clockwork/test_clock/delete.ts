/** Deleting test clocks. */
import type { Command, Decision } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal, type Refusal } from '../../kernel/errors.js';
import { deleteIn } from '../../payments/customer/delete.js';
import type { TestClock } from '../../platform/test_clock/types.js';
import { clockOf } from './named.js';

export interface DeleteTestClock {
  readonly id: string;
}

/** Its customers go with it. What was made for them stays, at the time at which the clock stopped: nothing is due any more. */
export const deleteTestClock: Command<DeleteTestClock> = {
  reads: ({ id }) => [
    { kind: 'test_clock', id },
    { kind: 'customer', column: 'test_clock', value: id },
  ],
  decide(state, { id }, context) {
    const clock = clockOf(state, id);
    return isRefusal(clock) ? clock : deletionOfClock(new Draft(state, context), clock);
  },
};

/** Also while it is being advanced: that ends then, wherever it has come to. */
export function deletionOfClock(draft: Draft, { id, created, frozen_time }: TestClock): Decision | Refusal {
  for (const { document: customer } of draft.state.find('customer', 'test_clock', id)) {
    const refused = deleteIn(draft, customer);
    if (refused !== undefined) return refused;
  }
  draft.update('test_clock', { id, created, deleted: true, frozen_time });
  draft.emit('test_helpers.test_clock.deleted', id);
  return draft.decision({ kind: 'test_clock', id });
}
