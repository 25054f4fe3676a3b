import type { Event } from '@millwright/event-sourcing';

/** Presence of one person on one day, apart from the work booked. The stream is that of the day of the clock-in, in UTC. */
export type AttendanceEvent =
  | Event<'ClockedIn', { readonly person: string }>
  | Event<'ClockedOut', { readonly person: string; readonly since: string }>
  /** Nobody clocked out: ended by the rule of the plant, and marked as such. */
  | Event<'ForgottenClockOutClosed', { readonly person: string; readonly since: string; readonly until: string }>;
