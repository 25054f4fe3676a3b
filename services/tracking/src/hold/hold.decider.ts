import { decider, happened } from '@millwright/event-sourcing';
import { componentLot } from '../component/component-lot.decider.js';
import { unit } from '../unit/unit.decider.js';

interface OnSubject {
  /** Number of a unit, or of a lot or serialized part. */
  readonly subject: string;
  readonly kind: 'unit' | 'lot';
  readonly item?: string;
  readonly hold: string;
  readonly reason: string;
}

/**
 * The hold goes into the stream that it gates: that of the unit where tracking makes it, otherwise that of the lot or
 * serialized part. Done already, nothing is recorded.
 */
export const enforceHold = decider<OnSubject>({
  name: 'enforce-hold',
  streams: ({ subject }) => [unit(subject)],
  decide: ({ subject, kind, item, hold, reason }, look) => {
    const made = look(unit(subject));
    if (made.status !== 'none') {
      if (hold in made.holds) return [];
      return [
        happened(unit(subject), {
          type: 'HoldPutOnUnit',
          data: { unit: subject, order: made.order, item: made.item, hold, reason },
        }),
      ];
    }
    const lot = componentLot(subject);
    return hold in look(lot).holds
      ? []
      : [happened(lot, { type: 'HoldPutOnLot', data: { hold, lot: subject, kind, item, reason } })];
  },
});

export const liftHold = decider<Pick<OnSubject, 'subject' | 'hold'>>({
  name: 'lift-hold',
  streams: ({ subject }) => [unit(subject)],
  decide: ({ subject, hold }, look) => {
    const made = look(unit(subject));
    const lot = componentLot(subject);
    return [
      ...(hold in made.holds
        ? [happened(unit(subject), { type: 'HoldTakenOffUnit', data: { unit: subject, order: made.order, hold } })]
        : []),
      ...(hold in look(lot).holds ? [happened(lot, { type: 'HoldTakenOffLot', data: { hold, lot: subject } })] : []),
    ];
  },
});
