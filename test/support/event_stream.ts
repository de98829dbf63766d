/** A client of server-sent events. */
import assert from 'node:assert/strict';
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
  const read = async () => {
    let text = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString('utf8');
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        if (block.startsWith(':')) comments.push(block.slice(2));
        else if (/^id: \d+$/.test(block)) position = Number(block.slice(4));
        else {
          const [, id, data] = /^id: (\d+)\ndata: (.*)$/.exec(block) ?? [];
          assert.ok(id !== undefined && data !== undefined, block);
          messages.push({ id, event: JSON.parse(data) });
        }
      }
    }
  };
  read()
    .catch(() => undefined)
    .finally(() => {
      is_over = true;
    });
  return {
    messages,
    comments,
    position: () => position,
    ended: () => is_over,
    async count(wanted, within_ms = 5_000) {
      const end_ms = Date.now() + within_ms;
      while (messages.length < wanted && Date.now() < end_ms) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.ok(messages.length >= wanted, `${messages.length} of ${wanted} messages`);
      return messages;
    },
    close: () => end.abort(),
  };
}
