import type { Message } from 'kafkajs';
import { fnv1a } from '../fnv1a.js';
import { SITE } from '../plant/plant.js';

const PARTITIONS = 6;

export interface Poison {
  readonly name: string;
  /** Part of the reason with which it must be parked. */
  readonly reason: RegExp;
  readonly message: Message;
}

const good = (item: string): object => ({
  item,
  revision: 'A',
  description: item,
  unit: 'C62',
  tracking: 'lot',
  conversions: [],
});

interface Change {
  readonly type?: string;
  readonly site?: string;
  readonly value?: Message['value'];
  readonly without?: string;
}

/** A record of orders about an item, at a position that was published long ago, so that it does not break the chain. */
export function record(item: string, { type = 'item-released.v1', site = SITE, value, without }: Change = {}): Message {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: `orders:1:poison-${item}`,
    ce_source: `/millwright/${site}/orders`,
    ce_type: `millwright.orders.${type}`,
    ce_subject: `item/${item}`,
    ce_time: '2026-01-05T06:00:00.000Z',
    ce_partitionkey: `${site}/item/${item}`,
    ce_sequence: '1',
    ce_epoch: '1',
    ce_position: '0',
    ce_previous: '0',
    ce_recordedtime: '2026-01-05T06:00:00.000Z',
    ce_actor: 'system:somebody',
    ce_correlationid: 'poison',
    // Tells the checker that this is none of Millwright's own.
    ce_poison: 'yes',
  };
  if (without !== undefined) delete headers[without];
  return {
    key: `${SITE}/item/${item}`,
    partition: fnv1a(`${SITE}/item/${item}`) % PARTITIONS,
    headers,
    value: value === undefined ? JSON.stringify(good(item)) : value,
  };
}

/** One of each kind, each in a stream of its own. */
export const poisonSet = (id: string): readonly Poison[] => {
  const item = (name: string): string => `POISON-${name}-${id}`;
  return [
    { name: 'bad JSON', reason: /JSON/, message: record(item('json'), { value: '{"item": ' }) },
    { name: 'wrong schema', reason: /tracking|unit|item/, message: record(item('schema'), { value: '{"item": 7}' }) },
    {
      name: 'unknown type',
      reason: /knows the type/,
      message: record(item('type'), { type: `item-painted-${id}.v1` }),
    },
    { name: 'unknown version', reason: /version/, message: record(item('version'), { type: 'item-released.v9' }) },
    {
      name: '5 MB',
      reason: /characters/,
      message: record(item('large'), { value: JSON.stringify({ text: 'x'.repeat(5 * 1024 * 1024) }) }),
    },
    { name: 'null value', reason: /no payload/, message: record(item('null'), { value: null }) },
    { name: 'missing ce_ header', reason: /ce_position/, message: record(item('header'), { without: 'ce_position' }) },
    { name: 'wrong tenant', reason: /site/, message: record(item('tenant'), { site: 'ELSEWHERE' }) },
  ];
};
