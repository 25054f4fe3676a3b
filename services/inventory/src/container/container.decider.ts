import { streamOf } from '@millwright/event-sourcing';
import type { ContainerEvent } from './container.events.js';

export interface ContainerState {
  readonly exists: boolean;
  readonly location: string;
  readonly lots: ReadonlySet<string>;
  readonly inner: ReadonlySet<string>;
  readonly outer?: string;
}

const including = (all: ReadonlySet<string>, one: string): ReadonlySet<string> => new Set(all).add(one);
const without = (all: ReadonlySet<string>, one: string): ReadonlySet<string> =>
  new Set([...all].filter((other) => other !== one));

export const container = streamOf<ContainerState, ContainerEvent>('container', {
  initialState: { exists: false, location: '', lots: new Set(), inner: new Set() },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'ContainerCreated':
        return { ...state, exists: true, location: data.location };
      case 'LotPutIn':
        return { ...state, lots: including(state.lots, data.lot) };
      case 'LotTakenOut':
        return { ...state, lots: without(state.lots, data.lot) };
      case 'ContainerPutIn':
        return { ...state, inner: including(state.inner, data.inner) };
      case 'ContainerTakenOut':
        return { ...state, inner: without(state.inner, data.inner) };
      case 'ContainerNested':
        return { ...state, outer: data.outer };
      case 'ContainerUnnested':
        return { ...state, outer: undefined };
      case 'ContainerMoved':
        return { ...state, location: data.to };
    }
  },
});
