import { setTimeout as sleep } from 'node:timers/promises';
import { heardPartitions } from '@millwright/event-log';
import type { Plant } from './plant.js';
import { isReached, type Seen } from './seen.js';
import { sourcesOf } from './service-definition.js';
import type { ServiceRuntime } from './service-runtime.js';

const betweenLooks = 20;

/** Waits until a service has heard and shows what somebody has seen elsewhere; false when that took longer than allowed. */
export async function caughtUp(
  runtime: ServiceRuntime,
  plant: Plant,
  seen: Seen,
  milliseconds: number,
): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  const { definition, log, projector } = runtime;
  if (seen.service === definition.name) return projector.progress.passed(seen.position, milliseconds);
  // What it never hears of, it cannot show.
  if (seen.records.size === 0 || !sourcesOf(definition).includes(seen.service)) return true;
  while (!(await hasHeard(runtime, plant, seen))) {
    if (Date.now() >= deadline) return false;
    await sleep(betweenLooks);
  }
  const { position } = await log.head();
  return projector.progress.passed(position, Math.max(0, deadline - Date.now()));
}

async function hasHeard({ log }: ServiceRuntime, { transport }: Plant, { service, records }: Seen): Promise<boolean> {
  // A transport that hands over nothing but what is kept leaves no marks for the rest, and says itself how far it is.
  const handedOver = await transport.published(service);
  const marks = handedOver ? [] : (await heardPartitions(log.pool)).filter(({ source }) => source === service);
  return [...records].every(([partition, place]) =>
    isReached(place, handedOver ?? marks.find((mark) => mark.partition === partition)),
  );
}
