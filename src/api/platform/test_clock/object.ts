/** Test clocks. */

import { about, constant, flag, integer, nullable, object, oneOf, text, time } from '../../kernel/json_schema.js';
import { livemode } from '../../kernel/schema_parts.js';
import type { ShownObject } from '../../kernel/shown_object.js';
import { viewTestClock } from './view.js';

const test_clock_schema = about(
  object({
    id: text,
    object: constant('test_helpers.test_clock'),
    created: about(time, "When Daybook made the object, by the machine's time."),
    deletes_after: about(time, "When it is deleted by itself, by the machine's time."),
    frozen_time: about(time, 'The time of everything under the clock.'),
    livemode: about(flag, livemode),
    name: nullable(text),
    status: oneOf(['advancing', 'ready']),
    status_details: object({}, { advancing: object({ target_frozen_time: integer }) }),
  }),
  'A time of its own for some customers and everything that is made for them. It stands still until it is advanced.',
);

export const deleted_test_clock = about(
  object({ id: text, object: constant('test_helpers.test_clock'), deleted: constant(true) }),
  'What is left of a test clock after its deletion.',
);

export const test_clock = {
  schema: test_clock_schema,
  view: viewTestClock,
  is_in_events: true,
} as const satisfies ShownObject<'test_clock'>;
