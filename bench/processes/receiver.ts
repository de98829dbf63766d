/** Webhook endpoints: every path of this server is one. It counts what arrives, and what arrives more than once. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerMessages, usage } from './answering.js';

export interface Arrived {
  /** Different deliveries: of one event to one endpoint. */
  readonly deliveries: number;
  readonly doubles: number;
}

const seen = new Set<string>();
let doubles = 0;

const EVENT_ID = /"id": "(evt_[^"]+)"/;

const server = createServer((request, response) => {
  let start = '';
  request.on('data', (chunk: Buffer) => {
    // The id is the first member of an event.
    if (start.length < 64) start += chunk.toString('latin1', 0, 64);
  });
  request.on('end', () => {
    const delivery = `${request.url} ${EVENT_ID.exec(start)?.[1]}`;
    if (seen.has(delivery)) doubles += 1;
    seen.add(delivery);
    response.end();
  });
});

const listening = new Promise<number>((resolve) => {
  server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
});

answerMessages<{ readonly listen: true } | { readonly count: true }>(
  async (message) => ('listen' in message ? { port: await listening } : { deliveries: seen.size, doubles, ...usage() }),
  () => {
    server.close();
    server.closeAllConnections();
  },
);
