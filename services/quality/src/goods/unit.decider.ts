import { tracking, type HeardEvent } from '@millwright/contracts';
import { heardStream } from '@millwright/event-sourcing';

export interface HeardUnit {
  readonly order?: string;
  readonly item?: string;
  readonly scrapped: boolean;
}

type UnitHeard =
  | HeardEvent<typeof tracking.UnitMovedIn>
  | HeardEvent<typeof tracking.UnitFinishedOperation>
  | HeardEvent<typeof tracking.UnitScrapped>;

/** A serialized unit as tracking tells of it. */
export const heardUnit = heardStream<HeardUnit, UnitHeard>('tracking', 'unit', {
  initialState: { scrapped: false },
  evolve: (state, { type, data }) => {
    switch (type) {
      case tracking.UnitMovedIn.type:
      case tracking.UnitFinishedOperation.type:
        return { ...state, order: data.order, item: data.item };
      case tracking.UnitScrapped.type:
        return { order: data.order, item: data.item, scrapped: true };
    }
    return state;
  },
});
