import { Flag, Id, Ids, Instant, ListOf, OneOf, Part, Text, Whole, Wholes, Decimal } from './fields.js';
import { QuantityField } from './shared.js';
import { WebhookDisabledFields } from './webhooks.js';

export const trackingModes = ['serial', 'lot'] as const;
export type TrackingMode = (typeof trackingModes)[number];

export class UnitConversion {
  /** The other unit. */
  @Id() unit: string;
  /** How many base units one of it is. */
  @Decimal() factor: string;
}

/** A revision of an item is valid from now on: what it is called, counted in, and how it is tracked. */
export class ItemReleased {
  static readonly type = 'millwright.orders.item-released.v1';
  static readonly stream = 'item';
  @Id() item: string;
  @Id() revision: string;
  @Text() description: string;
  /** Base unit of measure. */
  @Id() unit: string;
  @OneOf(trackingModes) tracking: TrackingMode;
  @ListOf(() => UnitConversion) conversions: UnitConversion[];
}

export class ItemBlocked {
  static readonly type = 'millwright.orders.item-blocked.v1';
  static readonly stream = 'item';
  @Id() item: string;
  @Text() reason: string;
}

export class ItemUnblocked {
  static readonly type = 'millwright.orders.item-unblocked.v1';
  static readonly stream = 'item';
  @Id() item: string;
  @Text() reason: string;
}

export class Break {
  /** Local time of the plant, `HH:MM`. */
  @Id() start: string;
  @Id() end: string;
}

export class Shift {
  @Id() name: string;
  /** ISO weekdays, 1 = Monday, on which the shift begins. */
  @Wholes() weekdays: number[];
  @Id() start: string;
  /** An end at or before the start is on the next day. */
  @Id() end: string;
  @ListOf(() => Break) breaks: Break[];
}

/** A work center and the calendar it works by. */
export class WorkCenterReleased {
  static readonly type = 'millwright.orders.work-center-released.v1';
  static readonly stream = 'work-center';
  @Id() workCenter: string;
  @Id() revision: string;
  @Text() description: string;
  @Id({ optional: true }) area?: string;
  /** IANA time zone in which the shifts are meant. */
  @Id() timeZone: string;
  /** How many jobs it can run at a time. */
  @Whole() simultaneousJobs: number;
  @ListOf(() => Shift) shifts: Shift[];
  /** Local dates `YYYY-MM-DD` without work. */
  @Ids() holidays: string[];
}

export class ReleasedOperation {
  @Id() operation: string;
  @Text() description: string;
  @Id() workCenter: string;
  /** Operations that must be done before; none for the first ones. */
  @Ids() after: string[];
  @Id({ optional: true }) skill?: string;
  @Whole({ optional: true }) skillLevel?: number;
  @Id({ optional: true }) inspectionPlan?: string;
  @Id({ optional: true }) inspectionPlanRevision?: string;
  @Whole() setupSeconds: number;
  /** Planned (ideal) run time per item, PRI of ISO 22400. */
  @Whole() runSecondsPerUnit: number;
}

export class ReleasedComponent {
  /** The operation at which it is used. */
  @Id() operation: string;
  @Id() item: string;
  @OneOf(trackingModes) tracking: TrackingMode;
  /** For one of the product. */
  @Part(() => QuantityField) quantityPer: QuantityField;
  /** Booked when a piece finishes the operation for the first time, from the lots issued. */
  @Flag() backflush: boolean;
}

export class ProductionOrderCreated {
  static readonly type = 'millwright.orders.production-order-created.v1';
  static readonly stream = 'production-order';
  @Id() order: string;
  @Id({ optional: true }) externalOrder?: string;
  @Id() item: string;
  @Part(() => QuantityField) quantity: QuantityField;
  @Instant({ optional: true }) dueAt?: string;
}

/** The order may be worked on. All that it is made by is in here and does not change any more. */
export class ProductionOrderReleased {
  static readonly type = 'millwright.orders.production-order-released.v1';
  static readonly stream = 'production-order';
  @Id() order: string;
  @Id({ optional: true }) externalOrder?: string;
  @Id() item: string;
  @Id() itemRevision: string;
  @OneOf(trackingModes) tracking: TrackingMode;
  @Part(() => QuantityField) quantity: QuantityField;
  @Instant({ optional: true }) dueAt?: string;
  @Id({ optional: true }) billOfMaterialRevision?: string;
  @Id() routingRevision: string;
  @ListOf(() => ReleasedOperation) operations: ReleasedOperation[];
  @ListOf(() => ReleasedComponent) components: ReleasedComponent[];
}

export class ProductionOrderPaused {
  static readonly type = 'millwright.orders.production-order-paused.v1';
  static readonly stream = 'production-order';
  @Id() order: string;
  @Text() reason: string;
}

export class ProductionOrderResumed {
  static readonly type = 'millwright.orders.production-order-resumed.v1';
  static readonly stream = 'production-order';
  @Id() order: string;
}

export class ProductionOrderCompleted {
  static readonly type = 'millwright.orders.production-order-completed.v1';
  static readonly stream = 'production-order';
  @Id() order: string;
  @Id({ optional: true }) externalOrder?: string;
  @Id() item: string;
  @Part(() => QuantityField) good: QuantityField;
  @Part(() => QuantityField) scrapped: QuantityField;
}

export class ProductionOrderReopened {
  static readonly type = 'millwright.orders.production-order-reopened.v1';
  static readonly stream = 'production-order';
  @Id() order: string;
  @Text() reason: string;
}

export class ProductionOrderClosed {
  static readonly type = 'millwright.orders.production-order-closed.v1';
  static readonly stream = 'production-order';
  @Id() order: string;
}

export class ProductionOrderCancelled {
  static readonly type = 'millwright.orders.production-order-cancelled.v1';
  static readonly stream = 'production-order';
  @Id() order: string;
  @Text() reason: string;
}

/** Nothing more is sent to this webhook of the service. */
export class WebhookDisabled extends WebhookDisabledFields {
  static readonly type = 'millwright.orders.webhook-disabled.v1';
  static readonly stream = 'webhook';
}
