import { IdField, InstantField, ListField, QuantityField } from '@millwright/platform';
import type { Quantity } from '@millwright/event-sourcing';

export class ReceiveMaterial {
  @IdField('Lot number, or the serial number of a serialized item', { example: 'H1' }) lot: string;
  @IdField('Item', { example: 'HS-40' }) item: string;
  @QuantityField('How much, in the base unit or one it converts to; one for a serial number', { positive: true })
  quantity: Quantity;
  @IdField('Where it is put', { example: 'MAIN' }) location: string;
  @IdField('Supplier', { optional: true }) supplier?: string;
  @IdField("The supplier's lot number", { optional: true }) supplierLot?: string;
  @IdField('Number of the purchase order that it came with', { optional: true, example: '4500098765' })
  purchaseOrder?: string;
  @InstantField('When it expires', { optional: true }) expiresAt?: string;
}

export class ReceiveMaterials {
  @ListField(() => ReceiveMaterial, 'Receipts; all are recorded, or none', { min: 1, max: 500 })
  receipts: ReceiveMaterial[];
}
