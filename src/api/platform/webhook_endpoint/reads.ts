/** Reading webhook endpoints. */

import { errors, isRefusal, type Refusal } from '../../../core/kernel/errors.js';
import { documentAs } from '../../../core/kernel/stored_document.js';
import type { Condition, StoredRow } from '../../../store/port.js';
import { paging } from '../../../wire/list.js';
import type { Call } from '../../kernel/call.js';
import { operation } from '../../kernel/operation.js';

const read = { method: 'GET', resource: 'webhook_endpoints', answers: 'webhook_endpoint' } as const;

/** A deleted endpoint has lost its slot. */
const NOT_DELETED: Condition = { field: { column: 'slot' }, operator: 'present', value: null };

export const retrieveWebhookEndpoint = operation({
  ...read,
  path: '/v1/webhook_endpoints/:id',
  summary: 'Retrieve a webhook endpoint.',
  parameters: {},
  async run(call) {
    const row = await findEndpoint(call);
    return isRefusal(row) ? row : call.rendering.render(row);
  },
});

export const listWebhookEndpoints = operation({
  ...read,
  path: '/v1/webhook_endpoints',
  summary: 'List webhook endpoints, newest first.',
  page: true,
  parameters: paging,
  run: (call, given) => call.list('webhook_endpoint', given, [NOT_DELETED]),
});

/** The endpoint of the path, unless it was deleted. */
export async function findEndpoint(call: Call): Promise<StoredRow | Refusal> {
  const row = await call.reading.find('webhook_endpoint', call.id);
  if (isRefusal(row)) return row;
  const { deleted } = documentAs('webhook_endpoint', row);
  return deleted === true ? errors.noSuchObject('webhook_endpoint', call.id) : row;
}
