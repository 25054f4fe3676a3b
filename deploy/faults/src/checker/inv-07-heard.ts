import { keptTypes, sourcesOf } from './contract.js';
import type { Facts, Finding, ServiceFacts, TopicRecord } from './facts.js';
import { firstDeliveries } from './inv-05-topics.js';

/** Whatever a service keeps of what was published is in its log once, or is parked there, or is still to come after its mark. */
export function heardOnce(facts: Facts): Finding {
  const problems: string[] = [];
  const sum = { heard: 0, pending: 0 };
  for (const listener of facts.services.values())
    for (const source of sourcesOf(listener.service)) {
      const types = keptTypes(listener.service, source);
      const due = firstDeliveries(facts.topics.get(source) ?? []).filter(({ type }) => types.has(type));
      const found = compare(listener, source, due);
      problems.push(...found.problems);
      sum.heard += found.heard;
      sum.pending += found.pending;
    }
  const what = `heard ${sum.heard} + pending ${sum.pending} = published, for each listener`;
  return { invariant: 'INV-7', what, problems };
}

function compare(
  listener: ServiceFacts,
  source: string,
  due: readonly TopicRecord[],
): { heard: number; pending: number; problems: string[] } {
  const problems: string[] = [];
  const positions = new Map<number, number>();
  for (const { meta, position } of listener.events) {
    if (meta.heardFrom?.source !== source) continue;
    const { position: of } = meta.heardFrom;
    if (positions.has(of))
      problems.push(`${listener.service} has ${source}:${of} twice, at ${positions.get(of)} and ${position}`);
    positions.set(of, position);
  }
  const marks = new Map(
    listener.marks.filter((mark) => mark.source === source).map((mark) => [mark.partition, mark.position]),
  );
  let pending = 0;
  for (const { id, type, partition, position } of due) {
    if (positions.delete(position)) continue;
    if (position > (marks.get(partition) ?? 0)) pending++;
    else problems.push(`${listener.service} has passed ${id} (${type}) without keeping it`);
  }
  for (const of of positions.keys())
    problems.push(`${listener.service} has ${source}:${of} in its log, which is not on the topic`);
  return { heard: due.length - pending, pending, problems };
}
