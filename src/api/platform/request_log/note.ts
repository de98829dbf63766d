/** What the log keeps of a request: who asked for what, and how that ended. */
import type { RequestLog } from '../../../app/request_log.js';
import type { Refusal } from '../../../core/kernel/errors.js';
import type { StoredRow } from '../../../store/port.js';
import type { LoggedRequest } from '../../../store/request_log_port.js';
import type { FormObject } from '../../../wire/form.js';
import { maskedForm, maskedText } from '../../../wire/masking.js';
import type { Resource } from '../../kernel/access.js';
import type { Caller } from '../../kernel/actor.js';
import type { IncomingRequest } from '../../kernel/incoming_request.js';
import type { Operation } from '../../kernel/operation.js';

/** What became known of a request on its way. */
export interface Trace {
  caller?: Caller;
  api_version?: string;
  idempotency_key?: string;
  form?: FormObject;
  refusal?: Refusal;
  /** The object that the request changed. */
  changed?: StoredRow;
}

/** Everything that the log shows beside its columns. */
export interface Details {
  readonly api_version: string | null;
  readonly duration_ms: number;
  readonly error: { readonly code: string | null; readonly message: string; readonly param: string | null } | null;
  readonly idempotency_key: string | null;
  readonly objects: readonly string[];
  readonly parameters: object | null;
  /** Whose rights it takes to see the parameters; absent of requests that were kept before this was. */
  readonly resource?: Resource;
  readonly via: 'dashboard' | null;
}

const LONGEST_PATH = 500;
const LONGEST_MESSAGE = 3_000;
const LONGEST_ID = 255;
const MOST_OBJECTS = 20;
const ID = /"([a-z]{2,6}_[0-9A-Za-z]{14,24})"/g;

/**
 * Describes the request at once, so that nothing of what was sent is held until the log is written but what it shows.
 * Requests of nobody are not kept, since they belong to no mode; nor is what the dashboard reads, which would fill the
 * log with looking at the log.
 */
export function noteRequest(
  log: RequestLog | undefined,
  { method, resource }: Operation,
  request: IncomingRequest,
  trace: Trace,
  status: number,
  duration_ms: number,
): void {
  const { caller } = trace;
  if (log === undefined || caller === undefined || (caller.via !== undefined && method === 'GET')) return;
  const { identity, via = null } = caller;
  log.add((): LoggedRequest => {
    const { refusal, form } = trace;
    const details: Details = {
      api_version: trace.api_version ?? null,
      duration_ms: Math.round(duration_ms),
      error:
        refusal === undefined
          ? null
          : {
              code: refusal.code ?? null,
              message: maskedText(refusal.message, LONGEST_MESSAGE),
              param: refusal.param === undefined ? null : maskedText(refusal.param),
            },
      idempotency_key: trace.idempotency_key === undefined ? null : maskedText(trace.idempotency_key),
      objects: objectsOf(request, trace),
      parameters: form === undefined ? null : maskedForm(form),
      resource,
      via,
    };
    return {
      scope: identity.scope.scope,
      id: request.request_id,
      method,
      path: maskedText(request.path).slice(0, LONGEST_PATH),
      status,
      key: identity.key.id,
      details: JSON.stringify(details),
    };
  });
}

/** The objects of the path, the one that was changed, and those that it names. */
function objectsOf({ path_parameters }: IncomingRequest, { changed, refusal }: Trace): string[] {
  const ids = new Set(Object.values(path_parameters).map((id) => maskedText(id, LONGEST_ID)));
  if (changed !== undefined) ids.add(changed.id);
  for (const [, id = ''] of changed?.document.matchAll(ID) ?? []) {
    if (ids.size >= MOST_OBJECTS) break;
    ids.add(id);
  }
  for (const { id } of refusal?.shows ?? []) ids.add(id);
  return [...ids].slice(0, MOST_OBJECTS);
}
