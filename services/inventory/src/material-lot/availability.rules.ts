import { isMoreThan, subtract } from '@millwright/event-sourcing';

/** Some stock: of a lot, at a place, or summed up over what is equally usable. */
export interface Stock {
  readonly onHand: string;
  readonly reserved: string;
  /** At the line for an order, not yet consumed. */
  readonly issued: string;
  /** At locations of kind quarantine. */
  readonly quarantined: string;
  /** Neither held nor blocked nor scrapped. */
  readonly usable: boolean;
  readonly expiresAt?: string | null;
}

export const isExpired = (expiresAt: string | null | undefined, at: string): boolean =>
  !!expiresAt && Date.parse(expiresAt) <= Date.parse(at);

/** On hand and promised to nobody, whatever its state. */
const unpromised = ({ onHand, reserved, issued, quarantined }: Stock): string =>
  subtract(subtract(subtract(onHand, reserved), issued), quarantined);

/** The one number that commands check and queries show: on hand − reserved − issued − blocked, held, in quarantine or expired. Never below zero. */
export function availableOf(stock: Stock, at: string): string {
  if (!stock.usable || isExpired(stock.expiresAt, at)) return '0';
  const left = unpromised(stock);
  return isMoreThan(left, '0') ? left : '0';
}

/** How much more is reserved than could be issued; those reservations have to be taken back. */
export function overReserved(stock: Stock, at: string): string {
  if (!stock.usable || isExpired(stock.expiresAt, at)) return stock.reserved;
  const left = unpromised(stock);
  return isMoreThan('0', left) ? subtract('0', left) : '0';
}
