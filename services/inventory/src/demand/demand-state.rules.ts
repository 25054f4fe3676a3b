import { add, isMoreThan, subtract } from '@millwright/event-sourcing';
import { Amounts } from '../material-lot/amounts.rules.js';
import type { DemandEvent, DemandLine, LotShare } from './demand.events.js';

export interface LineState {
  readonly unit: string;
  readonly required: string;
  /** By lot. */
  readonly reserved: Amounts;
  readonly issued: Amounts;
}

export interface DemandState {
  readonly status: 'none' | 'open' | 'closed';
  readonly lines: ReadonlyMap<string, LineState>;
}

export const noDemand: DemandState = { status: 'none', lines: new Map() };

export function shortOf({ required, reserved, issued }: LineState): string {
  const short = subtract(subtract(required, reserved.total), issued.total);
  return isMoreThan(short, '0') ? short : '0';
}

/** How much more is reserved and issued than required. */
export function surplusOf({ required, reserved, issued }: LineState): string {
  const surplus = subtract(add(reserved.total, issued.total), required);
  return isMoreThan(surplus, '0') ? surplus : '0';
}

export const linesOf = ({ lines }: DemandState): DemandLine[] =>
  [...lines].map(([item, line]) => ({
    item,
    unit: line.unit,
    required: line.required,
    reserved: line.reserved.total,
    issued: line.issued.total,
    short: shortOf(line),
  }));

function changed(
  state: DemandState,
  shares: readonly LotShare[],
  change: (line: LineState, share: LotShare) => LineState,
): DemandState {
  const lines = new Map(state.lines);
  for (const share of shares) {
    const line = lines.get(share.item);
    if (line) lines.set(share.item, change(line, share));
  }
  return { ...state, lines };
}

export function evolveDemand(state: DemandState, { type, data }: DemandEvent): DemandState {
  switch (type) {
    case 'MaterialDemandOpened': {
      const line = (unit: string, required: string): LineState => ({
        unit,
        required,
        reserved: Amounts.none,
        issued: Amounts.none,
      });
      return {
        status: 'open',
        lines: new Map(data.required.map(({ item, unit, required }) => [item, line(unit, required)])),
      };
    }
    case 'MaterialReservedForOrder':
      return changed(state, data.lots, (line, { lot, quantity }) => ({
        ...line,
        reserved: line.reserved.plus(lot, quantity),
      }));
    case 'ReservationsTakenBack':
      return changed(state, data.lots, (line, { lot, quantity }) => ({
        ...line,
        reserved: line.reserved.minus(lot, quantity),
      }));
    case 'MaterialIssued':
      return changed(state, [{ ...data, quantity: data.quantity.value }], (line, { lot, quantity }) => ({
        ...line,
        reserved: line.reserved.minus(lot, data.fromReservation),
        issued: line.issued.plus(lot, quantity),
      }));
    case 'MaterialReturned':
      return changed(state, [{ ...data, quantity: data.quantity.value }], (line, { lot, quantity }) => ({
        ...line,
        issued: line.issued.minus(lot, quantity),
      }));
    case 'MaterialDemandClosed':
      return { ...state, status: 'closed' };
    case 'IssuedBeyondRequirement':
    case 'MaterialDemandChanged':
      return state;
  }
}
