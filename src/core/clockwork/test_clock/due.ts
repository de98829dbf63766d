/**
 * A test clock on its way, one object at a time: the earliest that is due gets its command at that very moment, in one
 * commit with the clock, which then stands there. So a crash loses nothing and repeats nothing, and whatever an object
 * brings about, such as a dispute of a payment that has just succeeded, is in time for its own turn.
 */
import { type Command, type Context, type Decision, type Row, type State, updated } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { deletesAfter, type TestClock } from '../../platform/test_clock/types.js';
import { type Due, earliest, isStillDue, waitingReferences } from '../waiting.js';
import { deletionOfClock } from './delete.js';

export interface DueTestClock {
  readonly id: string;
}

export const dueTestClock: Command<DueTestClock> = {
  reads: ({ id }) => [{ kind: 'test_clock', id }, ...waitingReferences(id)],
  decide(state, { id }, context) {
    const row = state.get('test_clock', id);
    if (row === undefined) return errors.noSuchObject('test_clock', id);
    const { advancing_to, due_at } = row.document;
    const draft = new Draft(state, context);
    if (due_at === undefined || due_at > context.now) return draft.decision({ kind: 'test_clock', id });
    if (advancing_to === undefined) return deletionOfClock(draft, row.document);
    const next = earliest(state, id, advancing_to);
    return next === undefined ? arrive(draft, row.document, advancing_to) : step(state, context, row, due_at, next);
  },
};

function arrive(draft: Draft, { advancing_to: _target, ...clock }: TestClock, frozen_time: number): Decision {
  draft.update('test_clock', { ...clock, frozen_time, due_at: deletesAfter(clock) });
  draft.emit('test_helpers.test_clock.ready', clock.id);
  return draft.decision({ kind: 'test_clock', id: clock.id });
}

function step(state: State, context: Context, row: Row<'test_clock'>, due_at: number, next: Due): Decision {
  // What became due in the past, while the clock stood still, happens now.
  const now = Math.max(row.document.frozen_time, next.at);
  const decision = next.command.decide(state, { id: next.id }, { ...context, now, test_clock: row.id });
  if (isRefusal(decision)) throw new Error(`${next.id} is due, and yet refused: ${decision.message}`);
  const after = decision.changes.findLast(({ id }) => id === next.id);
  if (after === undefined || isStillDue(next, after.document)) throw new Error(`${next.id} is due, and stays so`);
  return {
    ...decision,
    // A second less each time: due at once as before, and yet another time, by which the clock is seen to move on.
    changes: [...decision.changes, updated(row, { ...row.document, frozen_time: now, due_at: due_at - 1 })],
    reply: { kind: 'test_clock', id: row.id },
  };
}
