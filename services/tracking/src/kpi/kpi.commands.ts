import { DateField, IdField, InstantField } from '@millwright/platform';

/** A stretch of time: from the instant on, up to the other. */
export class WindowQuery {
  @InstantField('From this instant on; from the first fact on when absent', { optional: true }) from?: string;
  @InstantField('Up to this instant; up to the last fact when absent', { optional: true }) to?: string;
}

export class KpiOfMachineQuery extends WindowQuery {
  @IdField('Only while it worked for this order, and only what was made for it', { optional: true }) order?: string;
  @IdField('Only while it worked for orders of this item, and only what was made of it', { optional: true })
  item?: string;
}

export class KpiQuery extends KpiOfMachineQuery {
  @IdField('Work center') workCenter: string;
}

export class ShiftsQuery {
  @IdField('Work center') workCenter: string;
  @DateField('Local date on which the shifts begin') date: string;
  @IdField('Only this shift', { optional: true }) shift?: string;
}
