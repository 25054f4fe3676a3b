import type { Facts, Finding } from './facts.js';
import { firstDeliveries } from './inv-05-topics.js';

/** The first deliveries of each stream are in the order of its versions, in one partition. */
export function deliveredInOrder(facts: Facts): Finding {
  const problems: string[] = [];
  let count = 0;
  for (const [service, records] of facts.topics) {
    const last = new Map<string, { readonly sequence: number; readonly partition: number }>();
    for (const { id, key, sequence, partition } of firstDeliveries(records)) {
      count++;
      const before = last.get(key);
      if (before && before.sequence >= sequence)
        problems.push(`${id} of ${service}: ${key} version ${sequence} came after version ${before.sequence}`);
      if (before && before.partition !== partition)
        problems.push(`${id} of ${service}: ${key} is in partition ${partition} and in ${before.partition}`);
      last.set(key, { sequence, partition });
    }
  }
  return { invariant: 'INV-6', what: `${count} first deliveries came in the order of their streams`, problems };
}
