/** The way of one request: authenticate, read what was sent, run the operation, write the answer. */
import type { Readable } from 'node:stream';
import { inTurns } from '../../app/fair_turns.js';
import { errors, isRefusal, type Refusal } from '../../core/kernel/errors.js';
import { DEFAULT_API_VERSION, parseApiVersion } from '../../wire/api_version.js';
import { cardNumberIn } from '../../wire/card_numbers.js';
import { type HttpAnswer, refusalAnswer } from '../../wire/envelope.js';
import { indented, jsonText, jsonTextAround } from '../../wire/json_text.js';
import { LIST_LEVELS } from '../../wire/list.js';
import { parse } from '../../wire/parameters.js';
import { Call } from '../kernel/call.js';
import type { Idempotency } from '../kernel/committing.js';
import type { IncomingRequest } from '../kernel/incoming_request.js';
import type { Operation } from '../kernel/operation.js';
import { headerOf } from '../kernel/request_headers.js';
import { StreamAnswer } from '../kernel/stream_answer.js';
import { isFromDashboard } from '../platform/dashboard/session.js';
import { noteRequest, type Trace } from '../platform/request_log/note.js';
import { SHOWN_OBJECTS } from '../shown_objects.js';
import { callerOf, isStillAllowed } from './caller.js';
import type { Environment } from './environment.js';
import { decodeRequest, idempotencyOf, takePublishableKey } from './read_request.js';
import { runOperation } from './run_operation.js';

/** An answer whose body is still being written. */
export interface StreamedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly stream: Readable;
}

export async function answer(
  environment: Environment,
  operation: Operation,
  request: IncomingRequest,
): Promise<HttpAnswer | StreamedAnswer> {
  const began_ms = performance.now();
  const trace: Trace = {};
  let status = BROKEN;
  try {
    const answered = await answerTraced(environment, operation, request, trace);
    status = answered.status;
    return answered;
  } finally {
    noteRequest(environment.requests, operation, request, trace, status, performance.now() - began_ms);
  }
}

/** The status of what throws: the server answers it. */
const BROKEN = 500;

async function answerTraced(
  environment: Environment,
  operation: Operation,
  request: IncomingRequest,
  trace: Trace,
): Promise<HttpAnswer | StreamedAnswer> {
  const now_ms = environment.ledger.time.now();
  const headers: Record<string, string> = {};
  const refuse = (refusal: Refusal, objects?: Readonly<Record<string, object>>): HttpAnswer => {
    trace.refusal = refusal;
    const refused = refusalAnswer(refusal, environment.derivations.docUrlOf, objects);
    const { 'WWW-Authenticate': challenge, ...others } = refused.headers;
    // A browser would answer the challenge by asking for a password before the dashboard sees the answer.
    const is_challenged = challenge !== undefined && !isFromDashboard(request.headers);
    return { ...refused, headers: { ...headers, ...(is_challenged ? refused.headers : others) } };
  };

  const version = parseApiVersion(headerOf(request.headers, 'stripe-version'));
  headers['Stripe-Version'] = isRefusal(version) ? DEFAULT_API_VERSION : version.text;
  // Stripe's script in browsers sends its key among the parameters.
  const public_form = operation.publishable === undefined ? undefined : decodeRequest(request);
  const key = public_form === undefined || isRefusal(public_form) ? undefined : takePublishableKey(public_form);
  const caller = await callerOf(environment, operation, request, now_ms, key);
  if (isRefusal(caller)) return refuse(caller);
  trace.caller = caller;
  if (isRefusal(version)) return refuse(version);
  trace.api_version = version.text;

  const form = public_form ?? decodeRequest(request);
  if (isRefusal(form)) return refuse(form);
  trace.form = form;
  const idempotency = idempotencyOf(environment.ledger.store.fingerprint_key, operation, request, form);
  if (isRefusal(idempotency)) return refuse(idempotency);
  if (idempotency !== undefined) {
    headers['Idempotency-Key'] = idempotency.key;
    trace.idempotency_key = idempotency.key;
  }
  const parameters = parse(operation.parameters, form, { now: Math.floor(now_ms / 1000) });
  if (isRefusal(parameters)) return refuse(parameters);
  if (caller.identity.scope.livemode && operation.method === 'POST') {
    const with_number = cardNumberIn(form);
    if (with_number !== undefined) return refuse(errors.cardNumber(with_number));
  }

  const call = new Call({
    ledger: environment.ledger,
    views: SHOWN_OBJECTS,
    texts: environment.texts,
    derivations: environment.derivations,
    caller,
    request,
    version,
    now_ms,
    idempotency,
    isStillAllowed: () => isStillAllowed(environment, operation, request, environment.ledger.time.now()),
    expands: 'expand' in parameters,
  });
  const body = await runOperation(environment, call, operation, parameters);
  if (call.committing.changed !== undefined) trace.changed = call.committing.changed;
  addHeaders(headers, call, idempotency);
  if (body instanceof StreamAnswer) {
    return { status: 200, headers: { ...headers, ...body.headers }, stream: body.stream };
  }
  const objects = isRefusal(body) ? await call.rendering.shownBy(body) : undefined;
  await call.rendering.complete();
  if (!isRefusal(body)) return { status: 200, headers, body: await textOf(body) };
  return refuse(call.is_publishable ? body : await call.reading.explained(body), objects);
}

/** In which version the answer is, and whose it is where it is kept under a key. */
function addHeaders(
  headers: Record<string, string>,
  { committing, rendering }: Call,
  idempotency: Idempotency | undefined,
): void {
  const { repeated, original_request } = committing;
  headers['Stripe-Version'] = rendering.version.text;
  if (repeated !== undefined) headers['Idempotent-Replayed'] = 'true';
  if (idempotency !== undefined && original_request !== undefined) headers['Original-Request'] = original_request;
}

/** A long list is written a part at a time. */
async function textOf(body: object): Promise<string> {
  if (!('data' in body) || !Array.isArray(body.data)) return jsonText(body);
  return jsonTextAround(body, await inTurns(body.data, (item: object) => indented(jsonText(item), LIST_LEVELS)));
}
