import { services } from './client.js';
import type { RunningPlant } from './running-plant.js';

/** A plant that somebody else has started behind one address, as docker-compose.yml does. The story leaves it as it is. */
export async function plantAt(address: string, administratorPassword: string | undefined): Promise<RunningPlant> {
  if (!administratorPassword)
    throw new Error(
      'MILLWRIGHT_ADMINISTRATOR_PASSWORD is not set; it should be the password of the first administrator of that plant.',
    );
  if (!URL.canParse(address)) throw new Error(`${address} is no address; it should be like http://127.0.0.1:8080`);
  const { origin } = new URL(address);
  const answer = await fetch(`${origin}/api/openapi.json`).catch((error: Error) => error);
  if (answer instanceof Error || !answer.ok) throw new Error(`No plant answers at ${origin}/api.`);
  return {
    addresses: Object.fromEntries(services.map((service) => [service, origin])) as RunningPlant['addresses'],
    administratorPassword,
    apiPages: [`${origin}/api`],
    stop: () => Promise.resolve(),
  };
}
