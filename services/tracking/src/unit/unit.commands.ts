import { IdField, TextField, WholeField } from '@millwright/platform';
import type { ConsumeBody } from '../material/consumption.commands.js';

export class CreateUnits {
  @IdField('Production order', { example: 'PO-1001' }) order: string;
  @IdField('Serial number of one unit; from the number series of the item when absent', {
    optional: true,
    example: 'GM-0001',
  })
  unit?: string;
  @WholeField('How many units, numbered by the series of the item', { optional: true, min: 1, max: 500 })
  count?: number;
}

export class OperationBody {
  @IdField('Operation', { example: '10' }) operation: string;
}

export interface AtOperation extends Readonly<OperationBody> {
  readonly unit: string;
}

export interface ConsumeIntoUnit extends Readonly<ConsumeBody> {
  readonly unit: string;
}

export class ScrapBody {
  @IdField('Reason code of the scrap', { example: 'winding-short' }) reason: string;
}

export interface ScrapUnit extends Readonly<ScrapBody> {
  readonly unit: string;
}

export class ExchangeBody {
  @IdField('Operation at which the component was installed', { example: '10' }) operation: string;
  @IdField('Item of the component') item: string;
  @IdField('Lot or serial number that comes out') removed: string;
  @IdField('Lot or serial number that goes in') installed: string;
  @TextField('Why it is exchanged') reason: string;
}

export interface ExchangeComponent extends Readonly<ExchangeBody> {
  readonly unit: string;
}

export interface HearVerdict {
  readonly unit: string;
  readonly operation?: string;
  readonly inspection: string;
  readonly verdict: 'passed' | 'failed';
}

export interface FollowDisposition {
  readonly unit: string;
  readonly nonconformance: string;
  readonly disposition: 'use-as-is' | 'rework' | 'scrap' | 'return';
  readonly reworkFrom?: string;
  readonly reason: string;
}
