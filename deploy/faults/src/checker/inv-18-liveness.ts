import { sourcesOf } from './contract.js';
import type { Finding, ServiceFacts } from './facts.js';

export const LIVELY_WITHIN_MS = 60_000;

/** What of a service is seen while waiting for it. */
export type Progress = Pick<ServiceFacts, 'service' | 'head' | 'checkpoints' | 'marks'>;

/** What is still behind: a checkpoint before the head of its log, a mark before what its source has published, a service that is not ready. */
export function behind(services: ReadonlyMap<string, Progress>, notReady: readonly string[]): string[] {
  const late = [...notReady];
  for (const { service, head, checkpoints } of services.values())
    for (const { name, position } of checkpoints)
      if (position < head) late.push(`${service}: ${name} is at ${position}, the log at ${head}`);
  for (const listener of services.values())
    for (const source of sourcesOf(listener.service)) late.push(...unheard(listener, services.get(source)));
  return late;
}

function unheard(listener: Progress, source: Progress | undefined): string[] {
  const published = source?.checkpoints.find(({ name }) => name === 'relay')?.details ?? {};
  return Object.entries(published).flatMap(([partition, place]) => {
    const { position } = place as { readonly position: number };
    const mark = listener.marks.find((one) => one.source === source?.service && one.partition === Number(partition));
    if ((mark?.position ?? 0) >= position) return [];
    return [
      `${listener.service} has heard ${source?.service}/${partition} up to ${mark?.position ?? 0} of ${position}`,
    ];
  });
}

export const liveness = (tookMs: number, late: readonly string[]): Finding => ({
  invariant: 'INV-18',
  what: `all is caught up and ready ${(tookMs / 1_000).toFixed(1)} s after the last fault was healed`,
  problems: late,
});
