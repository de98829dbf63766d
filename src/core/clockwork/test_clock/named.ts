/** The test clock that a request names. */
import type { State } from '../../kernel/decision.js';
import { errors, type Refusal } from '../../kernel/errors.js';
import type { TestClock } from '../../platform/test_clock/types.js';

export function clockOf(state: State, id: string): TestClock | Refusal {
  const clock = state.get('test_clock', id)?.document;
  return clock === undefined || clock.deleted === true ? errors.noSuchObject('test_clock', id) : clock;
}
