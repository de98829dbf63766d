import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { GUARANTEED, type Serving, serve, temporaryFolder } from '../support/cli.js';

/** Less than the ten seconds after which the server gives up waiting, on however slow a machine. */
const AT_ONCE_MS = 8_000;

interface Opened {
  readonly socket: Socket;
  readonly received: () => string;
  /** Until the server has answered with this. */
  readonly until: (text: string) => Promise<void>;
}

async function open(server: Serving): Promise<Opened> {
  const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  socket.on('error', () => {});
  await once(socket, 'connect');
  const until = async (wanted: string) => {
    while (!text.includes(wanted)) await once(socket, 'data');
  };
  return { socket, received: () => text, until };
}

/** The server says when it has read it. */
function head(server: Serving, length: number): string {
  return (
    'POST /v1/payment_records/report_payment HTTP/1.1\r\nHost: daybook\r\n' +
    `Authorization: Bearer ${server.test_key}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
    `Content-Length: ${length}\r\nExpect: 100-continue\r\n\r\n`
  );
}

const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} lets a request that is under way finish, and ends with 0`, async () => {
    const server = await serve(temporaryFolder());
    const { socket, received, until } = await open(server);
    socket.write(head(server, GUARANTEED.length) + GUARANTEED.slice(0, 20));
    await until(CONTINUE);
    server.signal(signal);
    // No new connections.
    while (await fetch(`${server.address}/health`).catch(() => undefined)) await pause(20);
    const before_ms = Date.now();
    socket.write(GUARANTEED.slice(20));
    assert.equal(await server.ended, 0);
    assert.match(received(), /\r\nHTTP\/1\.1 200 OK\r\n[\s\S]*"object": "payment_record"/);
    assert.ok(Date.now() - before_ms < AT_ONCE_MS, 'the connection was kept open although it was idle');
  });
}

test('idle connections, used or never used, do not hold up the end', async () => {
  const server = await serve(temporaryFolder());
  const silent = await open(server);
  const used = await open(server);
  used.socket.write('GET /health HTTP/1.1\r\nHost: daybook\r\n\r\n');
  await used.until('HTTP/1.1 200 OK');
  const before_ms = Date.now();
  assert.equal(await server.stop(), 0);
  assert.ok(Date.now() - before_ms < AT_ONCE_MS);
  silent.socket.destroy();
  used.socket.destroy();
});

test('a second signal ends at once', async () => {
  const server = await serve(temporaryFolder());
  const { socket, until } = await open(server);
  socket.write(head(server, 100));
  await until(CONTINUE);
  server.signal('SIGTERM');
  await pause(200);
  const before_ms = Date.now();
  server.signal('SIGTERM');
  assert.equal(await server.ended, 1);
  assert.ok(Date.now() - before_ms < AT_ONCE_MS);
});

test('a request that does not finish is given up after ten seconds, with a line in the log', async () => {
  const server = await serve(temporaryFolder());
  const { socket, until } = await open(server);
  socket.write(head(server, 100));
  await until(CONTINUE);
  const before_ms = Date.now();
  server.signal('SIGTERM');
  assert.equal(await server.ended, 1);
  const took_ms = Date.now() - before_ms;
  assert.ok(took_ms > 9_500 && took_ms < 30_000, `${took_ms} ms`);
  assert.match(server.output.stderr, /did not finish within 10 seconds/);
});
