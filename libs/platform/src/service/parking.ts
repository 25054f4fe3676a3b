import { decider, happened, rejection, streamOf, type Event } from '@millwright/event-sourcing';
import { IdField, TextField, WholeField } from '../http/fields.js';
import { PageQuery, SortField } from '../lists/list-query.js';

export interface ParkedItem {
  readonly consumer: string;
  readonly position: number;
  readonly stream: string;
  readonly reason: string;
  readonly parkedAt: Date;
}

export class ParkedQuery extends PageQuery {
  @SortField(['consumer', 'position', 'stream', 'parkedAt']) sort?: string;
  @TextField('Only of this consumer, such as `read-model:stock`', { optional: true }) consumer?: string;
  @TextField('Only of this stream, as listed', { optional: true }) stream?: string;
}

export class ResumeParkedStream {
  @IdField('`read-model:<name>`, `reaction:<name>` or `hearing:<service>`, as listed') consumer: string;
  @TextField('The stream, as listed') stream: string;
}

export class DiscardParkedEvent {
  @IdField('`read-model:<name>`, `reaction:<name>` or `hearing:<service>`, as listed') consumer: string;
  @WholeField('Position as listed: of the event in the log, or the number under which a record was put aside')
  position: number;
  @TextField('Why it may be left out') reason: string;
}

type ParkingEvent = Event<
  'ParkedEventDiscarded',
  { readonly consumer: string; readonly position: number; readonly reason: string }
>;

const parking = streamOf<boolean, ParkingEvent>('parking', { initialState: false, evolve: () => true });

/** A discard is a fact with its reason; read models that are computed anew obey it. */
export const discardParkedEvent = decider<DiscardParkedEvent>({
  name: 'discard-parked-event',
  streams: ({ consumer, position }) => [parking(`${consumer}/${position}`)],
  decide: ({ consumer, position, reason }, look) => {
    const stream = parking(`${consumer}/${position}`);
    if (look(stream)) return rejection('not-parked', `Event ${position} was discarded for ${consumer} before.`);
    return [happened(stream, { type: 'ParkedEventDiscarded', data: { consumer, position, reason } })];
  },
});
