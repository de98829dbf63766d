/** A clock is not advanced over more than one rule can see. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advanceTestClock } from '../../../src/core/clockwork/test_clock/advance.js';
import { isRefusal } from '../../../src/core/kernel/errors.js';
import type { Dispute } from '../../../src/core/payments/dispute/types.js';
import { contextOf, stateOf } from '../../support/rules.js';
import { BEGIN, DAY } from './clock_book.js';

for (const [count, is_refused] of [
  [999, false],
  [1_000, true],
] as const) {
  test(`with ${count} disputes that something is due for a clock is ${is_refused ? 'not ' : ''}advanced`, () => {
    const state = stateOf({
      test_clock: [{ id: 'clock_1', created: BEGIN, frozen_time: BEGIN }],
      dispute: Array.from(
        { length: count },
        (_, n) => ({ id: `du_${n}`, created: BEGIN, due_at: BEGIN + DAY, test_clock: 'clock_1' }) as Dispute,
      ),
    });
    const decision = advanceTestClock.decide(state, { id: 'clock_1', frozen_time: BEGIN + 1 }, contextOf());
    assert.equal(isRefusal(decision), is_refused);
    if (isRefusal(decision))
      assert.match(decision.message, /^The test clock 'clock_1' has 1000 objects of the kind dispute/);
  });
}
