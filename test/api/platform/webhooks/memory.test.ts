/** Receivers that never end, or never answer, cost little memory, however many there are. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type Engine, engines } from '../../../support/engines.js';
import { succeeds } from '../../../support/scenario.js';
import { startServerProcess } from '../../../support/server_process.js';

const ENDPOINTS = 50;
/** To each endpoint ten are under way at once. */
const AT_ONCE = 500;
const MOST_MEGABYTES = 300;
const LARGE = Array.from({ length: 50 }, (_, index) => `metadata[k${index}]=${'x'.repeat(500)}`).join('&');

/** Counts requests and answers every other endpoint without end, the others never. */
async function hopelessReceiver(): Promise<{ server: Server; port: number; count: () => number }> {
  let count = 0;
  const chunk = Buffer.alloc(65_536, 'x');
  const server = createServer((request, response) => {
    count += 1;
    if (Number(request.url?.slice(1)) % 2 === 0) return;
    const write = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', write).on('error', () => {});
    write();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, port: (server.address() as AddressInfo).port, count: () => count };
}

function megabytesOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

test('500 deliveries to endless and silent receivers stay below 300 MB', {
  skip: process.platform === 'linux' ? false : 'memory is read from /proc',
}, async () => {
  const database = await (engines()[0] as Engine).make();
  const receiver = await hopelessReceiver();
  const daybook = await startServerProcess(database.location, { webhook_endpoint_limit: ENDPOINTS });
  try {
    for (let index = 0; index < ENDPOINTS; index += 1) {
      const url = `http://127.0.0.1:${receiver.port}/${index}`;
      await succeeds(daybook, 'POST', '/v1/webhook_endpoints', `url=${url}&enabled_events[]=customer.created`);
    }
    for (let event = 0; event < 20; event += 1) await succeeds(daybook, 'POST', '/v1/customers', LARGE);
    let most = 0;
    while (receiver.count() < AT_ONCE) {
      most = Math.max(most, megabytesOf(daybook.pid));
      await pause(10);
    }
    most = Math.max(most, megabytesOf(daybook.pid));
    assert.ok(most < MOST_MEGABYTES, `${most} MB`);
  } finally {
    await daybook.kill();
    receiver.server.closeAllConnections();
    receiver.server.close();
    await database.remove();
  }
});
