/** Advancing test clocks. */
import type { Command, State } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal, type Refusal } from '../../kernel/errors.js';
import { clockAdvancing } from '../../kernel/refusals.js';
import type { TestClock } from '../../platform/test_clock/types.js';
import { waiting } from '../waiting.js';
import { clockOf } from './named.js';
import { onlyForward, tooFar, tooManyWaiting } from './refusals.js';

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
    const clock = clockOf(state, id);
    if (isRefusal(clock)) return clock;
    const refused = checkTarget(clock, frozen_time) ?? checkWaiting(state, id);
    if (refused !== undefined) return refused;
    const draft = new Draft(state, context);
    draft.update('test_clock', { ...clock, advancing_to: frozen_time, due_at: context.now });
    draft.emit('test_helpers.test_clock.advancing', id);
    return draft.decision({ kind: 'test_clock', id });
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
