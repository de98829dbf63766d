/** Making, advancing and deleting test clocks. */

import { type Command, created, type Decision, type Row, type State, updated } from '../kernel/decision.js';
import { errors, isRefusal, type Refusal } from '../kernel/errors.js';
import { clockAdvancing } from '../kernel/refusals.js';
import { compact } from '../kernel/shared.js';
import { deletionOf } from '../payments/customer/delete.js';
import { deletesAfter, type TestClock } from '../platform/test_clock/types.js';
import { onlyForward, tooFar, tooManyWaiting } from './refusals.js';
import { waiting } from './waiting.js';

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

export interface AdvanceTestClock {
  readonly id: string;
  readonly frozen_time: number;
}

/** The farthest that a clock is advanced at once. */
const TWO_YEARS_SECONDS = 731 * 24 * 60 * 60;

/** Only says where to: what happens until then is done piece by piece, each in a commit of its own (see due.ts). */
export const advanceTestClock: Command<AdvanceTestClock> = {
  reads: ({ id }) => [{ kind: 'test_clock', id }],
  decide(state, { id, frozen_time }, context) {
    const row = clockOf(state, id);
    if (isRefusal(row)) return row;
    const refused = checkTarget(row.document, frozen_time) ?? checkWaiting(state, id);
    if (refused !== undefined) return refused;
    const advancing: TestClock = { ...row.document, advancing_to: frozen_time, due_at: context.now };
    return {
      changes: [updated(row, advancing)],
      events: [{ type: 'test_helpers.test_clock.advancing', object: id }],
      reply: { kind: 'test_clock', id },
    };
  },
};

function checkTarget({ id, advancing_to, frozen_time: before }: TestClock, frozen_time: number): Refusal | undefined {
  if (advancing_to !== undefined) return clockAdvancing(id);
  if (frozen_time <= before) return onlyForward(frozen_time, before);
  return frozen_time > before + TWO_YEARS_SECONDS ? tooFar() : undefined;
}

/** As many objects of a kind as a rule can see at once (see `State.find`): of more it could not tell the earliest. */
const MAXIMUM_WAITING = 1_000;

function checkWaiting(state: State, id: string): Refusal | undefined {
  for (const { kind, rows } of waiting(state, id)) {
    if (rows.length >= MAXIMUM_WAITING) return tooManyWaiting(id, MAXIMUM_WAITING, kind);
  }
  return undefined;
}

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

function clockOf(state: State, id: string): Row<'test_clock'> | Refusal {
  const row = state.get('test_clock', id);
  return row === undefined || row.document.deleted === true ? errors.noSuchObject('test_clock', id) : row;
}
