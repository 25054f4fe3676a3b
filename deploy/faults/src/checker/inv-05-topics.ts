import { publishedType } from './contract.js';
import type { Facts, Finding, ServiceFacts, TopicRecord } from './facts.js';

/** The ids on a topic are those of the published events of its log, and each record names the one before it in its partition. */
export function topicsEqualLog(facts: Facts): Finding {
  const problems: string[] = [];
  let count = 0;
  for (const service of facts.services.values()) {
    const records = facts.topics.get(service.service) ?? [];
    const onTopic = new Map(records.map((record) => [record.id, record]));
    const due = publishedOf(service);
    count += due.size;
    for (const [id, type] of due) {
      const record = onTopic.get(id);
      if (!record) problems.push(`${id} (${type}) is not on the topic`);
      else if (record.type !== type) problems.push(`${id} is on the topic as ${record.type}, ${type} was due`);
    }
    for (const { id, type, partition, offset } of onTopic.values())
      if (!due.has(id))
        problems.push(
          `${id} (${type}) is at ${partition}/${offset} of the topic of ${service.service} and not in its log`,
        );
    problems.push(...brokenChains(service.service, records));
  }
  return { invariant: 'INV-5', what: `${count} published events are on the topics, and nothing else`, problems };
}

/** Type by id. */
export function publishedOf({ service, events }: ServiceFacts): Map<string, string> {
  const due = new Map<string, string>();
  for (const { type, data, epoch, position, meta } of events) {
    const published = meta.heardFrom === undefined ? publishedType(service, type, data) : undefined;
    if (published !== undefined) due.set(`${service}:${epoch}:${position}`, published);
  }
  return due;
}

/** In the order of their arrival; where a topic was filled again, in that of their positions. */
function brokenChains(service: string, records: readonly TopicRecord[]): string[] {
  const problems: string[] = [];
  const refilled = refilledPartitions(records);
  const last = new Map<number, number>();
  const firsts = firstDeliveries(records);
  const again = firsts.filter(({ partition }) => refilled.has(partition)).sort((a, b) => a.position - b.position);
  for (const { id, partition, position, previous } of [
    ...firsts.filter((one) => !refilled.has(one.partition)),
    ...again,
  ]) {
    const before = last.get(partition) ?? 0;
    if (previous !== before)
      problems.push(
        `${id} of ${service} names ${previous} as the one before it in partition ${partition}, it is ${before}`,
      );
    last.set(partition, position);
  }
  return problems;
}

/** In the order of offsets, each id once. */
export function firstDeliveries(records: readonly TopicRecord[]): TopicRecord[] {
  const seen = new Set<string>();
  return records.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/**
 * Partitions that were emptied: what lies first there is not what was published first. Live records come into them while
 * the old ones are published again, so their order of arrival says nothing of the order in which they were first delivered.
 */
export function refilledPartitions(records: readonly TopicRecord[]): ReadonlySet<number> {
  const first = new Map<number, TopicRecord>();
  for (const record of records) if (!first.has(record.partition)) first.set(record.partition, record);
  return new Set([...first.values()].filter(({ previous }) => previous !== 0).map(({ partition }) => partition));
}
