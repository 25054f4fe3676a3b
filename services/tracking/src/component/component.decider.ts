import { streamOf } from '@millwright/event-sourcing';
import type { ComponentEvent } from './component.events.js';

/** The claim that makes a serialized part unique: written by the same command as the consumption. */
export const component = streamOf<{ readonly installedIn?: string }, ComponentEvent>('component', {
  initialState: {},
  evolve: (_state, event) => {
    switch (event.type) {
      case 'ComponentInstalled':
        return { installedIn: event.data.product };
      case 'ComponentTakenOut':
        return {};
    }
  },
});
