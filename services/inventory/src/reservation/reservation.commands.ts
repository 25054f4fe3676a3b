import { IdField, QuantityField, TextField } from '@millwright/platform';
import type { Quantity } from '@millwright/event-sourcing';

export class MakeReservationBody {
  @IdField('Number of the reservation; given by the system when absent', { optional: true }) reservation?: string;
  @IdField('The order it is for, beyond what its bill of material requires', { optional: true }) order?: string;
  @TextField('What it is for, where it is not for an order; never about a person', { optional: true, said: true })
  purpose?: string;
  @IdField('Item', { example: 'HS-40' }) item: string;
  @QuantityField('How much', { positive: true }) quantity: Quantity;
}

export class EndReservationBody {
  @TextField('Why, in words of the plant; never about a person', { optional: true, said: true }) reason?: string;
}
export type EndReservation = EndReservationBody & { readonly reservation: string };
