import { Decimal, Flag, Id, Ids, Instant, ListOf, OneOf, Part, Text, Whole, Wholes } from './fields.js';
import { QuantityField } from './shared.js';
import * as the from './the.js';
import { WebhookDisabledFields } from './webhooks.js';

export const trackingModes = ['serial', 'lot'] as const;
export type TrackingMode = (typeof trackingModes)[number];
const tracking = { about: 'Followed piece by piece with serial numbers, or by lots.', example: 'lot' };

export class UnitConversion {
  @Id({ about: 'The other unit, a code of UN/ECE Recommendation 20.', example: 'KGM' }) unit: string;
  @Decimal({ about: 'How many base units one of it is.', example: '0.5' }) factor: string;
}

export class ItemReleased {
  static readonly type = 'millwright.orders.item-released.v1';
  static readonly stream = 'item';
  static readonly about =
    'A revision of an item is valid from now on: what it is called, counted in, and how it is tracked.';
  @Id(the.item) item: string;
  @Id({ ...the.itemRevision }) revision: string;
  @Text({ about: 'What it is called.', example: 'Gear motor 40 Nm' }) description: string;
  @Id({ ...the.unitCode, about: 'Base unit of measure, a code of UN/ECE Recommendation 20.' }) unit: string;
  @OneOf(trackingModes, tracking) tracking: TrackingMode;
  @ListOf(() => UnitConversion, { about: 'Other units that it may be given in.' }) conversions: UnitConversion[];
}

export class ItemBlocked {
  static readonly type = 'millwright.orders.item-blocked.v1';
  static readonly stream = 'item';
  static readonly about = 'No new order is made for the item.';
  @Id(the.item) item: string;
  @Text({ ...the.reason, example: 'Drawing under revision' }) reason: string;
}

export class ItemUnblocked {
  static readonly type = 'millwright.orders.item-unblocked.v1';
  static readonly stream = 'item';
  static readonly about = 'Orders may be made for the item again.';
  @Id(the.item) item: string;
  @Text({ ...the.reason, example: 'New revision released' }) reason: string;
}

export class Break {
  @Id({ about: 'Local time of the plant, `HH:MM`.', example: '09:00' }) start: string;
  @Id({ about: 'Local time of the plant, `HH:MM`.', example: '09:15' }) end: string;
}

export class Shift {
  @Id({ about: 'Name of the shift.', example: 'early' }) name: string;
  @Wholes({ about: 'ISO weekdays on which the shift begins, 1 = Monday.', example: [1, 2, 3, 4, 5] })
  weekdays: number[];
  @Id({ about: 'Local time of the plant, `HH:MM`.', example: '06:00' }) start: string;
  @Id({ about: 'Local time, `HH:MM`; an end at or before the start is on the next day.', example: '14:00' })
  end: string;
  @ListOf(() => Break, { about: 'Breaks within the shift.' }) breaks: Break[];
}

export class WorkCenterReleased {
  static readonly type = 'millwright.orders.work-center-released.v1';
  static readonly stream = 'work-center';
  static readonly about = 'A work center and the calendar that it works by from now on.';
  @Id({ ...the.workCenter }) workCenter: string;
  @Id({ about: 'Revision of the work center.', example: '1' }) revision: string;
  @Text({ about: 'What it is called.', example: 'Assembly' }) description: string;
  @Id({ about: 'ISA-95 area that it belongs to.', example: 'HALL-1', optional: true }) area?: string;
  @Id({ about: 'IANA time zone in which the shifts are meant.', example: 'Europe/Berlin' }) timeZone: string;
  @Whole({ about: 'How many jobs it can run at a time.', example: 1 }) simultaneousJobs: number;
  @ListOf(() => Shift, { about: 'When it works.' }) shifts: Shift[];
  @Ids({ about: 'Local dates `YYYY-MM-DD` without work.', example: ['2026-12-25'] }) holidays: string[];
}

export class ReleasedOperation {
  @Id(the.operation) operation: string;
  @Text({ about: 'What is done.', example: 'Assemble' }) description: string;
  @Id(the.workCenter) workCenter: string;
  @Ids({ about: 'Operations that must be done before; none for the first ones.', example: [] }) after: string[];
  @Id({ about: 'Skill that whoever does it must have.', example: 'assembly', optional: true }) skill?: string;
  @Whole({ about: 'Lowest level of the skill.', example: 2, optional: true }) skillLevel?: number;
  @Id({ about: 'Plan by which its result is inspected.', example: 'IP-GM', optional: true }) inspectionPlan?: string;
  @Id({ about: 'Revision of that plan.', example: '1', optional: true }) inspectionPlanRevision?: string;
  @Whole({ about: 'Planned setup time, in seconds.', example: 600 }) setupSeconds: number;
  @Whole({ about: 'Planned (ideal) run time per item, PRI of ISO 22400, in seconds.', example: 180 })
  runSecondsPerUnit: number;
}

export class ReleasedComponent {
  @Id({ about: 'The operation at which it is used.', example: '10' }) operation: string;
  @Id({ about: 'Number of the component.', example: 'GS-40' }) item: string;
  @OneOf(trackingModes, tracking) tracking: TrackingMode;
  @Part(() => QuantityField, { about: 'For one of the product.', example: { value: '1', unit: 'C62' } })
  quantityPer: QuantityField;
  @Flag({
    about: 'Booked when a piece finishes the operation for the first time, from the lots issued.',
    example: false,
  })
  backflush: boolean;
}

const orderQuantity = { about: 'How much is to be made, in the base unit of the item.' };
const dueAt = { about: 'When it is due, in UTC.', example: '2026-01-09T14:00:00.000Z', optional: true };

export class ProductionOrderCreated {
  static readonly type = 'millwright.orders.production-order-created.v1';
  static readonly stream = 'production-order';
  static readonly about = 'An order was taken over; nothing may be worked on yet.';
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Id(the.item) item: string;
  @Part(() => QuantityField, orderQuantity) quantity: QuantityField;
  @Instant(dueAt) dueAt?: string;
}

export class ProductionOrderReleased {
  static readonly type = 'millwright.orders.production-order-released.v1';
  static readonly stream = 'production-order';
  static readonly about = 'The order may be worked on. All that it is made by is in here and does not change any more.';
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Id(the.item) item: string;
  @Id(the.itemRevision) itemRevision: string;
  @OneOf(trackingModes, tracking) tracking: TrackingMode;
  @Part(() => QuantityField, orderQuantity) quantity: QuantityField;
  @Instant(dueAt) dueAt?: string;
  @Id({ about: 'Revision of the bill of material.', example: '1', optional: true }) billOfMaterialRevision?: string;
  @Id({ about: 'Revision of the routing.', example: '1' }) routingRevision: string;
  @ListOf(() => ReleasedOperation, { about: 'What is done, where, and after what.' }) operations: ReleasedOperation[];
  @ListOf(() => ReleasedComponent, { about: 'What goes into it, and where.' }) components: ReleasedComponent[];
}

export class ProductionOrderPaused {
  static readonly type = 'millwright.orders.production-order-paused.v1';
  static readonly stream = 'production-order';
  static readonly about = 'Nothing is begun for the order until it is resumed; what is under way may be finished.';
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Text({ ...the.reason, example: 'Waits for material' }) reason: string;
}

export class ProductionOrderResumed {
  static readonly type = 'millwright.orders.production-order-resumed.v1';
  static readonly stream = 'production-order';
  static readonly about = 'A paused order may be worked on again.';
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
}

export class ProductionOrderCompleted {
  static readonly type = 'millwright.orders.production-order-completed.v1';
  static readonly stream = 'production-order';
  static readonly about = 'The order is done, with what came of it.';
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Id(the.item) item: string;
  @Part(() => QuantityField, { about: 'Good pieces, in the base unit of the item.' }) good: QuantityField;
  @Part(() => QuantityField, {
    about: 'Scrapped pieces, in the base unit of the item.',
    example: { value: '1', unit: 'C62' },
  })
  scrapped: QuantityField;
}

export class ProductionOrderReopened {
  static readonly type = 'millwright.orders.production-order-reopened.v1';
  static readonly stream = 'production-order';
  static readonly about = 'A completed order may be worked on again.';
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Text({ ...the.reason, example: 'Rework' }) reason: string;
}

export class ProductionOrderClosed {
  static readonly type = 'millwright.orders.production-order-closed.v1';
  static readonly stream = 'production-order';
  static readonly about = 'Nothing will be booked on the order any more.';
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
}

export class ProductionOrderCancelled {
  static readonly type = 'millwright.orders.production-order-cancelled.v1';
  static readonly stream = 'production-order';
  static readonly about = 'The order will not be made.';
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Text({ ...the.reason, example: 'Withdrawn by the customer' }) reason: string;
}

export class WebhookDisabled extends WebhookDisabledFields {
  static readonly type = 'millwright.orders.webhook-disabled.v1';
  static readonly stream = 'webhook';
  static readonly about = 'Nothing more is sent to this webhook of the service.';
}
