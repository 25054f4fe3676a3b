import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { UnusedConnections } from './unused-connections.js';

describe('a client that connected and never asked', () => {
  it('does not keep the server from closing', async () => {
    const server = createServer((_request, reply) => void reply.end());
    const unused = new UnusedConnections(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.on('error', () => undefined);
    await once(server, 'connection');
    const closed = once(server, 'close');
    server.close();
    unused.end();
    await closed;
    expect(server.listening).toBe(false);
    client.destroy();
  }, 5_000);
});
