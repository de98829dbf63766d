/** What tests of the API have in common: requests that must work, requests that must change nothing, and events. */
import assert from 'node:assert/strict';
import { type Answer, LIVE_KEY, request } from './daybook.js';

type Daybook = { readonly address: string };
type Method = 'GET' | 'POST' | 'DELETE';

export const LIVE = { Authorization: `Bearer ${LIVE_KEY}` };

/** In the version that has everything. */
export const NEWEST = { 'Stripe-Version': '2026-10-28.endive' };

/** The body of a request that must succeed. */
export async function succeeds(
  daybook: Daybook,
  method: Method,
  path: string,
  form = '',
  headers: Record<string, string> = {},
): Promise<Answer['body']> {
  const answer = await request(daybook, method, path, form, headers);
  assert.equal(answer.status, 200, `${method} ${path} ${form}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export interface ExpectedRefusal {
  readonly status?: number;
  readonly code?: string | undefined;
  readonly param?: string | undefined;
  readonly decline_code?: string;
  readonly message?: RegExp;
  readonly headers?: Record<string, string>;
}

/** A request that must be refused as expected, change nothing and write no event. */
export async function isRefused(
  daybook: Daybook,
  method: Method,
  path: string,
  form: string,
  expected: ExpectedRefusal,
): Promise<void> {
  const before = await everything(daybook);
  const { status, body } = await request(daybook, method, path, form, expected.headers ?? {});
  const what = `${method} ${path} ${form}: ${JSON.stringify(body)}`;
  assert.equal(status, expected.status ?? 400, what);
  assert.equal(body.error.code, expected.code, what);
  assert.equal(body.error.param, expected.param, what);
  if (expected.decline_code !== undefined) assert.equal(body.error.decline_code, expected.decline_code, what);
  if (expected.message !== undefined) assert.match(body.error.message, expected.message);
  assert.equal(await everything(daybook), before, `${what} changed something`);
}

/** The newest of everything there is, in both modes. */
async function everything(daybook: Daybook): Promise<string> {
  const parts: unknown[] = [];
  for (const headers of [{}, LIVE]) {
    for (const path of [
      'events',
      'customers',
      'payment_methods?type=card',
      'payment_methods?type=custom',
      'setup_intents',
    ]) {
      const [resource, filter] = path.split('?');
      const form = `limit=100${filter === undefined ? '' : `&${filter}`}`;
      parts.push((await request(daybook, 'GET', `/v1/${resource}`, form, headers)).body);
    }
  }
  return JSON.stringify(parts);
}

/** The types of the events since a number of them, oldest first, each with the id of what it shows. */
export async function eventsAfter(daybook: Daybook, act: () => Promise<unknown>): Promise<string[]> {
  const [last] = (await succeeds(daybook, 'GET', '/v1/events', 'limit=1')).data;
  await act();
  const form = last === undefined ? 'limit=100' : `limit=100&ending_before=${last.id}`;
  const { data } = await succeeds(daybook, 'GET', '/v1/events', form);
  return data.reverse().map((event: Answer['body']) => `${event.type} ${event.data.object.id}`);
}
