import { rejection, streamOf, type Look, type Rejection } from '@millwright/event-sourcing';
import type { ComponentLotEvent } from './component-lot.events.js';

/** Holds by number, with their reasons. */
export interface Holds {
  readonly holds: Readonly<Record<string, string>>;
}

export const withHold = <S extends Holds>(state: S, hold: string, reason: string): S => ({
  ...state,
  holds: { ...state.holds, [hold]: reason },
});
export const withoutHold = <S extends Holds>(state: S, hold: string): S => {
  const { [hold]: _lifted, ...holds } = state.holds;
  return { ...state, holds };
};

export const componentLot = streamOf<Holds, ComponentLotEvent>('component-lot', {
  initialState: { holds: {} },
  evolve: (state, event) => {
    switch (event.type) {
      case 'HoldPutOnLot':
        return withHold(state, event.data.hold, event.data.reason);
      case 'HoldTakenOffLot':
        return withoutHold(state, event.data.hold);
    }
  },
});

/** `unit-on-hold` or `lot-on-hold`, naming the hold. */
export function onHold(kind: 'unit' | 'lot', id: string, { holds }: Holds): Rejection | undefined {
  const [hold] = Object.keys(holds);
  if (hold === undefined) return undefined;
  return rejection(`${kind}-on-hold`, `${id} is on hold ${hold}: ${holds[hold]}.`, {
    legal: ['have the hold released'],
    facts: { [kind]: id, hold, holds: Object.keys(holds) },
  });
}

export const lotOnHold = (look: Look, lot: string): Rejection | undefined =>
  onHold('lot', lot, look(componentLot(lot)));
