/** What operations need beside the call: named by them, given by whoever builds the server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { type Service, Services, service } from '../../../src/api/kernel/service.js';
import { WATCHED_EVENTS } from '../../../src/api/platform/event/stream.js';
import { OPERATIONS } from '../../../src/api/routes.js';
import type { Environment } from '../../../src/api/server/environment.js';
import { buildServer } from '../../../src/api/server/server.js';

/** As much as it takes to declare the routes. */
function environmentWith(services: Services): Environment {
  return { services, ledger: {}, derivations: {}, secrets: {}, dashboard: {} } as unknown as Environment;
}

function everythingBut(missing?: Service<unknown>): Services {
  const services = new Services();
  for (const { needs } of OPERATIONS) if (needs !== undefined && needs !== missing) services.with(needs, {});
  return services;
}

const SILENT = pino({ level: 'silent' });

test('a server to which something is missing that an operation needs is not built', async () => {
  await buildServer(environmentWith(everythingBut()), SILENT).close();
  assert.throws(() => buildServer(environmentWith(everythingBut(WATCHED_EVENTS)), SILENT), {
    message: 'GET /v1/events/stream needs watched events, which nobody gives',
  });
});

test('a service is found by itself, and not by its name', () => {
  const [one, other] = [service<number>('number'), service<number>('number')];
  const services = new Services().with(one, 1);
  assert.equal(services.get(one), 1);
  assert.throws(() => services.get(other), { message: 'nothing is given as number' });
});
