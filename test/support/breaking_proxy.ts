/** A connection to a server that breaks when a test says so: before a message reaches the server, or before its answer. */
import { connect as connectTo, createServer, type Socket } from 'node:net';

type Break = 'before it is sent' | 'before it is answered';

export interface BreakingProxy {
  readonly url: string;
  /** Breaks the connection on which the next message that contains `text` travels; `times` such messages in all. */
  readonly breakOn: (text: string, where: Break, times?: number) => void;
  /** Breaks every connection, and refuses new ones until `accept` is called. */
  readonly refuse: () => void;
  readonly accept: () => void;
  readonly close: () => Promise<void>;
}

export async function breakingProxy(server_url: string): Promise<BreakingProxy> {
  const target = new URL(server_url);
  const sockets = new Set<Socket>();
  let armed: { text: string; where: Break; times: number } | undefined;
  let is_refusing = false;

  const server = createServer((client) => {
    if (is_refusing) {
      client.destroy();
      return;
    }
    const upstream = connectTo(Number(target.port), target.hostname);
    let answers_are_dropped = false;
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    client.on('data', (data) => {
      if (armed !== undefined && data.includes(armed.text)) {
        const { where } = armed;
        armed = armed.times > 1 ? { ...armed, times: armed.times - 1 } : undefined;
        if (where === 'before it is sent') {
          end();
          return;
        }
        answers_are_dropped = true;
      }
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      // By its answer the server is known to have done what it was told.
      if (answers_are_dropped) end();
      else client.write(data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(server_url);
  url.hostname = '127.0.0.1';
  url.port = typeof address === 'object' && address !== null ? String(address.port) : '';

  return {
    url: url.href,
    breakOn(text, where, times = 1) {
      armed = { text, where, times };
    },
    refuse() {
      is_refusing = true;
      for (const socket of sockets) socket.destroy();
    },
    accept() {
      is_refusing = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
