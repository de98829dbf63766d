/** Answers as Stripe writes them: JSON indented by two spaces, errors in their envelope. */
import type { Refusal } from '../core/kernel/errors.js';
import { jsonText } from './json_text.js';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const DECLINED = 402;

/** Where this installation explains an error code, or an HTTP status where there is no code. */
export type DocUrlOf = (explained: string | number) => string;

/** `objects` are those that the refusal shows. */
export function refusalAnswer(
  refusal: Refusal,
  docUrlOf: DocUrlOf,
  objects: Readonly<Record<string, object>> = {},
): HttpAnswer {
  const {
    refused: _refused,
    status,
    missing: _missing,
    shows: _shows,
    // A card that was declined is not tried again by itself.
    should_retry = status === DECLINED ? false : undefined,
    rate_limited_reason,
    ...error
  } = refusal;
  const { code, message, param, type, ...rest } = error;
  const body = {
    error: {
      ...(code === undefined ? {} : { code }),
      doc_url: docUrlOf(code ?? status),
      ...rest,
      message,
      ...(param === undefined ? {} : { param }),
      ...objects,
      type,
    },
  };
  return {
    status,
    headers: {
      ...(should_retry === undefined ? {} : { 'Stripe-Should-Retry': String(should_retry) }),
      ...(rate_limited_reason === undefined ? {} : { 'Stripe-Rate-Limited-Reason': rate_limited_reason }),
      ...(status === 401 ? { 'WWW-Authenticate': 'Basic realm="Daybook"' } : {}),
    },
    body: jsonText(body),
  };
}

/** What is said where the store cannot do what was asked for. Sent again it is done, once that is over. */
const TROUBLES: Readonly<Record<string, string>> = {
  full: 'The storage is full: nothing was changed. Reading goes on; free some space to write again.',
  unreachable:
    'The database cannot be reached. Whether a change under way was made is not known: send the request again with the same idempotency key to find out.',
  damaged:
    'The database is damaged, and Daybook ends. What was answered before is not affected by this request: send it again with the same idempotency key once Daybook runs again.',
};

/**
 * The caller learns that it may try again, and nothing of the inside. Without a trouble of the store it is a bug or a
 * broken machine, and there is an id to ask about.
 */
export function brokenAnswer(docUrlOf: DocUrlOf, request_id: string, trouble?: string): HttpAnswer {
  const message = TROUBLES[trouble ?? ''];
  if (message !== undefined) return unserved(docUrlOf, 503, message);
  return unserved(
    docUrlOf,
    500,
    `Something went wrong inside Daybook. Its log says more under the request id ${request_id}.`,
  );
}

function unserved(docUrlOf: DocUrlOf, status: 500 | 503, message: string): HttpAnswer {
  return {
    status,
    headers: { 'Stripe-Should-Retry': 'true' },
    body: jsonText({ error: { doc_url: docUrlOf(status), message, type: 'api_error' } }),
  };
}
