import { given, happened, nothing } from '@millwright/event-sourcing';
import { componentLot } from '../component/component-lot.decider.js';
import { unit } from '../unit/unit.decider.js';
import type { UnitEvent } from '../unit/unit.events.js';
import { enforceHold, liftHold } from './hold.decider.js';

const created: UnitEvent = {
  type: 'UnitCreated',
  data: { unit: 'GM-1', order: 'PO-1', item: 'GM-40', itemRevision: 'A' },
};
const onUnit: UnitEvent = {
  type: 'HoldPutOnUnit',
  data: { unit: 'GM-1', order: 'PO-1', item: 'GM-40', hold: 'H-1', reason: 'noise' },
};
const onLot = {
  type: 'HoldPutOnLot' as const,
  data: { hold: 'H-1', lot: 'G1', kind: 'lot' as const, reason: 'noise' },
};
const hold = { hold: 'H-1', kind: 'lot' as const, reason: 'noise' };

describe('a hold', () => {
  it('is put on the unit that tracking makes, or on the lot, once', () => {
    given(unit('GM-1'), [created])
      .when(enforceHold, { ...hold, subject: 'GM-1' })
      .then([happened(unit('GM-1'), onUnit)]);
    given(unit('GM-1'), [created, onUnit])
      .when(enforceHold, { ...hold, subject: 'GM-1' })
      .then([]);
    nothing()
      .when(enforceHold, { ...hold, subject: 'G1' })
      .then([happened(componentLot('G1'), onLot)]);
    given(componentLot('G1'), [onLot])
      .when(enforceHold, { ...hold, subject: 'G1' })
      .then([]);
  });

  it('is lifted where it is', () => {
    given(unit('GM-1'), [created, onUnit])
      .when(liftHold, { subject: 'GM-1', hold: 'H-1' })
      .then([happened(unit('GM-1'), { type: 'HoldTakenOffUnit', data: { unit: 'GM-1', order: 'PO-1', hold: 'H-1' } })]);
    given(componentLot('G1'), [onLot])
      .when(liftHold, { subject: 'G1', hold: 'H-1' })
      .then([happened(componentLot('G1'), { type: 'HoldTakenOffLot', data: { hold: 'H-1', lot: 'G1' } })]);
    given(unit('GM-1'), [created]).when(liftHold, { subject: 'GM-1', hold: 'H-9' }).then([]);
  });
});
