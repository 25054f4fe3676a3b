import { given, happened, nothing } from '@millwright/event-sourcing';
import { closeLocation, defineLocation, location, reopenLocation } from './location.decider.js';
import type { LocationEvent } from './location.events.js';

const mainStore = { location: 'MAIN', description: 'Main store', kind: 'store' } as const;
const defined: LocationEvent = { type: 'LocationDefined', data: mainStore };
const closed: LocationEvent = { type: 'LocationClosed', data: { location: 'MAIN', reason: 'Rebuilt' } };
const main = location('MAIN');

describe('a location', () => {
  it('is defined once', () => {
    nothing()
      .when(defineLocation, mainStore)
      .then([happened(main, defined)]);
    given(main, [defined]).when(defineLocation, mainStore).thenRejected('location-exists', { location: 'MAIN' });
  });

  it('is closed and reopened', () => {
    const change = { location: 'MAIN', reason: 'Rebuilt' };
    given(main, [defined])
      .when(closeLocation, change)
      .then([happened(main, closed)]);
    given(main, [defined, closed])
      .when(reopenLocation, change)
      .then([happened(main, { type: 'LocationReopened', data: change })]);
    given(main, [defined, closed]).when(closeLocation, change).thenRejected('illegal-transition');
    given(main, [defined]).when(reopenLocation, change).thenRejected('illegal-transition');
    nothing().when(closeLocation, change).thenRejected('unknown-location');
  });
});
