import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { GUARANTEED, type Serving, serve, temporaryFolder } from '../support/cli.js';

async function open(server: Serving): Promise<{ socket: Socket; received: () => string }> {
  const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return { socket, received: () => text };
}

function head(server: Serving, length: number): string {
  return (
    'POST /v1/payment_records/report_payment HTTP/1.1\r\nHost: daybook\r\n' +
    `Authorization: Bearer ${server.test_key}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
    `Content-Length: ${length}\r\n\r\n`
  );
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} lets a request that is under way finish, and ends with 0`, async () => {
    const server = await serve(temporaryFolder());
    const { socket, received } = await open(server);
    socket.write(head(server, GUARANTEED.length) + GUARANTEED.slice(0, 20));
    await pause(100);
    server.signal(signal);
    await pause(300);
    await assert.rejects(fetch(`${server.address}/health`), 'no new connections');
    const before_ms = Date.now();
    socket.write(GUARANTEED.slice(20));
    assert.equal(await server.ended, 0);
    assert.match(received(), /^HTTP\/1\.1 200 OK\r\n[\s\S]*"object": "payment_record"/);
    assert.ok(Date.now() - before_ms < 2_000, 'the connection was kept open although it was idle');
  });
}

test('idle connections, used or never used, do not hold up the end', async () => {
  const server = await serve(temporaryFolder());
  const silent = await open(server);
  const used = await open(server);
  used.socket.write('GET /health HTTP/1.1\r\nHost: daybook\r\n\r\n');
  await pause(100);
  assert.match(used.received(), /^HTTP\/1\.1 200 OK/);
  const before_ms = Date.now();
  assert.equal(await server.stop(), 0);
  assert.ok(Date.now() - before_ms < 2_000);
  silent.socket.destroy();
  used.socket.destroy();
});

test('a second signal ends at once', async () => {
  const server = await serve(temporaryFolder());
  const { socket } = await open(server);
  socket.write(head(server, 100));
  await pause(100);
  server.signal('SIGTERM');
  await pause(200);
  const before_ms = Date.now();
  server.signal('SIGTERM');
  assert.equal(await server.ended, 1);
  assert.ok(Date.now() - before_ms < 1_000);
});

test('a request that does not finish is given up after ten seconds, with a line in the log', async () => {
  const server = await serve(temporaryFolder());
  const { socket } = await open(server);
  socket.write(head(server, 100));
  await pause(100);
  const before_ms = Date.now();
  server.signal('SIGTERM');
  assert.equal(await server.ended, 1);
  const took_ms = Date.now() - before_ms;
  assert.ok(took_ms > 9_500 && took_ms < 12_000, `${took_ms} ms`);
  assert.match(server.output.stderr, /did not finish within 10 seconds/);
});
