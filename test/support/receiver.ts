/** An endpoint that keeps what is sent to it, and answers as a test wants it to. */
import assert from 'node:assert/strict';
import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: events of every type
  readonly event: any;
  readonly at_ms: number;
}

/** Answers one request; `index` counts them from 0. */
export type Behaviour = (received: Received, response: ServerResponse, index: number) => void;

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  behaviour: Behaviour;
  /** Resolves when so many requests have come; fails after a while, saying what has come. */
  count(wanted: number, within_ms?: number): Promise<readonly Received[]>;
  close(): Promise<void>;
}

export const ok: Behaviour = (_received, response) => {
  response.end('thanks');
};

export function answering(...statuses: readonly number[]): Behaviour {
  return (_received, response, index) => {
    response.statusCode = statuses[Math.min(index, statuses.length - 1)] ?? 200;
    response.end(`answer ${index}`);
  };
}

export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** With an identity it speaks TLS, as `localhost`. */
export async function startReceiver(behaviour: Behaviour = ok, identity?: Identity): Promise<Receiver> {
  const received: Received[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const event = JSON.parse(body);
      const one = { path: request.url ?? '', headers: request.headers, body, event, at_ms: Date.now() };
      const index = received.push(one) - 1;
      receiver.behaviour(one, response, index);
    });
  };
  const server = identity === undefined ? http.createServer(listener) : https.createServer(identity, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `${identity === undefined ? 'http://127.0.0.1' : 'https://localhost'}:${(server.address() as AddressInfo).port}/hook`,
    received,
    behaviour,
    async count(wanted, within_ms = 30_000) {
      const end_ms = Date.now() + within_ms;
      while (received.length < wanted && Date.now() < end_ms) await new Promise((resolve) => setTimeout(resolve, 5));
      const types = received.map(({ event }) => `${event.type} ${event.id}`).join(', ');
      assert.ok(received.length >= wanted, `${received.length} of ${wanted} have come: ${types}`);
      return received;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

/** What Stripe's SDK makes of a delivery; throws if the signature is wrong. */
export function verified({ body, headers }: Received, secret: string): Stripe.Event {
  return Stripe.webhooks.constructEvent(body, headers['stripe-signature'] as string, secret);
}

/** Waits until something holds. */
export async function eventually(check: () => Promise<void> | void, within_ms = 30_000): Promise<void> {
  const end_ms = Date.now() + within_ms;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end_ms) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
