import { decimal, isPositive } from '@millwright/event-sourcing';
import { interval, normalized } from './local-time.js';

export const columns = [
  'work_order',
  'part',
  'order_qty',
  'operation',
  'machine',
  'worker',
  'kind',
  'started_at',
  'ended_at',
  'good_qty',
  'rejected_qty',
  'review_qty',
  'rework',
] as const;
export type Column = (typeof columns)[number];
export type Cells = Readonly<Record<Column, string>>;

export const kinds = ['setup', 'run', 'breakdown'] as const;
export type Kind = (typeof kinds)[number];

/** One report of the shop floor. Quantities are decimal strings in pieces, instants are UTC. */
export interface LogRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly order: string;
  readonly part: string;
  readonly orderQuantity: string;
  readonly operation: string;
  readonly machine: string;
  readonly worker: string;
  readonly kind: Kind;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly good: string;
  readonly rejected: string;
  readonly review: string;
  readonly rework: boolean;
  /** What the row says, in one form for all ways to write it. */
  readonly content: string;
}

/** Why a row cannot be a fact. */
export class NoFact extends Error {}

const printable = /^[^\p{C}\p{Zl}\p{Zp}\uFFFD]{1,100}$/u;
const amount = /^\d{1,12}(\.\d{1,6})?$/;

export function readRow(cells: Cells, line: number, { zone, now }: { zone: string; now: string }): LogRow {
  const start = normalized(cells.started_at);
  const end = normalized(cells.ended_at);
  const row = {
    order: name(cells, 'work_order'),
    part: name(cells, 'part'),
    orderQuantity: quantity(cells, 'order_qty'),
    operation: name(cells, 'operation'),
    machine: name(cells, 'machine'),
    worker: name(cells, 'worker'),
    kind: kind(cells.kind),
    good: quantity(cells, 'good_qty'),
    rejected: quantity(cells, 'rejected_qty'),
    review: quantity(cells, 'review_qty'),
    rework: rework(cells.rework),
  };
  if (!isPositive(row.orderQuantity)) throw new NoFact('order_qty must be more than 0');
  const time = interval(start, end, zone);
  if (time.endedAt < time.startedAt) throw new NoFact(`ended_at ${end} lies before started_at ${start}`);
  if (time.endedAt > now) throw new NoFact(`ended_at ${end} lies in the future`);
  return { line, ...row, ...time, content: JSON.stringify([...Object.values(row), start, end]) };
}

/** Names are numbers on labels to the plant; what cannot be printed is no name. */
export function isName(text: string): boolean {
  return printable.test(text);
}

function name(cells: Cells, column: Column): string {
  const value = cells[column];
  if (value === '') throw new NoFact(`${column} is missing`);
  if (value.includes('\uFFFD')) throw new NoFact(`${column} is not written in UTF-8`);
  if (!isName(value)) throw new NoFact(`${column} must be 1 to 100 printable characters`);
  return value;
}

function quantity(cells: Cells, column: Column): string {
  const value = cells[column];
  if (value === '') throw new NoFact(`${column} is missing`);
  if (!amount.test(value)) throw new NoFact(`${column} "${value}" is no amount such as 12 or 12.5`);
  return decimal(value);
}

function kind(value: string): Kind {
  const known = kinds.find((one) => one === value);
  if (!known) throw new NoFact(`kind "${value}" is none of ${kinds.join(', ')}`);
  return known;
}

function rework(value: string): boolean {
  if (value === 'yes') return true;
  if (value === '' || value === 'no') return false;
  throw new NoFact(`rework "${value}" is neither yes nor empty`);
}
