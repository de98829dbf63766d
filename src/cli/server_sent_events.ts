/** Reads server-sent events as they arrive. */

export interface ServerSentEvent {
  readonly id: string;
  /** Absent where only the number to go on from is told. */
  readonly data: string | undefined;
}

export async function* serverSentEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split('\n');
      const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const id = field('id');
      // The rest are comments that keep the connection alive.
      if (id !== undefined) yield { id, data: field('data') };
    }
  }
}
