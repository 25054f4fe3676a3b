import { decider, happened, rejection, streamOf, unknown, type Look, type Rejection } from '@millwright/event-sourcing';
import type { ChangeLocation, DefineLocation } from './location.commands.js';
import type { LocationEvent, LocationKind } from './location.events.js';

export interface LocationState {
  readonly status: 'none' | 'open' | 'closed';
  readonly kind: LocationKind;
}

export const location = streamOf<LocationState, LocationEvent>('location', {
  initialState: { status: 'none', kind: 'store' },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'LocationDefined':
        return { status: 'open', kind: data.kind };
      case 'LocationClosed':
        return { ...state, status: 'closed' };
      case 'LocationReopened':
        return { ...state, status: 'open' };
    }
  },
});

/** Where material may be put. */
export function placeFor(look: Look, id: string): { readonly kind: LocationKind } | Rejection {
  const { status, kind } = look(location(id));
  if (status === 'none') return unknown('location', id);
  if (status === 'closed')
    return rejection(
      'location-closed',
      `Location ${id} is closed; nothing may be put there. Choose another one or reopen it.`,
      { facts: { location: id } },
    );
  if (kind === 'shipped' || kind === 'scrap') {
    return rejection(
      'location-not-for-stock',
      `Location ${id} is of kind ${kind}: material gets there by shipping or scrapping it.`,
      {
        legal: ['store', 'line-side', 'finished', 'quarantine'],
        facts: { location: id, kind },
      },
    );
  }
  return { kind };
}

export const defineLocation = decider<DefineLocation>({
  name: 'define-location',
  streams: (command) => [location(command.location)],
  decide: ({ location: id, description, kind }, look) => {
    if (look(location(id)).status !== 'none')
      return rejection('location-exists', `There is a location ${id} already.`, { facts: { location: id } });
    return {
      events: [happened(location(id), { type: 'LocationDefined', data: { location: id, description, kind } })],
      answer: { location: id, kind },
    };
  },
});

export const closeLocation = decider<ChangeLocation>({
  name: 'close-location',
  streams: (command) => [location(command.location)],
  decide: ({ location: id, reason }, look) => {
    const { status } = look(location(id));
    if (status === 'none') return unknown('location', id);
    if (status === 'closed')
      return rejection('illegal-transition', `Location ${id} is closed already.`, { legal: ['reopen'] });
    return {
      events: [happened(location(id), { type: 'LocationClosed', data: { location: id, reason } })],
      answer: { location: id, status: 'closed' },
    };
  },
});

export const reopenLocation = decider<ChangeLocation>({
  name: 'reopen-location',
  streams: (command) => [location(command.location)],
  decide: ({ location: id, reason }, look) => {
    const { status } = look(location(id));
    if (status === 'none') return unknown('location', id);
    if (status === 'open') return rejection('illegal-transition', `Location ${id} is open.`, { legal: ['close'] });
    return {
      events: [happened(location(id), { type: 'LocationReopened', data: { location: id, reason } })],
      answer: { location: id, status: 'open' },
    };
  },
});
