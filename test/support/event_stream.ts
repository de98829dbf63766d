/** A client of server-sent events, which reads them with a library that others use too. */
import assert from 'node:assert/strict';
import { createParser } from 'eventsource-parser';
import { serverSentEvents } from '../../src/cli/server_sent_events.js';
import { TEST_KEY } from './daybook.js';

interface Message {
  readonly id: string;
  // biome-ignore lint/suspicious/noExplicitAny: events of every type
  readonly event: any;
}

export interface OpenStream {
  readonly messages: Message[];
  readonly comments: string[];
  /** Where it began, once the server has said so. */
  position(): number | undefined;
  /** Whether the server has ended it. */
  ended(): boolean;
  count(wanted: number, within_ms?: number): Promise<readonly Message[]>;
  close(): void;
}

export async function openStream(
  { address }: { readonly address: string },
  query = '',
  headers: Record<string, string> = {},
): Promise<OpenStream> {
  const end = new AbortController();
  const response = await fetch(`${address}/v1/events/stream?${query}`, {
    headers: { Authorization: `Bearer ${TEST_KEY}`, ...headers },
    signal: end.signal,
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  const messages: Message[] = [];
  const comments: string[] = [];
  let position: number | undefined;
  let is_over = false;
  assert.ok(response.body !== null);
  const [events, numbers] = response.body.tee();
  const parser = createParser({
    onEvent: ({ id, data }) => {
      assert.match(id ?? '', /^\d+$/);
      messages.push({ id: id ?? '', event: JSON.parse(data) });
    },
    onComment: (text) => comments.push(text),
    onError: (error) => assert.fail(error),
  });
  const readEvents = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of events as AsyncIterable<Uint8Array>) parser.feed(decoder.decode(chunk, { stream: true }));
  };
  const readPosition = async () => {
    for await (const { id, data } of serverSentEvents(numbers as AsyncIterable<Uint8Array>)) {
      if (data === undefined) position = Number(id);
    }
  };
  Promise.all([readEvents(), readPosition()])
    .catch(() => undefined)
    .finally(() => {
      is_over = true;
    });
  return {
    messages,
    comments,
    position: () => position,
    ended: () => is_over,
    async count(wanted, within_ms = 30_000) {
      const end_ms = Date.now() + within_ms;
      while (messages.length < wanted && Date.now() < end_ms) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.ok(messages.length >= wanted, `${messages.length} of ${wanted} messages`);
      return messages;
    },
    close: () => end.abort(),
  };
}
