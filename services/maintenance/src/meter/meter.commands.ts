import { DecimalField, IdField, OneOfField, PageQuery, SortField, TextField } from '@millwright/platform';
import { Matches } from 'class-validator';
import { meterCounts, type MeterCounts } from './meter.events.js';

export class InstallMeter {
  @IdField('Number of the meter', { example: 'CYCLES-ASSY-1' }) meter: string;
  @IdField('The asset that it belongs to', { example: 'MC-ASSY-1' }) asset: string;
  @IdField('What it counts in, UN/ECE Recommendation 20: C62 for cycles; HUR, MIN or SEC for running time', {
    example: 'C62',
  })
  @Matches(/^[A-Z0-9]{2,3}$/, { message: '$property must be a code of UN/ECE Recommendation 20 such as C62 or KGM' })
  unit: string;
  @OneOfField(meterCounts, 'Who counts; manual when absent', { optional: true }) counts?: MeterCounts;
  @DecimalField('What it shows when it is installed; 0 when absent', { optional: true, example: '0' }) value?: string;
}

export class ReadingBody {
  @DecimalField('What the meter shows', { example: '1250' }) value: string;
}
export type ReadMeter = ReadingBody & { readonly meter: string };

export class ReplaceBody {
  @DecimalField('What the old device showed last; its last reading when absent', { optional: true }) lastValue?: string;
  @DecimalField('What the new device shows; 0 when absent', { optional: true }) value?: string;
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export type ReplaceMeter = ReplaceBody & { readonly meter: string };

/** A unit left an operation of a work center. */
export interface CountCycle {
  readonly workCenter: string;
  readonly unit: string;
  readonly operation: string;
  readonly attempt: number;
}

/** A work center began to produce, or stopped producing. */
export interface FollowMachineState {
  readonly workCenter: string;
  readonly isProducing: boolean;
  readonly from: string;
}

export class MeterQuery extends PageQuery {
  @SortField(['meter', 'asset', 'countedAt']) sort?: string;
  @OneOfField(meterCounts, 'Only those', { optional: true }) counts?: MeterCounts;
  @IdField('Only those of this asset', { optional: true }) asset?: string;
}
