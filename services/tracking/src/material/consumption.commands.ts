import { IdField, QuantityField, TextField } from '@millwright/platform';
import type { Quantity } from '@millwright/event-sourcing';

export class ConsumeBody {
  @IdField('Operation at which it is used', { example: '10' }) operation: string;
  @IdField('Item of the component', { example: 'MT-40' }) item: string;
  @IdField('Lot, or serial number, of the component', { example: 'M001' }) lot: string;
  @QuantityField('How much; one of the unit in which the item is counted when absent', {
    optional: true,
    positive: true,
  })
  quantity?: Quantity;
  @IdField('Where in the product', { optional: true }) position?: string;
  @TextField('Why more goes in than the bill of material says; recorded with it', { optional: true })
  overReason?: string;
}
