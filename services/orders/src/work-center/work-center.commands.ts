import { IdField, IdsField, ListField, TextField, TimeField, WholeField, WholesField } from '@millwright/platform';

export class BreakPart {
  @TimeField('Local time at which the break begins', { example: '09:00' }) start: string;
  @TimeField('Local time at which it ends', { example: '09:30' }) end: string;
}

export class ShiftPart {
  @IdField('Name of the shift', { example: 'early' }) name: string;
  @WholesField('ISO weekdays on which it begins, 1 = Monday', { min: 1, max: 7, least: 1, most: 7, example: [1, 2, 3] })
  weekdays: number[];
  @TimeField('Local time at which it begins', { example: '06:00' }) start: string;
  @TimeField('Local time at which it ends; at or before the start: on the next day', { example: '14:00' }) end: string;
  @ListField(() => BreakPart, 'Breaks within the shift', { optional: true }) breaks?: BreakPart[];
}

export class DefineWorkCenter {
  @IdField('Number of the work center', { example: 'ASSY-1' }) workCenter: string;
  @TextField('What it is') description: string;
  @IdField('Area of the plant that it stands in', { optional: true }) area?: string;
  @IdField('IANA time zone in which the shifts are meant; that of the plant when absent', {
    optional: true,
    example: 'Europe/Berlin',
  })
  timeZone?: string;
  @WholeField('How many jobs it can run at a time; 1 when absent', { optional: true, min: 1, max: 10_000 })
  simultaneousJobs?: number;
  @ListField(() => ShiftPart, 'When it works; never when absent', { optional: true }) shifts?: ShiftPart[];
  @IdsField('Local dates YYYY-MM-DD without work', { optional: true }) holidays?: string[];
}

export type DefineWorkCenterInZone = DefineWorkCenter & { readonly timeZone: string };

export class WorkCenterRevisionBody {
  @TextField('What it is; as before when absent, like every other field', { optional: true }) description?: string;
  @IdField('Area of the plant that it stands in', { optional: true }) area?: string;
  @IdField('IANA time zone in which the shifts are meant', { optional: true, example: 'Europe/Berlin' })
  timeZone?: string;
  @WholeField('How many jobs it can run at a time', { optional: true, min: 1, max: 10_000 }) simultaneousJobs?: number;
  @ListField(() => ShiftPart, 'When it works', { optional: true }) shifts?: ShiftPart[];
  @IdsField('Local dates YYYY-MM-DD without work', { optional: true }) holidays?: string[];
}
export type ReviseWorkCenter = WorkCenterRevisionBody & { readonly workCenter: string };
