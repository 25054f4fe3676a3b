import type { Answered, Facts, Finding, LogEvent, Row, ServiceFacts, TopicRecord } from './facts.js';

export type Fields = Readonly<Record<string, unknown>>;

/** A log by hand: every entry is `[stream, type, data, meta]`, versions and positions follow. */
export function log(
  service: string,
  entries: readonly [string, string, Fields?, Fields?][],
  rows: Record<string, Row[]> = {},
): ServiceFacts {
  const heads = new Map<string, number>();
  const events = entries.map(([stream, type, data = {}, meta = {}], index): LogEvent => {
    const name = `SITE/${stream}`;
    heads.set(name, (heads.get(name) ?? 0) + 1);
    return {
      position: index + 1,
      stream: name,
      version: heads.get(name) ?? 0,
      type,
      epoch: 1,
      data,
      meta: { actor: 'system:x', ...meta },
      occurredAt: '',
      recordedAt: '',
    };
  });
  return { service, events, heads, head: events.length, commands: [], marks: [], checkpoints: [], parked: [], rows };
}

export const facts = (services: readonly ServiceFacts[], more: Partial<Facts> = {}): Facts => ({
  services: new Map(services.map((one) => [one.service, one])),
  topics: new Map(),
  journal: [],
  ...more,
});

export const answered = (more: Partial<Answered>): Answered => ({
  at: '',
  client: 'person:1',
  service: 'orders',
  method: 'POST',
  path: '/production-orders',
  key: 'k',
  traceparent: '00-trace-span-01',
  bodyHash: 'b',
  status: 201,
  body: '{"version":1}',
  etag: '"1"',
  position: 'orders:1',
  replayed: false,
  ...more,
});

export const record = (more: Partial<TopicRecord>): TopicRecord => ({
  partition: 0,
  offset: 0,
  key: 'SITE/item/A',
  id: 'orders:1:1',
  type: 'millwright.orders.item-released.v1',
  source: 'orders',
  position: 1,
  previous: 0,
  sequence: 1,
  ...more,
});

export const byClient = { traceparent: '00-trace-other-01', commandId: 'c1' };
export const created: [string, string, Fields, Fields] = ['production-order/P', 'ProductionOrderCreated', {}, byClient];
export const stored = { principal: 'person:1', key: 'k', outcome: 'accepted' };
export const pieces = (value: string): Fields => ({ quantity: { value, unit: 'C62' } });

export const holds = (finding: Finding): void => expect(finding.problems).toEqual([]);
export const finds = (finding: Finding, ...problems: readonly RegExp[]): void => {
  expect(finding.problems).toHaveLength(problems.length);
  problems.forEach((problem, index) => expect(finding.problems[index]).toMatch(problem));
};
