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

/** One line for each key, in the order of the groups; available by the same function that commands decide with. */
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

export interface StockCursor {
  readonly item: string;
  readonly location: string;
}

const cursorOf = ({ item, location }: StockCursor): string =>
  Buffer.from(JSON.stringify([item, location])).toString('base64url');

const start: StockCursor = { item: '', location: '' };
/** The database takes no NUL characters. */
const isName = (said: unknown): said is string => typeof said === 'string' && !said.includes('\0');

export function cursorFrom(after: string | undefined): StockCursor {
  try {
    const said: unknown = after === undefined ? [] : JSON.parse(Buffer.from(after, 'base64url').toString());
    const [item, location] = Array.isArray(said) ? said : [];
    return isName(item) && isName(location) ? { item, location } : start;
  } catch {
    return start;
  }
}

export function stockPage(
  groups: readonly StockGroup[],
  limit: number,
  at: string,
): { items: StockLine[]; next?: string } {
  const lines = summedUp(groups, ({ item, location }) => cursorOf({ item, location }), at);
  const items = lines.slice(0, limit);
  const last = items.at(-1);
  return lines.length > limit && last ? { items, next: cursorOf(last) } : { items };
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
