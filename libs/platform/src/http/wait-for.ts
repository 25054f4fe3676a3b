import type { FastifyRequest } from 'fastify';
import { caughtUp } from '../service/catching-up.js';
import type { Plant } from '../service/plant.js';
import { Seen } from '../service/seen.js';
import { ProblemException } from './problem.js';

const header = 'Millwright-Wait-For';
const patience = 3_000;

/** Read your own writes in another service: what a command was answered with can be asked to have been heard before a request is. */
export async function waitForSeen(plant: Plant, { headers, url }: FastifyRequest): Promise<void> {
  const text = headers[header.toLowerCase()];
  const [, , name] = url.split('/', 3);
  const service = plant.services.find(({ definition }) => definition.name === name);
  if (text === undefined || !service) return;
  const seen = typeof text === 'string' ? Seen.parse(text) : undefined;
  if (!seen) {
    const message = 'must be a Millwright-Seen as answered before, such as orders:120;3=1.120';
    throw ProblemException.of(422, 'invalid-request', `${header} ${message}`, { errors: [{ field: header, message }] });
  }
  if (await caughtUp(service, plant, seen, patience)) return;
  throw ProblemException.comeBack('not-heard-yet', `The ${name} service has not heard ${String(seen)} within 3 s.`);
}
