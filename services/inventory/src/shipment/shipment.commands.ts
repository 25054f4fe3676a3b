import { IdField, IdsField, ListField, QuantityField, TextField } from '@millwright/platform';
import type { Quantity } from '@millwright/event-sourcing';

export class ShipmentPart {
  @IdField('Lot or serial number') lot: string;
  @QuantityField('How much of it', { positive: true }) quantity: Quantity;
}

export class CreateShipment {
  @IdField('Number of the shipment', { example: 'SH-1' }) shipment: string;
  @IdField('Customer', { example: 'C-77' }) customer: string;
  @IdsField('Lots and serial numbers that go whole', { optional: true, min: 1, max: 500 }) lots?: string[];
  @ListField(() => ShipmentPart, 'Parts of lots', { optional: true, min: 1, max: 500 }) parts?: ShipmentPart[];
}

export class ShipBody {
  @IdField('Only from this location', { optional: true, example: 'FINISHED' }) from?: string;
}

export class CancelShipmentBody {
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export type CancelShipment = CancelShipmentBody & { readonly shipment: string };
