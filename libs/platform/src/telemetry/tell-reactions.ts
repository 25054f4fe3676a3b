import type { CommandOutcome } from '@millwright/event-log';
import type { Recorded } from '@millwright/event-sourcing';
import type { Logger } from 'pino';
import { traceIdOf } from '../http/traceparent.js';
import { putBehind, type Ids } from './command-behind.js';

interface Told {
  onRefused(reaction: string, event: Recorded, outcome: CommandOutcome): void;
  onError(error: unknown, event?: Recorded): void;
}

const idsOf = ({ eventId, traceparent, commandId, site, category, id }: Recorded): Ids => ({
  traceId: traceIdOf(traceparent),
  commandId,
  eventId,
  streams: [`${site}/${category}/${id}`],
});

/** What the log says of reactions that come to nothing: which event of which stream it was. */
export const tellReactions = (logger: Logger, onError: (error: unknown) => void): Told => ({
  onRefused: (reaction, event, outcome) =>
    logger.info(
      { reaction, ...idsOf(event), refused: outcome.kind === 'refused' ? outcome.rejection.code : '' },
      'A reaction was refused',
    ),
  onError: (error, event) => {
    if (event) putBehind(error, idsOf(event));
    onError(error);
  },
});
