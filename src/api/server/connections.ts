/** Lets a server end although clients keep connections open that they do not use. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const LOOK_EVERY_MS = 25;

/**
 * Node closes connections that are idle when a server begins to close. It leaves those that become idle later, when
 * their last request has been answered, and those on which nothing was ever sent, as browsers open them in advance.
 * Returns a function that closes both kinds until the server has closed.
 */
export function connectionCloser(server: Server): () => void {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () => {
    const look = setInterval(() => {
      server.closeIdleConnections();
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    }, LOOK_EVERY_MS);
    server.once('close', () => clearInterval(look));
  };
}
