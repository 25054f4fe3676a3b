import { FlagField, IdField, ListField, QuantityField } from '@millwright/platform';
import type { Quantity } from '@millwright/event-sourcing';

export class BillOfMaterialLinePart {
  @IdField('Operation of the routing at which it is used', { example: '10' }) operation: string;
  @IdField('The component', { example: 'MOT-1' }) item: string;
  @QuantityField('For one of the product', { positive: true }) quantity: Quantity;
  @FlagField('Booked when a piece finishes the operation, without scanning; false when absent', { optional: true })
  backflush?: boolean;
}

export class DraftBillOfMaterial {
  @IdField('The product', { example: 'GM-40' }) item: string;
  @IdField('Revision of the bill of material', { example: 'A' }) revision: string;
  @ListField(() => BillOfMaterialLinePart, 'What goes into it; may be empty') lines: BillOfMaterialLinePart[];
}

export interface ReleaseBillOfMaterial {
  readonly item: string;
  readonly revision: string;
}
