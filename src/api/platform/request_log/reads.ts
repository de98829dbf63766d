/** Reading the log of requests (extension). */
import { errors } from '../../../core/kernel/errors.js';
import { idBoundary, idTime } from '../../../core/kernel/ids.js';
import type { LoggedRequest, RequestLogQuery } from '../../../store/request_log_port.js';
import { checkCursors, DEFAULT_LIMIT, listEnvelope, paging } from '../../../wire/list.js';
import { described, enumeration, oneOrMore, type Range, range, string } from '../../../wire/parameters.js';
import { FULL_ACCESS } from '../../kernel/access.js';
import type { Call } from '../../kernel/call.js';
import { operation } from '../../kernel/operation.js';
import type { Details } from './note.js';

const KIND = 'request_log';
const MAXIMUM_OBJECTS = 10;
const CHANGES_LOOKED_AT = 100;
const CLASSES = { '2xx': 2, '4xx': 4, '5xx': 5 } as const;

export const retrieveRequestLog = operation({
  method: 'GET',
  path: '/v1/daybook/request_logs/:id',
  summary: 'Retrieve what was kept of a request, by the id that its answer bore.',
  resource: 'request_logs',
  object: KIND,
  extension: true,
  parameters: {},
  async run(call) {
    const found = await call.store.requests.get(call.scope, call.id);
    return found === undefined ? errors.noSuchObject(KIND, call.id) : viewRequest(call, found);
  },
});

export const listRequestLogs = operation({
  method: 'GET',
  path: '/v1/daybook/request_logs',
  summary: 'List requests with this account and mode, newest first; each is here about a second after its answer.',
  resource: 'request_logs',
  object: KIND,
  extension: true,
  parameters: {
    ...paging,
    created: range(),
    key: described(string({ maximum_length: 255 }), 'Only requests with this key, by its id.'),
    method: enumeration(['GET', 'POST', 'DELETE']),
    object: described(
      oneOrMore(string({ maximum_length: 255 }), { maximum_items: MAXIMUM_OBJECTS }),
      `Only requests about one of these objects, by their ids: those that changed it, of which the newest ${CHANGES_LOOKED_AT}, and those whose path names it.`,
    ),
    path: described(string({ maximum_length: 500 }), 'Only requests whose path begins so.'),
    status: described(enumeration(['2xx', '4xx', '5xx']), 'Only requests that were answered so.'),
  },
  async run(call, given) {
    const exclusive = checkCursors(given);
    if (exclusive !== undefined) return exclusive;
    for (const name of ['starting_after', 'ending_before'] as const) {
      const id = given[name];
      if (id !== undefined && (await call.store.requests.get(call.scope, id)) === undefined) {
        return errors.noSuchReference(KIND, id, name);
      }
    }
    const [from, below] = idsBetween(given.created);
    const query: RequestLogQuery = {
      scope: call.scope,
      limit: given.limit ?? DEFAULT_LIMIT,
      ...(given.starting_after === undefined ? {} : { starting_after: given.starting_after }),
      ...(given.ending_before === undefined ? {} : { ending_before: given.ending_before }),
      ...(given.key === undefined ? {} : { key: given.key }),
      ...(given.method === undefined ? {} : { method: given.method }),
      ...(given.object === undefined ? {} : { about: await about(call, given.object) }),
      ...(given.path === undefined ? {} : { path: given.path }),
      ...(given.status === undefined ? {} : { status_class: CLASSES[given.status] }),
      ...(from === undefined ? {} : { from }),
      ...(below === undefined ? {} : { below }),
    };
    const page = await call.store.requests.list(query);
    return listEnvelope(
      call.request.path,
      page.items.map((request) => viewRequest(call, request)),
      page.has_more,
    );
  },
});

/** What changed an object is in its history, wherever it was asked for: a refund changes the payment, too. */
async function about({ scope, store }: Call, objects: readonly string[]) {
  const histories = await Promise.all(objects.map((id) => store.history({ scope, id, limit: CHANGES_LOOKED_AT })));
  const requests = histories.flatMap(({ items }) => items.flatMap(({ request_id }) => request_id ?? []));
  return { requests: [...new Set(requests)], objects };
}

/** Ids begin with the time, so a range of moments is a range of ids. */
function idsBetween(created: Range = {}): readonly [from: string | undefined, below: string | undefined] {
  const from = Math.max(created.gte ?? 0, created.gt === undefined ? 0 : created.gt + 1);
  const below = Math.min(created.lt ?? END, created.lte === undefined ? END : created.lte + 1);
  return [from === 0 ? undefined : idBoundary('req', from), below === END ? undefined : idBoundary('req', below)];
}

const END = Number.MAX_SAFE_INTEGER;

function viewRequest(call: Call, { id, method, path, status, key, details }: LoggedRequest): object {
  const { via, parameters, resource, objects, idempotency_key, error, duration_ms, api_version } = JSON.parse(
    details,
  ) as Details;
  const may_read = resource === undefined ? call.access === FULL_ACCESS : call.access.may(resource, 'read');
  return {
    id,
    object: KIND,
    api_version,
    created: Math.floor((idTime(id) ?? 0) / 1000),
    duration_ms,
    error,
    idempotency_key,
    key,
    livemode: call.livemode,
    method,
    objects,
    parameters: may_read ? parameters : null,
    path,
    status,
    via,
  };
}
