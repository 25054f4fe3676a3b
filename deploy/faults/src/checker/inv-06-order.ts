import type { Facts, Finding, ServiceFacts, TopicRecord } from './facts.js';
import { firstDeliveries, refilledPartitions } from './inv-05-topics.js';

/** The first deliveries of each stream are in the order of its versions, in one partition; and so did every listener keep them. */
export function deliveredInOrder(facts: Facts): Finding {
  const problems = [...facts.services.values()].flatMap(keptOutOfOrder);
  let count = 0;
  for (const [service, records] of facts.topics) {
    const refilled = refilledPartitions(records);
    const firsts = firstDeliveries(records).filter(({ partition }) => !refilled.has(partition));
    count += firsts.length;
    problems.push(...outOfOrder(service, firsts));
  }
  return { invariant: 'INV-6', what: `${count} first deliveries came in the order of their streams`, problems };
}

function outOfOrder(service: string, firsts: readonly TopicRecord[]): string[] {
  const problems: string[] = [];
  const last = new Map<string, TopicRecord>();
  for (const record of firsts) {
    const { id, key, sequence, partition } = record;
    const before = last.get(key);
    if (before && before.sequence >= sequence)
      problems.push(`${id} of ${service}: ${key} version ${sequence} came after version ${before.sequence}`);
    if (before && before.partition !== partition)
      problems.push(`${id} of ${service}: ${key} is in partition ${partition} and in ${before.partition}`);
    last.set(key, record);
  }
  return problems;
}

/** What a service heard of a stream stands in its log in the order of the source's log. */
function keptOutOfOrder({ service, events }: ServiceFacts): string[] {
  const problems: string[] = [];
  const last = new Map<string, number>();
  for (const { stream, position, meta } of events) {
    if (!meta.heardFrom) continue;
    const before = last.get(stream) ?? 0;
    if (meta.heardFrom.position <= before)
      problems.push(
        `${service} has ${meta.heardFrom.source}:${meta.heardFrom.position} of ${stream} at ${position}, after ${before}`,
      );
    last.set(stream, meta.heardFrom.position);
  }
  return problems;
}
