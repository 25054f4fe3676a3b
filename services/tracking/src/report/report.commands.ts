import { DecimalField, FlagField, IdField, InstantField, ListField, OneOfField } from '@millwright/platform';
import { Matches } from 'class-validator';

export const reportKinds = ['setup', 'run', 'breakdown'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** Work that was done in the past and is entered afterwards: one line of a shop-floor log. */
export class ReportOfPast {
  @IdField('Identity of the report for ever: sent again, it is answered `already-there` and changes nothing')
  id: string;
  @IdField('Production order') order: string;
  @IdField('Operation of the order') operation: string;
  @IdField('Item; must be that of the order', { optional: true }) item?: string;
  @IdField('Work center at which it was done, which need not be the planned one') workCenter: string;

  @IdField('Who did it, as person:<uuid>', { optional: true, example: 'person:0190a2c3-0000-7000-8000-000000000001' })
  @Matches(/^person:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { message: 'person must be person:<uuid>' })
  person?: string;

  @OneOfField(reportKinds, 'What was done') kind: ReportKind;
  @InstantField('Began at') startedAt: string;
  @InstantField('Ended at') endedAt: string;
  @DecimalField('Good pieces') good: string;
  @DecimalField('Rejected pieces') rejected: string;
  @DecimalField('Pieces put aside for review') review: string;
  @IdField('Unit of measure of the quantities; that of the order when absent', { optional: true, example: 'C62' })
  unit?: string;
  @FlagField('The pieces were run before: nothing new is produced', { optional: true }) rework?: boolean;
}

export class ReportsOfPast {
  @ListField(
    () => ReportOfPast,
    'Each is recorded or refused for itself; those of one job, machine or person in this order',
    { min: 1, max: 500 },
  )
  reports: ReportOfPast[];
}
