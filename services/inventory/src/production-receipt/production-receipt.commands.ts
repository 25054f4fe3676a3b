import { IdField, IdsField, QuantityField } from '@millwright/platform';
import type { Quantity } from '@millwright/event-sourcing';

/** Serialized units, or an amount of one lot. */
export class ReceiveProduction {
  @IdField('Production order', { example: 'PO-1001' }) order: string;
  @IdsField('Serial numbers of finished units', { optional: true, min: 1, max: 500 }) units?: string[];
  @IdField('Finished lot, where the order makes lots', { optional: true }) lot?: string;
  @QuantityField('How much of the lot', { optional: true, positive: true }) quantity?: Quantity;
  @IdField('Where it is put', { example: 'FINISHED' }) location: string;
}
