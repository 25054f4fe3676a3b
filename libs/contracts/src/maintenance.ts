import { Id, Ids, Instant, ListOf, OneOf, Part, Text, Whole } from './fields.js';
import { QuantityField } from './shared.js';
import * as the from './the.js';
import { WebhookDisabledFields } from './webhooks.js';

export class AssetRegistered {
  static readonly type = 'millwright.maintenance.asset-registered.v1';
  static readonly stream = 'asset';
  static readonly about = 'An asset is maintained from now on.';
  @Id(the.asset) asset: string;
  @Text({ about: 'What it is.', example: 'Hydraulic press' }) description: string;
  @Id({ about: 'The asset that it is a part of.', example: 'LINE-1', optional: true }) parent?: string;
  @Id({ ...the.workCenter, about: 'The work center whose work stops when this asset is down.', optional: true })
  workCenter?: string;
}

export class AssetWentDown {
  static readonly type = 'millwright.maintenance.asset-went-down.v1';
  static readonly stream = 'asset';
  static readonly about = 'Downtime began: the work centers of this asset cannot work until it is released.';
  @Id(the.asset) asset: string;
  @Ids({ about: 'The work centers that stand still.', example: ['ASM-1'] }) workCenters: string[];
  @Id(the.workOrder) workOrder: string;
  @Text({ about: 'What is wrong.', example: 'Spindle bearing' }) reason: string;
  @Instant({ about: 'Since when, in UTC.', example: the.startedAt.example }) downSince: string;
  @Id(the.personBehind) person?: string;
}

export class AssetReleased {
  static readonly type = 'millwright.maintenance.asset-released.v1';
  static readonly stream = 'asset';
  static readonly about = 'Downtime ended: the work centers of this asset may work again.';
  @Id(the.asset) asset: string;
  @Ids({ about: 'The work centers that stood still.', example: ['ASM-1'] }) workCenters: string[];
  @Id(the.workOrder) workOrder: string;
  @Instant({ about: 'Since when it was down, in UTC.', example: the.startedAt.example }) downSince: string;
  @Instant({ about: 'When it was released, in UTC.', example: the.endedAt.example }) releasedAt: string;
  @Id(the.personBehind) person?: string;
}

export const workOrderKinds = ['corrective', 'preventive'] as const;
const kind = { about: 'Repair, or work that a plan asked for.', example: 'corrective' };

export class MaintenanceWorkOrderOpened {
  static readonly type = 'millwright.maintenance.work-order-opened.v1';
  static readonly stream = 'work-order';
  static readonly about = 'Maintenance work is to be done.';
  @Id(the.workOrder) workOrder: string;
  @Id(the.asset) asset: string;
  @OneOf(workOrderKinds, kind) kind: (typeof workOrderKinds)[number];
  @Id({ about: 'The maintenance plan that asked for it.', example: 'MP-1', optional: true }) plan?: string;
  @Text({ about: 'What is to be done.', example: 'Spindle bearing' }) reason: string;
}

export class SparePart {
  @Id({ about: 'Number of the spare part.', example: 'BRG-6204' }) item: string;
  @Part(() => QuantityField, { about: 'How much was used.', example: { value: '2', unit: 'C62' } })
  quantity: QuantityField;
}

export class MaintenanceWorkOrderCompleted {
  static readonly type = 'millwright.maintenance.work-order-completed.v1';
  static readonly stream = 'work-order';
  static readonly about = 'Maintenance work was done, with the parts and the labor that it took.';
  @Id(the.workOrder) workOrder: string;
  @Id(the.asset) asset: string;
  @Id({ ...the.workCenter, about: 'The work center of the asset, or of what it is a part of.', optional: true })
  workCenter?: string;
  @OneOf(workOrderKinds, kind) kind: (typeof workOrderKinds)[number];
  @Id({ about: 'Code of the failure.', example: 'noise', optional: true }) failure?: string;
  @Id({ about: 'Code of its cause.', example: 'wear', optional: true }) cause?: string;
  @Id({ about: 'Code of what was done about it.', example: 'replaced', optional: true }) remedy?: string;
  @ListOf(() => SparePart, { about: 'Spare parts used.' }) spareParts: SparePart[];
  @Whole({ about: 'Labor, in seconds.', example: 2700 }) laborSeconds: number;
  @Id(the.personBehind) person?: string;
}

export class WebhookDisabled extends WebhookDisabledFields {
  static readonly type = 'millwright.maintenance.webhook-disabled.v1';
  static readonly stream = 'webhook';
  static readonly about = 'Nothing more is sent to this webhook of the service.';
}
