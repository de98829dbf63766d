/** Reads server-sent events as they arrive. Libraries for it pass over a number that comes without an event. */

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
      const [id] = valuesOf(block, 'id').slice(-1);
      const data = valuesOf(block, 'data');
      // The rest are comments that keep the connection alive.
      if (id !== undefined) yield { id, data: data.length === 0 ? undefined : data.join('\n') };
    }
  }
}

function valuesOf(block: string, field: string): readonly string[] {
  const lines = block.split('\n').filter((line) => line.startsWith(`${field}:`));
  return lines.map((line) => line.slice(field.length + 1).replace(/^ /, ''));
}
