/** Test clocks on the wire. The type of Stripe's own SDK holds the shape to the letter. */
import type Stripe from 'stripe';
import { deletesAfter, type TestClock } from '../../../core/platform/test_clock/types.js';
import type { ViewContext } from '../../kernel/view_context.js';

export function viewTestClock(
  clock: TestClock,
  { livemode }: ViewContext,
): Stripe.TestHelpers.TestClock | Stripe.TestHelpers.DeletedTestClock {
  const { id, advancing_to, created, frozen_time, name = null } = clock;
  if (clock.deleted === true) return { id, object: 'test_helpers.test_clock', deleted: true };
  return {
    id,
    object: 'test_helpers.test_clock',
    created,
    deletes_after: deletesAfter(clock),
    frozen_time,
    livemode,
    name,
    status: advancing_to === undefined ? 'ready' : 'advancing',
    status_details: advancing_to === undefined ? {} : { advancing: { target_frozen_time: advancing_to } },
  };
}
