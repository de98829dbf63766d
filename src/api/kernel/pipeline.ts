/** The way of one request: authenticate, read what was sent, run the operation, write the answer. */
import type { Readable } from 'node:stream';
import type { EventWatch } from '../../app/event_watch.js';
import { inTurns, rest } from '../../app/fair_turns.js';
import { type IntentSecrets, isSameSecret } from '../../app/intent_secrets.js';
import type { KeyRing } from '../../app/key_ring.js';
import type { Ledger } from '../../app/ledger.js';
import type { RateLimiter } from '../../app/rate_limiter.js';
import type { RequestLog } from '../../app/request_log.js';
import { errors, isRefusal, type Refusal } from '../../core/kernel/errors.js';
import type { Kind } from '../../core/kernel/kind.js';
import type { FingerprintOf } from '../../core/payments/cards.js';
import { DEFAULT_API_VERSION, parseApiVersion } from '../../wire/api_version.js';
import { presentedKey } from '../../wire/authorization.js';
import { cardNumberIn } from '../../wire/card_numbers.js';
import { type HttpAnswer, refusalAnswer } from '../../wire/envelope.js';
import { expand, NOTHING } from '../../wire/expand.js';
import { decodeFormBody, type FormObject } from '../../wire/form.js';
import { indented, jsonText, jsonTextAround } from '../../wire/json_text.js';
import { LIST_LEVELS } from '../../wire/list.js';
import { parse } from '../../wire/parameters.js';
import { keptUnder, requestHash } from '../../wire/request_hash.js';
import { expandableByPublishable } from '../payments/publishable.js';
import { type Dashboard, isFromDashboard } from '../platform/dashboard/session.js';
import type { EventPages } from '../platform/event/pages.js';
import { noteRequest, type Trace } from '../platform/request_log/note.js';
import { EXPANDABLE } from '../views.js';
import { Call, type CallContext, type Webhooks } from './call.js';
import { callerOf, isStillAllowed } from './caller.js';
import { includedList } from './included_lists.js';
import type { Operation } from './operation.js';
import type { RenderedTexts } from './rendered_texts.js';
import { headerOf, type RequestHeaders } from './request_headers.js';
import { TOTAL_COUNT } from './search.js';
import { StreamAnswer } from './stream_answer.js';
import type { Derivations } from './view_context.js';

/** What the server knows, the same for every request. */
export interface Environment {
  readonly ledger: Ledger;
  readonly keys: KeyRing;
  readonly limiters: { readonly test: RateLimiter; readonly live: RateLimiter };
  readonly fingerprintOf: FingerprintOf;
  readonly secrets: IntentSecrets;
  readonly texts: RenderedTexts;
  readonly derivations: Derivations;
  readonly webhooks: Webhooks;
  readonly watch: EventWatch;
  readonly event_pages: EventPages;
  readonly dashboard: Dashboard;
  /** Undefined where no requests are logged. */
  readonly requests: RequestLog | undefined;
  readonly keepInstead: CallContext['keepInstead'];
}

export interface IncomingRequest {
  readonly headers: RequestHeaders;
  readonly path: string;
  /** The query as sent, without the question mark. */
  readonly query: string;
  readonly path_parameters: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  readonly request_id: string;
  /** The server is about to close. */
  readonly closing: AbortSignal;
}

/** An answer whose body is still being written. */
export interface StreamedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly stream: Readable;
}

const MAXIMUM_IDEMPOTENCY_KEY = 255;

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
    fingerprintOf: environment.fingerprintOf,
    derivations: environment.derivations,
    texts: environment.texts,
    webhooks: environment.webhooks,
    watch: environment.watch,
    event_pages: environment.event_pages,
    last_event_id: headerOf(request.headers, 'last-event-id'),
    closing: request.closing,
    isStillAllowed: () => isStillAllowed(environment, operation, request, environment.ledger.time.now()),
    keepInstead: environment.keepInstead,
    ...caller,
    version,
    request_id: request.request_id,
    now_ms,
    path: request.path,
    path_parameters: request.path_parameters,
    idempotency,
    expands: 'expand' in parameters,
  });
  const body =
    unprovenIntent(call, operation, parameters) ??
    otherMode(call, operation, parameters) ??
    (await run(call, operation, parameters));
  if (call.changed !== undefined) trace.changed = call.changed;
  headers['Stripe-Version'] = call.version.text;
  if (call.is_replay) headers['Idempotent-Replayed'] = 'true';
  if (idempotency !== undefined && call.original_request !== undefined) {
    headers['Original-Request'] = call.original_request;
  }
  if (body instanceof StreamAnswer) {
    return { status: 200, headers: { ...headers, ...body.headers }, stream: body.stream };
  }
  const objects = isRefusal(body) ? await call.shownObjects(body) : undefined;
  await call.complete();
  if (!isRefusal(body)) return { status: 200, headers, body: await textOf(body) };
  return refuse(await call.explained(body), objects);
}

/**
 * The refusal of a request that does not know the secret of the intent it names. It is the same whether or not there is
 * such an intent: nobody learns that from a publishable key, which is public.
 */
function unprovenIntent(call: Call, operation: Operation, parameters: object): Refusal | undefined {
  if (operation.publishable !== 'with_secret') return undefined;
  const given = (parameters as { client_secret?: string }).client_secret;
  if (given === undefined) return call.is_publishable ? errors.missing('client_secret') : undefined;
  if (isSameSecret(given, call.context.derivations.clientSecretOf(call.id))) return undefined;
  return errors.wrongClientSecret(operation.answers ?? '', call.id);
}

/** A link says in which mode it asks, so that a session knows which of its keys is meant; a key has only one. */
function otherMode(call: Call, operation: Operation, parameters: object): Refusal | undefined {
  if (!operation.linked) return undefined;
  const { livemode = call.livemode } = parameters as { livemode?: boolean };
  if (livemode === call.livemode) return undefined;
  return errors.invalidValue('livemode', `The key is for ${call.livemode ? 'live' : 'test'} mode.`);
}

async function run(call: Call, operation: Operation, parameters: object): Promise<object | Refusal> {
  const given = (parameters as { expand?: string[] }).expand;
  if (given === undefined) return operation.run(call, parameters);
  // A search puts the count in by itself.
  const paths = operation.searches ? given.filter((path) => path !== TOTAL_COUNT) : given;
  // Before anything is changed: a path that cannot be expanded, or that this key may not follow, is a mistake in the request.
  const by_version = call.era.expandable(EXPANDABLE);
  const expandable = call.is_publishable ? expandableByPublishable(by_version) : by_version;
  const nothing = operation.page ? { data: [] } : {};
  // The account is no kind of object, and nothing can be put into it.
  const root = operation.answers ?? operation.object;
  const unreadable = (kind: Kind): Refusal | undefined => call.unreadable(kind);
  const dry = await expand(nothing, root, operation.page, paths, expandable, { ...NOTHING, unreadable });
  if (dry !== undefined) return dry;
  const body = await operation.run(call, parameters);
  if (isRefusal(body)) return body;
  const refusal = await expand(body, root, operation.page, paths, expandable, {
    load: async (kind, id) => {
      await rest();
      return call.load(kind, id);
    },
    include: (kind, path, object) => includedList(call.lists, kind, path, call.documentOf(kind, object)),
    unreadable,
  });
  return refusal ?? body;
}

/** A long list is written a part at a time. */
async function textOf(body: object): Promise<string> {
  if (!('data' in body) || !Array.isArray(body.data)) return jsonText(body);
  return jsonTextAround(body, await inTurns(body.data, (item: object) => indented(jsonText(item), LIST_LEVELS)));
}

/** The publishable key that is sent as a parameter, which is no parameter of the operation. */
function takePublishableKey(form: FormObject): string | undefined {
  const key = form.get('key');
  if (typeof key !== 'string' || presentedKey(key)?.type !== 'publishable') return undefined;
  form.delete('key');
  return key;
}

/** The parameters, wherever they were sent: in the query, in the body, or in both. */
function decodeRequest(request: IncomingRequest): FormObject | Refusal {
  const { body, query } = request;
  if (body === undefined || body.length === 0) return decodeFormBody(Buffer.from(query, 'latin1'));
  const content_type = headerOf(request.headers, 'content-type') ?? 'application/x-www-form-urlencoded';
  if (content_type.split(';', 1)[0]?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    return errors.notAForm(content_type);
  }
  const encoding = headerOf(request.headers, 'content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') return errors.malformedBody('it is compressed; send it as it is');
  return decodeFormBody(query === '' ? body : Buffer.concat([Buffer.from(`${query}&`, 'latin1'), body]));
}

function idempotencyOf(
  installation_key: string,
  operation: Operation,
  request: IncomingRequest,
  form: FormObject,
): CallContext['idempotency'] | Refusal {
  const key = headerOf(request.headers, 'idempotency-key');
  if (operation.method !== 'POST' || key === undefined) return undefined;
  if (key === '' || key.length > MAXIMUM_IDEMPOTENCY_KEY || !/^[\x20-\x7e]+$/.test(key))
    return errors.idempotencyKeyTooLong();
  return {
    key,
    kept_under: keptUnder(installation_key, key),
    request_hash: requestHash(installation_key, operation.method, form),
  };
}
