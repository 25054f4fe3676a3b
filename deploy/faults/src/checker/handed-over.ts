import type { ServiceFacts, TopicRecord } from './facts.js';
import { publishedOf } from './inv-05-topics.js';

/** What would lie on the topics of services that hand their events to each other: one partition, in the order of the log. */
export function handedOver(services: ReadonlyMap<string, ServiceFacts>): Map<string, TopicRecord[]> {
  return new Map([...services].map(([name, service]) => [name, recordsOf(service)]));
}

function recordsOf(service: ServiceFacts): TopicRecord[] {
  const types = publishedOf(service);
  let previous = 0;
  return service.events.flatMap(({ position, epoch, stream, version }) => {
    const id = `${service.service}:${epoch}:${position}`;
    const type = types.get(id);
    if (type === undefined) return [];
    const record = { partition: 0, offset: position, key: stream, id, type, source: service.service };
    const chained = { ...record, position, previous, sequence: version };
    previous = position;
    return chained;
  });
}
