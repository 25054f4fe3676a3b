import { type Answered, type Facts, type LogEvent, traceOf } from './facts.js';

/** All attempts of one command of one client, and the events that it led to directly. */
export interface CommandFacts {
  readonly service: string;
  readonly client: string;
  readonly key: string;
  readonly attempts: readonly Answered[];
  readonly events: readonly LogEvent[];
}

export const nameOf = ({ service, client, key, attempts }: CommandFacts): string =>
  `${attempts[0].method} ${service} ${attempts[0].path} (key ${key} of ${client})`;

export const isAccepted = ({ status }: Answered): boolean => status !== undefined && status >= 200 && status < 300;
export const isRefused = ({ status }: Answered): boolean => status !== undefined && status >= 400 && status < 500;

/** Found by the trace that the client gave the command; what a reaction made of it carries the same trace and a cause. */
export function commandsOf({ journal, services }: Facts): CommandFacts[] {
  const direct = new Map<string, LogEvent[]>();
  for (const { service, events } of services.values())
    for (const event of events) {
      if (event.meta.causation !== undefined || event.meta.heardFrom !== undefined) continue;
      const place = `${service} ${traceOf(event.meta)}`;
      const known = direct.get(place);
      if (known) known.push(event);
      else direct.set(place, [event]);
    }
  const commands = new Map<string, Answered[]>();
  for (const entry of journal) {
    const place = `${entry.service} ${entry.client} ${entry.key}`;
    const known = commands.get(place);
    if (known) known.push(entry);
    else commands.set(place, [entry]);
  }
  return [...commands.values()].map((attempts) => {
    const [{ service, client, key }] = attempts;
    return { service, client, key, attempts, events: direct.get(`${service} ${traceOf(attempts[0])}`) ?? [] };
  });
}
