/** Deleting test clocks. */
import { type Command, type Decision, type Row, type State, updated } from '../kernel/decision.js';
import { isRefusal, type Refusal } from '../kernel/errors.js';
import { deletionOf } from '../payments/customer/delete.js';
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
  decide(state, { id }) {
    const row = clockOf(state, id);
    return isRefusal(row) ? row : deletionOfClock(state, row);
  },
};

/** Also while it is being advanced: that ends then, wherever it has come to. */
export function deletionOfClock(state: State, row: Row<'test_clock'>): Decision | Refusal {
  const { id, created: created_at, frozen_time } = row.document;
  const deletions = [];
  for (const customer of state.find('customer', 'test_clock', id)) {
    const deletion = deletionOf(state, customer);
    if (isRefusal(deletion)) return deletion;
    deletions.push(deletion);
  }
  return {
    changes: [
      ...deletions.flatMap(({ changes }) => changes),
      updated(row, { id, created: created_at, deleted: true, frozen_time }),
    ],
    events: [...deletions.flatMap(({ events }) => events), { type: 'test_helpers.test_clock.deleted', object: id }],
    reply: { kind: 'test_clock', id },
  };
}
