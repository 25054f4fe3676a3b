import { createServer, type Server } from 'node:http';
import type { Plant } from '../service/plant.js';

/**
 * Metrics have a port of their own: they tell more of a plant than those who use it should see, and whoever collects them
 * needs no token. Undefined where no port is given.
 */
export function serveMetrics(plant: Plant, { host, port }: { host: string; port?: number }): Server | undefined {
  if (port === undefined) return undefined;
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    plant.metrics.text(plant.services).then(
      (text) => response.writeHead(200, { 'content-type': plant.metrics.contentType }).end(text),
      (error: unknown) => {
        plant.logger.error({ err: error }, 'Metrics could not be collected');
        response.writeHead(500).end();
      },
    );
  });
  // A port that is taken must not keep the plant from working.
  server.on('error', (error) => plant.logger.error({ err: error }, `Metrics are not served on port ${port}`));
  return server.listen(port, host);
}
