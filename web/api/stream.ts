/**
 * Events as they happen. EventSource can send no headers, so the stream is read with fetch; it comes back by itself, and
 * says where it was.
 */
import { DASHBOARD_HEADERS, type Mode } from './http.js';
import type { Event } from './types.js';

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
/** A connection that has held for so long was not lost where it ends: the server wants to see the session again. */
const HELD_MS = 60_000;

/** `lost` until it is open again; `closed` where there is no stream to come back to. */
export type StreamState = 'open' | 'lost' | 'closed';

export interface StreamHandlers {
  event(event: Event): void;
  state(state: StreamState): void;
}

/** Reads until it is told to stop, or the server says that there is no stream for this session. */
export function followEvents(mode: Mode, handlers: StreamHandlers): () => void {
  const controller = new AbortController();
  void follow(mode, handlers, controller.signal);
  return () => controller.abort();
}

async function follow(mode: Mode, handlers: StreamHandlers, signal: AbortSignal): Promise<void> {
  let last_id: string | undefined;
  let delay_ms = FIRST_DELAY_MS;
  while (!signal.aborted) {
    try {
      const response = await fetch('/v1/events/stream', {
        headers: {
          ...DASHBOARD_HEADERS,
          'Daybook-Mode': mode,
          ...(last_id === undefined ? {} : { 'Last-Event-ID': last_id }),
        },
        signal,
      });
      // The database was set back: there is no event with that number any more.
      if (response.status === 400 && last_id !== undefined) {
        last_id = undefined;
        continue;
      }
      if (response.status >= 400 && response.status < 500) break;
      if (response.ok && response.body !== null) {
        handlers.state('open');
        const opened_ms = Date.now();
        delay_ms = FIRST_DELAY_MS;
        for await (const message of messagesOf(response.body)) {
          if (message.id !== undefined) last_id = message.id;
          if (message.data !== '') handlers.event(JSON.parse(message.data) as Event);
        }
        if (Date.now() - opened_ms > HELD_MS) continue;
      }
    } catch {
      if (signal.aborted) return;
    }
    handlers.state('lost');
    await new Promise((resolve) => setTimeout(resolve, delay_ms));
    delay_ms = Math.min(delay_ms * 2, LONGEST_DELAY_MS);
  }
  if (!signal.aborted) handlers.state('closed');
}

interface Message {
  readonly id: string | undefined;
  /** Empty where only the number to go on from is told, or nothing but that the connection is there. */
  readonly data: string;
}

async function* messagesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield messageOf(part);
  }
}

/** Libraries for it pass over a number that comes without an event. */
export function messageOf(text: string): Message {
  let id: string | undefined;
  const data: string[] = [];
  for (const line of text.split('\n')) {
    const value = line.slice(line.indexOf(':') + 1).replace(/^ /, '');
    if (line.startsWith('id:')) id = value;
    else if (line.startsWith('data:')) data.push(value);
  }
  return { id, data: data.join('\n') };
}
