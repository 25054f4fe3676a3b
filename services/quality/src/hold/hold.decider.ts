import { decider, happened, rejection, streamOf, type Look, drawNumber } from '@millwright/event-sourcing';
import type { NoteRecall, PlaceHold } from './hold.commands.js';
import type { HeldSubject, HoldEvent } from './hold.events.js';

export interface HoldState {
  readonly status: 'none' | 'placed' | 'released';
  readonly subjects: readonly HeldSubject[];
  readonly nonconformance?: string;
  readonly byRecall: boolean;
}

export const hold = streamOf<HoldState, HoldEvent>('hold', {
  initialState: { status: 'none', subjects: [], byRecall: false },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'HoldPlaced':
        return { status: 'placed', subjects: data.subjects, nonconformance: data.nonconformance, byRecall: false };
      case 'RecallHoldNoted':
        return { status: 'placed', subjects: data.subjects, byRecall: true };
      case 'HoldReleased':
        return { ...state, status: 'released' };
    }
  },
});

export const isFreeHold =
  (look: Look) =>
  (number: string): boolean =>
    look(hold(number)).status === 'none';

const eachOnce = (subjects: readonly HeldSubject[]): HeldSubject[] => [
  ...new Map(subjects.map((one) => [`${one.kind} ${one.id}`, { ...one }])).values(),
];

export const placeHold = decider<PlaceHold>({
  name: 'place-hold',
  // Without a number there is no stream of its own yet; what is held first stands for it.
  streams: (command) => [hold(command.hold ?? `of ${command.subjects[0].id}`)],
  decide: ({ hold: wanted, subjects, reason }, look, occasion) => {
    if (wanted !== undefined && look(hold(wanted)).status !== 'none') {
      return rejection('hold-exists', `There is a hold ${wanted} already. Choose another number, or leave it out.`, {
        facts: { hold: wanted },
      });
    }
    const drawn = wanted === undefined ? drawNumber('H', look, occasion, isFreeHold(look)) : undefined;
    const number = drawn?.number ?? (wanted as string);
    return {
      events: [
        ...(drawn ? [drawn.taken] : []),
        happened(hold(number), { type: 'HoldPlaced', data: { hold: number, subjects: eachOnce(subjects), reason } }),
      ],
      answer: { hold: number, status: 'placed' },
    };
  },
});

export const noteRecall = decider<NoteRecall>({
  name: 'note-recall',
  streams: ({ recall }) => [hold(recall)],
  decide: ({ recall, lot, reason, subjects }, look) => {
    const known = look(hold(recall));
    if (known.byRecall) return [];
    if (known.status !== 'none')
      return rejection('hold-exists', `There is a hold ${recall} that is not the recall of this number.`, {
        facts: { hold: recall },
      });
    return [
      happened(hold(recall), {
        type: 'RecallHoldNoted',
        data: { hold: recall, subjects: eachOnce(subjects), reason, recalledLot: lot },
      }),
    ];
  },
});
