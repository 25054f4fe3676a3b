import type { EventLog, Projector, ReadModel } from '@millwright/event-log';
import { LocalTransport, type EventTransport, type Relay } from '@millwright/messaging';
import type { ServiceTracing } from './tracing.js';

interface Works {
  readonly log: EventLog;
  readonly relay: Relay;
  readonly projector: Projector;
}

const database = { kind: 'client', attributes: { 'db.system.name': 'postgresql' } } as const;

/** What a service does for many at once is told to the traces of all whom it was done for. */
export function traceSharedWork(
  tracing: ServiceTracing,
  { log, relay, projector }: Works,
  { projections, transport }: { readonly projections: readonly ReadModel[]; readonly transport: EventTransport },
): void {
  const name = log.connection.service;
  const system = transport instanceof LocalTransport ? 'millwright' : 'kafka';
  const projected = new Set(projections.flatMap(({ on }) => Object.keys(on)));
  const messaging = (source: string, type: string): { attributes: Record<string, string> } => ({
    attributes: {
      'messaging.system': system,
      'messaging.destination.name': source,
      'messaging.operation.type': type,
    },
  });
  log.onAppendCall((milliseconds, appends) =>
    tracing.shared('append', { ...database, milliseconds, for: appends.map(({ meta }) => meta.traceparent) }),
  );
  relay.onPublished = (milliseconds, records) =>
    tracing.shared(`publish ${name}`, {
      kind: 'producer',
      ...messaging(name, 'send'),
      milliseconds,
      for: records.map(({ traceparent }) => traceparent),
    });
  log.onHearCall((milliseconds, { source, events }) =>
    tracing.shared(`hear ${source}`, {
      kind: 'consumer',
      ...messaging(source, 'process'),
      milliseconds,
      for: events.map(({ traceparent }) => traceparent),
    }),
  );
  projector.onProjected = (milliseconds, events) =>
    tracing.shared('project', {
      ...database,
      milliseconds,
      for: events.filter(({ type }) => projected.has(type)).map(({ traceparent }) => traceparent),
    });
}
