import { isZero, rejection, type Rejection } from '@millwright/event-sourcing';
import type { EveryPart } from './maintenance-plan.commands.js';
import type { EveryDays, EveryMeter } from './maintenance-plan.events.js';

const day = 24 * 60 * 60_000;

/** An interval says either meter and value or days and startAt. */
export function intervalOf({ meter, value, days, startAt }: EveryPart): EveryMeter | EveryDays | Rejection {
  const byMeter = meter !== undefined || value !== undefined;
  const byDays = days !== undefined || startAt !== undefined;
  if (meter !== undefined && value !== undefined && !byDays) {
    return isZero(value)
      ? rejection('interval-unclear', 'The interval must be more than zero.', { kind: 'invalid' })
      : { meter, value };
  }
  if (days !== undefined && startAt !== undefined && !byMeter)
    return { days, startAt: new Date(startAt).toISOString() };
  return rejection('interval-unclear', 'Say either meter and value, or days and startAt.', {
    kind: 'invalid',
    legal: ['meter and value', 'days and startAt'],
  });
}

export interface CalendarPlan {
  readonly plan: string;
  readonly days: number;
  readonly startAt: string;
  readonly madeAt: string;
  /** The last interval that a work order was opened for; 0 for none. */
  readonly lastNumber: number;
}

export interface DueByCalendar {
  readonly number: number;
  readonly dueAt: string;
  readonly missed: number;
}

const dueAtOf = ({ startAt, days }: Pick<EveryDays, 'startAt' | 'days'>, number: number): string =>
  new Date(Date.parse(startAt) + (number - 1) * days * day).toISOString();

/**
 * The newest interval that is over and has no work order yet. What passed before it, say while the system was down, is
 * counted in `missed` and not opened: one work order makes up for all. What lay before the plan was made is not missed.
 */
export function dueByCalendar(
  { days, startAt, madeAt, lastNumber }: CalendarPlan,
  now: string,
): DueByCalendar | undefined {
  const since = Date.parse(now) - Date.parse(startAt);
  const number = since < 0 ? 0 : Math.floor(since / (days * day)) + 1;
  if (number <= lastNumber) return undefined;
  const firstMissable = Math.max(
    lastNumber + 1,
    Math.ceil((Date.parse(madeAt) - Date.parse(startAt)) / (days * day)) + 1,
  );
  return { number, dueAt: dueAtOf({ startAt, days }, number), missed: Math.max(0, number - firstMissable) };
}

/** When a calendar plan is due next. */
export const nextDueAt = (plan: Pick<CalendarPlan, 'startAt' | 'days' | 'lastNumber'>): string =>
  dueAtOf(plan, plan.lastNumber + 1);
