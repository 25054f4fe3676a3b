import { Id, Ids, Instant, ListOf, OneOf, Part, Text, Whole } from './fields.js';
import { QuantityField } from './shared.js';
import { WebhookDisabledFields } from './webhooks.js';

export class AssetRegistered {
  static readonly type = 'millwright.maintenance.asset-registered.v1';
  static readonly stream = 'asset';
  @Id() asset: string;
  @Text() description: string;
  @Id({ optional: true }) parent?: string;
  /** The work center whose work stops when this asset is down. */
  @Id({ optional: true }) workCenter?: string;
}

/** The work center of this asset cannot work; the work order says why and until when. */
export class AssetWentDown {
  static readonly type = 'millwright.maintenance.asset-went-down.v1';
  static readonly stream = 'asset';
  @Id() asset: string;
  @Ids() workCenters: string[];
  @Id() workOrder: string;
  @Text() reason: string;
  @Instant() downSince: string;
}

export class AssetReleased {
  static readonly type = 'millwright.maintenance.asset-released.v1';
  static readonly stream = 'asset';
  @Id() asset: string;
  @Ids() workCenters: string[];
  @Id() workOrder: string;
  @Instant() downSince: string;
  @Instant() releasedAt: string;
}

export const workOrderKinds = ['corrective', 'preventive'] as const;

export class MaintenanceWorkOrderOpened {
  static readonly type = 'millwright.maintenance.work-order-opened.v1';
  static readonly stream = 'work-order';
  @Id() workOrder: string;
  @Id() asset: string;
  @OneOf(workOrderKinds) kind: (typeof workOrderKinds)[number];
  @Id({ optional: true }) plan?: string;
  @Text() reason: string;
}

export class SparePart {
  @Id() item: string;
  @Part(() => QuantityField) quantity: QuantityField;
}

export class MaintenanceWorkOrderCompleted {
  static readonly type = 'millwright.maintenance.work-order-completed.v1';
  static readonly stream = 'work-order';
  @Id() workOrder: string;
  @Id() asset: string;
  @OneOf(workOrderKinds) kind: (typeof workOrderKinds)[number];
  @Id({ optional: true }) failure?: string;
  @Id({ optional: true }) cause?: string;
  @Id({ optional: true }) remedy?: string;
  @ListOf(() => SparePart) spareParts: SparePart[];
  @Whole() laborSeconds: number;
}

/** Nothing more is sent to this webhook of the service. */
export class WebhookDisabled extends WebhookDisabledFields {
  static readonly type = 'millwright.maintenance.webhook-disabled.v1';
  static readonly stream = 'webhook';
}
