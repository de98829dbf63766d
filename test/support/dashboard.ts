/** A browser that is signed in to the dashboard, as far as headers go. */
import assert from 'node:assert/strict';

export const FROM_DASHBOARD = { 'Daybook-Dashboard': '1' };

export interface Session {
  /** The value of the cookie. */
  readonly value: string;
  /** The header `Set-Cookie` as it came. */
  readonly set_cookie: string;
  /** What the dashboard's own page sends with a request. */
  readonly headers: Readonly<Record<string, string>>;
}

export function postSession(
  daybook: { readonly address: string },
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${daybook.address}/v1/daybook/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...FROM_DASHBOARD, ...headers },
    body,
  });
}

export async function signIn(
  daybook: { readonly address: string },
  key: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Session> {
  const response = await postSession(daybook, JSON.stringify({ key }), headers);
  assert.equal(response.status, 204, await response.text());
  return sessionOf(response);
}

export function sessionOf(response: Response): Session {
  const set_cookie = response.headers.get('set-cookie') ?? assert.fail('no cookie was set');
  const value = /^daybook_session=([^;]*)/.exec(set_cookie)?.[1] ?? assert.fail(set_cookie);
  return { value, set_cookie, headers: { ...FROM_DASHBOARD, Cookie: `a=b; daybook_session=${value}; c=d` } };
}

/** A request with the session and without a key. */
export async function asDashboard(
  { address }: { readonly address: string },
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  headers: Readonly<Record<string, string>>,
  form = '',
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: any }> {
  const in_body = method === 'POST';
  const response = await fetch(`${address}${path}${!in_body && form !== '' ? `?${form}` : ''}`, {
    method,
    headers: { ...headers, ...(in_body ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}) },
    ...(in_body ? { body: form } : {}),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}
