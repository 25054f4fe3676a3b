import { IdField, WholeField } from '@millwright/platform';
import { Matches } from 'class-validator';

export class DefineNumberSeries {
  @IdField('Name of the series', { example: 'gear-motors' }) series: string;

  @IdField('Text with one group of zeros in braces for the counter', { example: 'GM-{0000}' })
  @Matches(/^[^{}]*\{0{1,12}\}[^{}]*$/, { message: 'pattern must have one counter in braces, such as GM-{0000}' })
  pattern: string;

  @IdField('Item whose units or lots are numbered by it', { optional: true }) item?: string;
}

export class TakeNumbersBody {
  @WholeField('How many numbers', { min: 1, max: 1000 }) count: number;
}

export interface TakeNumbers extends Readonly<TakeNumbersBody> {
  readonly series: string;
}
