import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Connections over which nothing was ever asked, such as a client opens ahead of need. Node counts them as busy: without this
 * one of them keeps a server from closing for as long as its client likes.
 */
export class UnusedConnections {
  private readonly sockets = new Set<Socket>();

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    server.on('request', ({ socket }) => this.sockets.delete(socket));
  }

  end(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}
