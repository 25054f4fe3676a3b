import { add, decimal } from '@millwright/event-sourcing';
import { availableOf, type Stock } from '../material-lot/availability.rules.js';

/** Stock that is alike in whether it may be used: summed up by the database. */
export interface StockGroup {
  readonly item: string;
  readonly location: string;
  readonly unit: string;
  readonly usable: boolean;
  readonly quarantine: boolean;
  readonly expiresAt: Date | null;
  readonly onHand: string;
  readonly reserved: string;
  readonly issued: string;
}

export interface StockLine {
  readonly item: string;
  readonly location: string;
  readonly unit: string;
  readonly onHand: string;
  readonly reserved: string;
  readonly issued: string;
  readonly available: string;
}

const stockIn = (group: StockGroup): Stock => ({
  ...group,
  quarantined: group.quarantine ? group.onHand : '0',
  expiresAt: group.expiresAt?.toISOString(),
});

/** One line for each key; available by the same function that commands decide with. */
function summedUp(groups: readonly StockGroup[], keyOf: (group: StockGroup) => string, at: string): StockLine[] {
  const lines = new Map<string, StockLine>();
  for (const group of groups) {
    const line = lines.get(keyOf(group)) ?? {
      item: group.item,
      location: group.location,
      unit: group.unit,
      onHand: '0',
      reserved: '0',
      issued: '0',
      available: '0',
    };
    lines.set(keyOf(group), {
      ...line,
      onHand: decimal(add(line.onHand, group.onHand)),
      reserved: decimal(add(line.reserved, group.reserved)),
      issued: decimal(add(line.issued, group.issued)),
      available: decimal(add(line.available, availableOf(stockIn(group), at))),
    });
  }
  return [...lines.values()];
}

/** An item at a location. */
export interface StockPlace {
  readonly item: string;
  readonly location: string;
}

/** The lines of these places, in their order. */
export function stockLines(places: readonly StockPlace[], groups: readonly StockGroup[], at: string): StockLine[] {
  const name = ({ item, location }: StockPlace): string => JSON.stringify([item, location]);
  const lines = new Map(summedUp(groups, name, at).map((line) => [name(line), line]));
  // One that was used up between the two looks is no line any more.
  return places.flatMap((place) => lines.get(name(place)) ?? []);
}

export function availability(
  { item, unit }: { readonly item: string; readonly unit: string },
  groups: readonly StockGroup[],
  at: string,
) {
  const [line] = summedUp(groups, ({ item: id }) => id, at);
  const { onHand = '0', reserved = '0', issued = '0', available = '0' } = line ?? {};
  return { item, unit, onHand, reserved, issued, available };
}
