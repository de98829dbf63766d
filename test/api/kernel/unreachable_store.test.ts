/** A PostgreSQL that is gone for a while: said as such, nothing is lost, and everything goes on when it is back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breakingProxy } from '../../support/breaking_proxy.js';
import { type Answer, request, startDaybook } from '../../support/daybook.js';
import { freshDatabase, postgresAvailable } from '../../support/postgres.js';

const available = postgresAvailable();

function checkUnreachable({ status, headers, body }: Answer): void {
  assert.equal(status, 503, JSON.stringify(body));
  assert.match(body.error.message, /database cannot be reached/);
  assert.equal(body.error.type, 'api_error');
  assert.equal(headers.get('stripe-should-retry'), 'true');
}

test('a database that is gone', { skip: available === true ? false : available }, async () => {
  const { url, drop } = await freshDatabase();
  const proxy = await breakingProxy(url);
  const daybook = await startDaybook({ database_url: proxy.url });
  try {
    const create = () => request(daybook, 'POST', '/v1/customers', 'name=Ada', { 'Idempotency-Key': 'once' });
    assert.equal((await request(daybook, 'POST', '/v1/customers', 'name=Grace')).status, 200);
    proxy.refuse();
    const answers = await Promise.all([
      request(daybook, 'GET', '/v1/customers'),
      request(daybook, 'GET', '/v1/events'),
      request(daybook, 'GET', '/v1/customers', '', { Authorization: `Bearer sk_test_${'unknown'.repeat(4)}` }),
      request(daybook, 'GET', '/v1/daybook/overview'),
      create(),
    ]);
    for (const answer of answers) checkUnreachable(answer);
    assert.equal((await fetch(`${daybook.address}/ready`)).status, 503);
    proxy.accept();
    const made = await create();
    assert.equal(made.status, 200);
    assert.equal((await create()).body.id, made.body.id);
    assert.equal((await request(daybook, 'GET', '/v1/customers')).body.data.length, 2);
    assert.equal((await fetch(`${daybook.address}/ready`)).status, 200);
  } finally {
    await daybook.close();
    await proxy.close();
    await drop();
  }
});
