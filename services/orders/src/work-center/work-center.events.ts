import type { Event } from '@millwright/event-sourcing';

/** Local times of the plant, `HH:MM`. */
export interface Break {
  readonly start: string;
  readonly end: string;
}

export interface Shift {
  readonly name: string;
  /** ISO weekdays, 1 = Monday, on which it begins. */
  readonly weekdays: number[];
  readonly start: string;
  /** At or before the start: on the next day. */
  readonly end: string;
  readonly breaks: Break[];
}

export interface WorkCenterRevision {
  readonly workCenter: string;
  readonly revision: string;
  readonly description: string;
  readonly area?: string;
  /** IANA time zone in which the shifts are meant. */
  readonly timeZone: string;
  /** How many jobs it can run at a time. */
  readonly simultaneousJobs: number;
  readonly shifts: Shift[];
  /** Local dates `YYYY-MM-DD` without work. */
  readonly holidays: string[];
}

export type WorkCenterEvent = Event<'WorkCenterReleased', WorkCenterRevision>;
