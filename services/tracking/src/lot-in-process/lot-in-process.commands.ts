import { IdField, IdsField, ListField, QuantityField, TextField } from '@millwright/platform';
import type { Quantity } from '@millwright/event-sourcing';
import type { ConsumeBody } from '../material/consumption.commands.js';

export class BeginLot {
  @IdField('Production order', { example: 'PO-2001' }) order: string;
  @IdField('Lot number; from the number series of the item, else the order number, when absent', { optional: true })
  lot?: string;
  @QuantityField('How much is begun', { positive: true }) quantity: Quantity;
}

export interface MoveLotIn {
  readonly lot: string;
  readonly operation: string;
}

export class PiecesBody {
  @QuantityField('Good pieces', { optional: true }) good?: Quantity;
  @QuantityField('Scrapped pieces', { optional: true }) scrap?: Quantity;
  @QuantityField('Pieces to be worked on again; they stay at the operation', { optional: true }) rework?: Quantity;
  @IdField('Reason code; needed where something is scrapped', { optional: true }) scrapReason?: string;
}

export class ReportLotBody extends PiecesBody {
  @IdField('Operation', { example: '10' }) operation: string;
}

export interface ReportLot extends Readonly<ReportLotBody> {
  readonly lot: string;
}

export class ReportJobBody extends PiecesBody {
  @IdField('Lot in process; needed where the order has several', { optional: true }) lot?: string;
}

export interface ReportJob extends Readonly<ReportJobBody> {
  readonly order: string;
  readonly operation: string;
}

export interface ConsumeIntoLot extends Readonly<Omit<ConsumeBody, 'lot'>> {
  readonly product: string;
  readonly lot: string;
}

export class LotPartBody {
  @IdField('Number of the new lot; the lot that is split may keep the rest') lot: string;
  @QuantityField('How much of it', { positive: true }) quantity: Quantity;
}

export class SplitLotBody {
  @ListField(() => LotPartBody, 'The lots that it becomes', { min: 1, max: 100 }) into: LotPartBody[];
  @QuantityField('What was lost on the way', { optional: true }) loss?: Quantity;
  @TextField('Reason code of the loss', { optional: true }) scrapReason?: string;
}

export interface SplitLot extends Readonly<SplitLotBody> {
  readonly lot: string;
}

export class RepackLotsBody extends SplitLotBody {
  @IdsField('Further lots that go in, after the one of the path', { optional: true, min: 1, max: 100 })
  with?: string[];
}

export interface RepackLots extends Readonly<RepackLotsBody> {
  readonly lot: string;
}

export class TransformLotsBody extends RepackLotsBody {
  @IdField('The item that the pieces are from now on, such as another grade; counted in the same unit') item: string;
}

export interface TransformLots extends Readonly<TransformLotsBody> {
  readonly lot: string;
}

export interface FollowLotDisposition {
  readonly lot: string;
  readonly nonconformance: string;
  readonly disposition: 'use-as-is' | 'rework' | 'scrap' | 'return';
  readonly quantity: Quantity;
  readonly originOperation?: string;
  readonly reworkFrom?: string;
  readonly reason: string;
}

export class MergeLotsBody {
  @IdsField('The other lots that become one with it', { min: 1, max: 100 }) with: string[];
  @IdField('Number of the lot that they become') into: string;
}

export interface MergeLots extends Readonly<MergeLotsBody> {
  readonly lot: string;
}
