/** The log of requests: every filter, pages in both directions, forgetting, and what was written twice. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Store } from '../../../src/store/port.js';
import type { LoggedRequest, RequestLogQuery } from '../../../src/store/request_log_port.js';
import { LIVE, type OpenFresh, onFreshStore, TEST } from './support.js';

function logged(digit: number, change: Partial<LoggedRequest> = {}): LoggedRequest {
  return {
    scope: TEST,
    id: `req_${digit}`,
    method: 'GET',
    path: '/v1/customers',
    status: 200,
    key: 'key_1',
    details: `{"digit":${digit}}`,
    ...change,
  };
}

const ALL = [
  logged(1),
  logged(2, { method: 'POST', path: '/v1/customers', status: 400 }),
  logged(3, { path: '/v1/customers_%', status: 404, key: 'key_2' }),
  logged(4, { method: 'POST', path: '/v1/refunds', status: 500 }),
  logged(5, { path: '/v1/Customers' }),
  logged(6, { scope: LIVE }),
];

async function digits(store: Store, query: Partial<RequestLogQuery> = {}): Promise<string> {
  const page = await store.requests.list({ scope: TEST, limit: 10, ...query });
  return page.items.map(({ id }) => id.slice(-1)).join('') + (page.has_more ? '+' : '');
}

export function requestLogCases(openFresh: OpenFresh): void {
  describe('the log of requests', () => {
    onFreshStore(openFresh, 'is listed by what was asked, newest first', async (store) => {
      await store.requests.write(ALL);
      const cases: readonly (readonly [Partial<RequestLogQuery>, string])[] = [
        [{}, '54321'],
        [{ method: 'POST' }, '42'],
        [{ path: '/v1/customers' }, '321'],
        [{ path: '/v1/customers_' }, '3'],
        [{ path: '/v1/customers%' }, ''],
        [{ status_class: 2 }, '51'],
        [{ status_class: 4 }, '32'],
        [{ status_class: 5 }, '4'],
        [{ key: 'key_2' }, '3'],
        [{ from: 'req_2', below: 'req_4' }, '32'],
        [{ method: 'POST', status_class: 4, path: '/v1/c', key: 'key_1' }, '2'],
        [{ about: { requests: [], objects: ['refunds'] } }, '4'],
        [{ about: { requests: ['req_1', 'req_6'], objects: ['refunds'] } }, '41'],
        [{ about: { requests: ['req_1'], objects: ['refund', 'v'] } }, '1'],
        [{ about: { requests: ['req_1', 'req_2'], objects: [] }, method: 'POST' }, '2'],
        [{ about: { requests: [], objects: [] } }, ''],
        [{ scope: LIVE }, '6'],
        [{ limit: 2 }, '54+'],
        [{ limit: 2, starting_after: 'req_4' }, '32+'],
        [{ limit: 2, ending_before: 'req_3' }, '54'],
        [{ limit: 2, ending_before: 'req_1' }, '32+'],
      ];
      for (const [query, expected] of cases) assert.equal(await digits(store, query), expected, JSON.stringify(query));
    });

    onFreshStore(openFresh, 'keeps what was written, and the first of what is written twice', async (store) => {
      await store.requests.write(ALL.slice(0, 2));
      await store.requests.write([logged(2, { status: 201 }), ...ALL.slice(2)]);
      assert.deepEqual(await store.requests.get(TEST, 'req_2'), ALL[1]);
      assert.equal(await store.requests.get(LIVE, 'req_2'), undefined);
      await store.requests.write([]);
      assert.equal(await digits(store), '54321');
    });

    onFreshStore(openFresh, 'forgets the oldest, a few at a time', async (store) => {
      await store.requests.write(ALL);
      assert.equal(await store.requests.prune(TEST, 'req_4', 2), 2);
      assert.equal(await digits(store), '543');
      assert.equal(await store.requests.prune(TEST, 'req_4', 2), 1);
      assert.equal(await store.requests.prune(TEST, 'req_4', 2), 0);
      assert.equal(await digits(store), '54');
      assert.equal(await digits(store, { scope: LIVE }), '6');
    });
  });
}
