/** Test clocks: a time of its own for some customers. They exist in test mode only. */
import { errors, isRefusal, type Refusal } from '../../../core/kernel/errors.js';
import { documentAs } from '../../../core/kernel/stored_document.js';
import { clocksInTestModeOnly } from '../../../core/platform/test_clock/refusals.js';
import { paging } from '../../../wire/list.js';
import { described, moment, required, string } from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { isSo } from '../../kernel/filters.js';
import { operation } from '../../kernel/operation.js';

const shared = { resource: 'test_helpers', answers: 'test_clock' } as const;

const NOT_DELETED = isSo('deleted', false);

function refusedLive({ livemode }: Call): Refusal | undefined {
  return livemode ? clocksInTestModeOnly() : undefined;
}

export const createTestClock = operation({
  ...shared,
  method: 'POST',
  path: '/v1/test_helpers/test_clocks',
  summary: 'Create a test clock. Customers are created under it with `test_clock`.',
  parameters: {
    frozen_time: required(described(moment(), 'The time at which it begins, past or future; Unix seconds.')),
    name: string({ maximum_length: 300 }),
  },
  run: async (call, given) =>
    refusedLive(call) ?? call.commit('test_clock.create', { frozen_time: given.frozen_time, name: given.name }),
});

export const retrieveTestClock = operation({
  ...shared,
  method: 'GET',
  path: '/v1/test_helpers/test_clocks/:id',
  summary: 'Retrieve a test clock.',
  parameters: {},
  async run(call) {
    const row = refusedLive(call) ?? (await call.reading.find('test_clock', call.id));
    if (isRefusal(row)) return row;
    const { deleted } = documentAs('test_clock', row);
    return deleted === true ? errors.noSuchObject('test_clock', call.id) : call.rendering.render(row);
  },
});

export const listTestClocks = operation({
  ...shared,
  method: 'GET',
  path: '/v1/test_helpers/test_clocks',
  summary: 'List test clocks, newest first.',
  page: true,
  parameters: paging,
  run: async (call, given) => refusedLive(call) ?? call.list('test_clock', given, NOT_DELETED),
});

export const advanceTestClock = operation({
  ...shared,
  method: 'POST',
  path: '/v1/test_helpers/test_clocks/:id/advance',
  summary: 'Begin to advance a test clock. Its status is `ready` again when everything due until then has happened.',
  parameters: {
    frozen_time: required(described(moment(), 'Later than now by the clock, and by two years at most.')),
  },
  run: async (call, given) =>
    refusedLive(call) ?? call.commit('test_clock.advance', { id: call.id, frozen_time: given.frozen_time }),
});

export const deleteTestClock = operation({
  method: 'DELETE',
  path: '/v1/test_helpers/test_clocks/:id',
  summary: 'Delete a test clock and its customers. What was made for them stays, and nothing of it is due any more.',
  resource: 'test_helpers',
  object: 'deleted_test_clock',
  parameters: {},
  run: async (call) => refusedLive(call) ?? call.commit('test_clock.delete', { id: call.id }),
});
