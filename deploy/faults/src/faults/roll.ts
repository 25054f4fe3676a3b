import type { Plant } from '../plant/plant.js';
import { services } from '../services.js';

/** A new process of each service takes the place of the old one, both at work for a while. Milliseconds that the slowest needed to stop. */
export async function roll(plant: Plant, repository?: string): Promise<number> {
  let slowest = 0;
  for (const service of services) {
    const [old] = plant.replicasOf(service);
    const fresh = await plant.add(service, repository);
    plant.rotate(fresh, true);
    await fresh.untilReady(120_000);
    plant.rotate(fresh, false);
    plant.rotate(old, true);
    const started = Date.now();
    await plant.remove(old);
    slowest = Math.max(slowest, Date.now() - started);
  }
  return slowest;
}
