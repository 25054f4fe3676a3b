import { IdField, ListField, QuantityField } from '@millwright/platform';
import type { Quantity } from '@millwright/event-sourcing';

export class IssueLine {
  @IdField('Item', { example: 'HS-40' }) item: string;
  @IdField('Lot or serial number', { example: 'H1' }) lot: string;
  @QuantityField('How much', { positive: true }) quantity: Quantity;
}

export class IssueMaterialBody {
  @IdField('The line-side location', { example: 'LINE-1' }) to: string;
  @ListField(() => IssueLine, 'What to issue; without it, all that is reserved for the order', {
    optional: true,
    min: 1,
    max: 500,
  })
  lines?: IssueLine[];
}

export class ReturnMaterialBody {
  @IdField('Item', { example: 'HS-40' }) item: string;
  @IdField('Lot or serial number', { example: 'H1' }) lot: string;
  @QuantityField('How much', { positive: true }) quantity: Quantity;
  @IdField('Where it is put back', { example: 'MAIN' }) to: string;
}
export type ReturnMaterial = ReturnMaterialBody & { readonly order: string };
