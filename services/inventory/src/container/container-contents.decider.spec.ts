import { given, type Event } from '@millwright/event-sourcing';
import { location } from '../location/location.decider.js';
import { changeLotStatus } from '../material-lot/lot-status.decider.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import type { LotFact } from '../material-lot/material-lot.events.js';
import { createContainer, moveContainer, putIntoContainer, takeOutOfContainer } from './container-contents.decider.js';
import { container } from './container.decider.js';
import type { ContainerEvent } from './container.events.js';

const of = { lot: 'R1', item: 'REEL', quantity: { value: '100', unit: 'C62' } };
const received: LotFact = { type: 'MaterialReceived', data: { ...of, location: 'MAIN', movement: '1' } };
const inside: LotFact = { type: 'LotPutIntoContainer', data: { ...of, container: 'BOX', location: 'MAIN' } };
const created = (id: string): ContainerEvent => ({
  type: 'ContainerCreated',
  data: { container: id, description: '', location: 'MAIN' },
});
const place = (id: string) =>
  ({ type: 'LocationDefined', data: { location: id, description: '', kind: 'store' } }) as const;
const plant = (...facts: LotFact[]) =>
  given(location('MAIN'), [place('MAIN')])
    .given(location('DOCK'), [place('DOCK')])
    .given(container('PAL'), [created('PAL')])
    .given(container('BOX'), [created('BOX')])
    .given(materialLot('R1'), [received, ...facts]);
const nested = (...facts: LotFact[]) =>
  plant(inside, ...facts)
    .given(container('BOX'), [
      { type: 'LotPutIn', data: { container: 'BOX', lot: 'R1' } },
      { type: 'ContainerNested', data: { container: 'BOX', outer: 'PAL' } },
    ])
    .given(container('PAL'), [{ type: 'ContainerPutIn', data: { container: 'PAL', inner: 'BOX' } }]);
const events = ({ decision }: { decision: { events: readonly { event: Event }[] } }) =>
  decision.events.map(({ event }) => event);

describe('a container', () => {
  it('is created once, where something may be put', () => {
    plant().when(createContainer, { container: 'PAL', location: 'MAIN' }).thenRejected('container-exists');
    plant().when(createContainer, { container: 'NEW', location: 'XX' }).thenRejected('unknown-location');
  });

  it('takes lots and containers that are where it is', () => {
    expect(events(plant().when(putIntoContainer, { container: 'BOX', lot: 'R1' }))).toMatchObject([
      { type: 'LotPutIn' },
      { type: 'LotPutIntoContainer' },
    ]);
    plant(inside)
      .when(putIntoContainer, { container: 'PAL', lot: 'R1' })
      .thenRejected('already-in-container', { container: 'BOX' });
    plant().when(putIntoContainer, { container: 'BOX' }).thenRejected('invalid-request');
    nested().when(putIntoContainer, { container: 'BOX', inner: 'PAL' }).thenRejected('container-inside-itself');
  });

  it('moves with all inside it, unless something is held or it is inside another', () => {
    expect(events(nested().when(moveContainer, { container: 'PAL', to: 'DOCK' }))).toMatchObject([
      { type: 'ContainerMoved', data: { container: 'PAL', to: 'DOCK' } },
      { type: 'ContainerMoved', data: { container: 'BOX', to: 'DOCK' } },
      { type: 'LotMoved', data: { lot: 'R1', from: 'MAIN', to: 'DOCK', container: 'BOX' } },
    ]);
    nested().when(moveContainer, { container: 'BOX', to: 'DOCK' }).thenRejected('inside-container', { outer: 'PAL' });
    const held: LotFact = {
      type: 'HoldEnforced',
      data: { ...of, hold: 'HD-1', subject: { kind: 'lot', id: 'R1' }, recall: false },
    };
    nested(held).when(moveContainer, { container: 'PAL', to: 'DOCK' }).thenRejected('lot-on-hold', { hold: 'HD-1' });
  });

  it('gives its content back, also when nothing of a lot is left', () => {
    expect(events(nested().when(takeOutOfContainer, { container: 'PAL', inner: 'BOX' }))).toMatchObject([
      { type: 'ContainerTakenOut' },
      { type: 'ContainerUnnested' },
    ]);
    nested().when(takeOutOfContainer, { container: 'PAL', lot: 'R1' }).thenRejected('not-in-container');
    expect(events(nested().when(changeLotStatus, { lot: 'R1', to: 'scrap', reason: 'Wet' }))).toMatchObject([
      { type: 'LotScrapped' },
      { type: 'LotTakenOut', data: { container: 'BOX', lot: 'R1' } },
    ]);
  });
});
