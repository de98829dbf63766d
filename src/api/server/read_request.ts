/** Reading what was sent: the parameters, wherever they are, and the keys among them and beside them. */
import { errors, type Refusal } from '../../core/kernel/errors.js';
import { presentedKey } from '../../wire/authorization.js';
import { decodeFormBody, type FormObject } from '../../wire/form.js';
import { compressed } from '../../wire/refusals.js';
import { keptUnder, requestHash } from '../../wire/request_hash.js';
import type { Idempotency } from '../kernel/committing.js';
import type { IncomingRequest } from '../kernel/incoming_request.js';
import type { Operation } from '../kernel/operation.js';
import { headerOf } from '../kernel/request_headers.js';

const MAXIMUM_IDEMPOTENCY_KEY = 255;

/** The publishable key that is sent as a parameter, which is no parameter of the operation. */
export function takePublishableKey(form: FormObject): string | undefined {
  const key = form.get('key');
  if (typeof key !== 'string' || presentedKey(key)?.type !== 'publishable') return undefined;
  form.delete('key');
  return key;
}

/** The parameters, wherever they were sent: in the query, in the body, or in both. */
export function decodeRequest(request: IncomingRequest): FormObject | Refusal {
  const { body, query } = request;
  if (body === undefined || body.length === 0) return decodeFormBody(Buffer.from(query, 'latin1'));
  const content_type = headerOf(request.headers, 'content-type') ?? 'application/x-www-form-urlencoded';
  if (content_type.split(';', 1)[0]?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    return errors.notAForm(content_type);
  }
  const encoding = headerOf(request.headers, 'content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') return compressed();
  return decodeFormBody(query === '' ? body : Buffer.concat([Buffer.from(`${query}&`, 'latin1'), body]));
}

export function idempotencyOf(
  installation_key: string,
  operation: Operation,
  request: IncomingRequest,
  form: FormObject,
): Idempotency | undefined | Refusal {
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
