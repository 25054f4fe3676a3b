import type { Event } from '@millwright/event-sourcing';

interface Reported {
  readonly reportId: string;
  readonly startedAt: string;
  readonly endedAt: string;
}

/** What was reported afterwards for one work center on one day (UTC): `machine-load/<work center>/<date>`. */
export type MachineLoadEvent = Event<'MachineLoadReported', Reported & { readonly workCenter: string }>;

/** The same for one person: `person-load/<person>/<date>`. */
export type PersonLoadEvent = Event<'PersonLoadReported', Reported & { readonly person: string }>;
