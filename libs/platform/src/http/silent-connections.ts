import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

const BETWEEN_LOOKS_MS = 100;

/**
 * A server that closes waits for every connection on which a request may be coming; one on which nothing was ever sent, such
 * as browsers and load balancers keep ready, would hold it up for a minute.
 */
export function closeSilentConnections(fastify: FastifyInstance): void {
  const open = new Set<Socket>();
  let looking: NodeJS.Timeout | undefined;
  fastify.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  fastify.addHook('preClose', async () => {
    looking = setInterval(() => {
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    }, BETWEEN_LOOKS_MS);
  });
  fastify.addHook('onClose', async () => clearInterval(looking));
}
