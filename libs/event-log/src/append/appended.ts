import type { Event, Recorded } from '@millwright/event-sourcing';
import type { Append, AppendResult } from './append.js';

type Appended = Extract<AppendResult, { kind: 'appended' }>;

/** The events of an append as they would be read back from the log, so that followers need not read them. */
export function appended(
  { events, by, meta }: Append,
  { firstPosition, epoch, recordedAt }: Appended,
  { service, site }: { readonly service: string; readonly site: string },
): Recorded<Event>[] {
  const { actor, onBehalfOf, station, reason, at } = by;
  return events.map(({ stream, version, event }, index) => {
    const position = firstPosition + index;
    const [, category, ...id] = stream.split('/');
    return {
      type: event.type,
      // What JSON drops or changes is not in the log either.
      data: JSON.parse(JSON.stringify(event.data)) as object,
      eventId: `${service}:${epoch}:${position}`,
      position,
      site,
      category,
      id: id.join('/'),
      version,
      by: { actor, onBehalfOf, station, reason, at: new Date(at).toISOString() },
      recordedAt,
      commandId: meta.commandId,
      correlation: meta.correlation,
      causation: meta.causation,
      traceparent: meta.traceparent,
    };
  });
}
