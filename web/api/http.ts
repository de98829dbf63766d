/** Requests to Daybook's public API. The session's cookie goes with them by itself; the headers say who asks and where. */
import { type Fields, formText } from './form.js';

export type Mode = 'test' | 'live';
export type Method = 'GET' | 'POST' | 'DELETE';

/** What the API refused, or what kept it from answering. */
export class ApiError extends Error {
  readonly status: number;
  readonly request_id: string | null;
  readonly code: string | undefined;
  readonly param: string | undefined;

  constructor(status: number, message: string, request_id: string | null, code?: string, param?: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.request_id = request_id;
    this.code = code;
    this.param = param;
  }
}

export interface Request {
  readonly method: Method;
  readonly path: string;
  readonly fields?: Fields;
  readonly idempotency_key?: string;
}

/** Status 0 in an ApiError: the server could not be reached. */
export const UNREACHABLE = 0;

/** The newest, so that objects hold all that there is. */
export const API_VERSION = '2026-10-28.endive';

export const DASHBOARD_HEADERS = { 'Daybook-Dashboard': '1', 'Stripe-Version': API_VERSION } as const;

/** Answers with the response, or throws an ApiError; the body is still to be read. */
export async function send(mode: Mode, request: Request, signal?: AbortSignal): Promise<Response> {
  const { method, path, fields = {}, idempotency_key } = request;
  const text = formText(fields);
  const in_body = method === 'POST';
  const headers: Record<string, string> = { ...DASHBOARD_HEADERS, 'Daybook-Mode': mode };
  if (in_body) headers['Content-Type'] = 'application/x-www-form-urlencoded';
  if (idempotency_key !== undefined) headers['Idempotency-Key'] = idempotency_key;
  const response = await reach(!in_body && text !== '' ? `${path}?${text}` : path, {
    method,
    headers,
    ...(in_body ? { body: text } : {}),
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.ok) return response;
  throw await errorOf(response);
}

export async function call<T>(mode: Mode, request: Request, signal?: AbortSignal): Promise<T> {
  const response = await send(mode, request, signal);
  return (await response.json()) as T;
}

/** Like fetch, but what keeps the server from being reached is an ApiError too. */
export async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(UNREACHABLE, error instanceof Error ? error.message : String(error), null);
  }
}

export async function errorOf(response: Response): Promise<ApiError> {
  const request_id = response.headers.get('request-id');
  const body = (await response.json().catch(() => null)) as {
    error?: { message?: string; code?: string; param?: string };
  } | null;
  const { message, code, param } = body?.error ?? {};
  return new ApiError(response.status, message ?? `HTTP ${response.status}`, request_id, code, param);
}
