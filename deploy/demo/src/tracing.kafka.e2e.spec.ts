import { randomUUID } from 'node:crypto';
import { eventually, testKafkaBrokers, TraceReceiver, type ReceivedSpan } from '@millwright/testing';
import { startDistributed } from './distributed.js';
import { Narrator } from './narrator.js';
import { playStory } from './play.js';
import type { RunningPlant, StartOptions } from './running-plant.js';
import { startFreshSite } from './site.js';

/** A step that must be there, and what must go on from it. */
interface Wanted {
  readonly service: string;
  /** Kind and name of the span. */
  readonly step: string;
  readonly then: readonly Wanted[];
}
const want = (service: string, step: string, ...then: readonly Wanted[]): Wanted => ({ service, step, then });

const releaseRoute = 'POST /api/orders/v1/production-orders/:order/release';
/** Nothing but what was stored leads from one line to the next: the request has long been answered. */
const wanted = want(
  'orders',
  `SERVER ${releaseRoute}`,
  want(
    'orders',
    'INTERNAL command release-production-order',
    want('orders', 'CLIENT append'),
    want('orders', 'CLIENT project'),
    want('orders', 'PRODUCER publish orders'),
    want('tracking', 'CONSUMER hear orders'),
    want('tracking', 'CLIENT project'),
    want(
      'tracking',
      'INTERNAL reaction open-jobs',
      want('tracking', 'CLIENT append'),
      want('tracking', 'CLIENT project'),
    ),
    want('quality', 'CONSUMER hear orders'),
    want('quality', 'CLIENT project'),
    want('inventory', 'CONSUMER hear orders'),
    want(
      'inventory',
      'INTERNAL reaction reserve-for-released-orders',
      want('inventory', 'CLIENT append'),
      want('inventory', 'CLIENT project'),
      want('inventory', 'PRODUCER publish inventory'),
      want('orders', 'CONSUMER hear inventory'),
      want('orders', 'CLIENT project'),
    ),
  ),
);

/** What of it is not there, each with the way to it. Of several spans that could be meant, the one that goes on best counts. */
function missing({ service, step, then }: Wanted, spans: readonly ReceivedSpan[], parent = ''): readonly string[] {
  const found = spans.filter(
    (span) => span.service === service && `${span.kind} ${span.name}` === step && span.parentSpanId === parent,
  );
  const lacks = found.map(({ spanId }) => then.flatMap((next) => missing(next, spans, spanId)));
  const [fewest = ['']] = lacks.sort((one, other) => one.length - other.length);
  return fewest.map((rest) => `${service} ${step} > ${rest}`);
}

const ways: readonly (readonly [string, (options: StartOptions) => Promise<RunningPlant>])[] = [
  [
    'through Kafka, each service a process',
    (options) =>
      startDistributed({ ...options, kafkaBrokers: testKafkaBrokers(), kafkaTopicPrefix: `traces-${randomUUID()}` }),
  ],
  ['within one process', startFreshSite],
];

describe.each(ways)('the trace of one order, %s', (_, start) => {
  let plant: RunningPlant;
  let collector: TraceReceiver;

  beforeAll(async () => {
    collector = await TraceReceiver.start();
    plant = await start({ log: () => undefined, otlpUrl: collector.url });
    const { ok } = await playStory(plant, new Narrator(() => undefined));
    expect(ok).toBe(true);
  });
  afterAll(async () => {
    await plant?.stop();
    await collector?.stop();
  });

  /** The spans of the trace in which the order of the story was released; before, the release was refused. */
  const ofTheRelease = (): readonly ReceivedSpan[] => {
    const [release] = collector.spans.filter(
      ({ name, attributes }) => name === releaseRoute && Number(attributes['http.response.status_code']) < 300,
    );
    return collector.trace(release.traceId);
  };

  it('goes from the request through four services to what they did because of it', async () => {
    await eventually(() => missing(wanted, ofTheRelease()), { until: (lacking) => lacking.length === 0 });
    expect(new Set(ofTheRelease().map(({ service }) => service)).size).toBeGreaterThanOrEqual(4);
  });

  it('has one beginning, and each of its other steps goes on from one of them', async () => {
    await eventually(() => {
      const spans = ofTheRelease();
      const known = new Set(spans.map(({ spanId }) => spanId));
      expect(spans.filter(({ parentSpanId }) => !known.has(parentSpanId)).map(({ name }) => name)).toEqual([
        releaseRoute,
      ]);
    });
  });

  it('is linked to what was done for others at the same time', () => {
    const ids = new Set(collector.spans.map(({ spanId }) => spanId));
    const linked = collector.spans.flatMap(({ links }) => links);
    expect(linked.length).toBeGreaterThan(0);
    expect(linked.filter(({ spanId }) => !ids.has(spanId))).toEqual([]);
  });
});
