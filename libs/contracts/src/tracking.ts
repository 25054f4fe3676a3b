import { Flag, Id, Ids, Instant, OneOf, Part, Text, Whole } from './fields.js';
import { QuantityField, Subject } from './shared.js';
import * as the from './the.js';
import { WebhookDisabledFields } from './webhooks.js';

export const activityKinds = ['setup', 'run', 'rework'] as const;
export type ActivityKind = (typeof activityKinds)[number];
const kind = { about: 'What the time was for.', example: 'run' };
const laborKinds = [...activityKinds, 'breakdown'];

export class OperationStarted {
  static readonly type = 'millwright.tracking.operation-started.v1';
  static readonly stream = 'job';
  static readonly about = 'Somebody began to work on an operation of an order.';
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Id(the.operation) operation: string;
  @Id(the.workCenter) workCenter: string;
  @Id({ about: 'The activity; pauses and the end name it too.', example: '0190a5c0-0000-7000-8000-000000000002' })
  activity: string;
  @OneOf(activityKinds, kind) kind: ActivityKind;
  @Id(the.person) person: string;
}

export class ReportedLabor {
  @Id(the.person) person: string;
  @OneOf(laborKinds, kind) kind: ActivityKind | 'breakdown';
  @Instant(the.startedAt) startedAt: string;
  @Instant(the.endedAt) endedAt: string;
}

export class OperationReported {
  static readonly type = 'millwright.tracking.operation-reported.v1';
  static readonly stream = 'job';
  static readonly about =
    'What came out of an operation, added to what was reported before; below zero where a later finding takes it back.';
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Id(the.operation) operation: string;
  @Id(the.workCenter) workCenter: string;
  @Id(the.item) item: string;
  @Part(() => QuantityField, { about: 'Good pieces.' }) good: QuantityField;
  @Part(() => QuantityField, { about: 'Scrapped pieces.', example: { value: '1', unit: 'C62' } })
  scrap: QuantityField;
  @Part(() => QuantityField, { about: 'Pieces put aside for rework.', example: { value: '0', unit: 'C62' } })
  rework: QuantityField;
  @Id({ ...the.reasonCode, optional: true }) scrapReason?: string;
  @Id({ ...the.unit, about: 'The serialized unit, where there is one.', optional: true }) unit?: string;
  @Id({ ...the.lot, about: 'The lot in process, where there is one.', optional: true }) lot?: string;
  @Id(the.personBehind) person?: string;
  @Flag({
    about: 'This is an operation without successors: its good pieces are what the order has made.',
    example: true,
  })
  last: boolean;
  @Part(() => ReportedLabor, {
    about: 'Labor to be booked with it, where it was entered afterwards together with the pieces.',
    optional: true,
  })
  labor?: ReportedLabor;
}

export class OperationDone {
  static readonly type = 'millwright.tracking.operation-done.v1';
  static readonly stream = 'job';
  static readonly about = 'Every piece of the order has passed the operation, or was scrapped.';
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Id(the.operation) operation: string;
  @Id(the.workCenter) workCenter: string;
}

export class LaborBooked {
  static readonly type = 'millwright.tracking.labor-booked.v1';
  static readonly stream = 'job';
  static readonly about = 'A stretch of labor on an operation, ended. Labor = end - start.';
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Id(the.operation) operation: string;
  @Id(the.workCenter) workCenter: string;
  @Id(the.person) person: string;
  @OneOf(laborKinds, kind) kind: ActivityKind | 'breakdown';
  @Instant(the.startedAt) startedAt: string;
  @Instant(the.endedAt) endedAt: string;
}

export class UnitMovedIn {
  static readonly type = 'millwright.tracking.unit-moved-in.v1';
  static readonly stream = 'unit';
  static readonly about = 'A unit came to an operation.';
  @Id(the.unit) unit: string;
  @Id(the.item) item: string;
  @Id(the.order) order: string;
  @Id(the.operation) operation: string;
  @Id(the.workCenter) workCenter: string;
}

export class UnitFinishedOperation {
  static readonly type = 'millwright.tracking.unit-finished-operation.v1';
  static readonly stream = 'unit';
  static readonly about = 'A unit left an operation as good: one cycle of the work center.';
  @Id(the.unit) unit: string;
  @Id(the.item) item: string;
  @Id(the.order) order: string;
  @Id(the.operation) operation: string;
  @Id(the.workCenter) workCenter: string;
  @Whole({ about: '1 for the first time, more after rework.', example: 1 }) attempt: number;
}

export class MaterialConsumed {
  static readonly type = 'millwright.tracking.material-consumed.v1';
  static readonly stream = 'unit';
  static readonly about = 'A component went into a product.';
  @Part(() => Subject, {
    about: 'The unit or lot in process that contains it from now on.',
    example: { kind: 'unit', id: the.unit.example, item: the.item.example },
  })
  product: Subject;
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Id(the.operation) operation: string;
  @Id(the.workCenterIfKnown) workCenter?: string;
  @Id(the.component) item: string;
  @Id({ ...the.lot, about: 'Lot or serial number of the component.' }) lot: string;
  @Part(() => QuantityField, { about: 'How much went in.' }) quantity: QuantityField;
  @Flag({ about: 'Booked by the bill of material, not scanned.', example: false }) backflushed: boolean;
  @Id({ about: 'Where in the product.', example: 'left', optional: true }) position?: string;
  @Id(the.personBehind) person?: string;
}

export class UnitCompleted {
  static readonly type = 'millwright.tracking.unit-completed.v1';
  static readonly stream = 'unit';
  static readonly about = 'The unit has passed its last operation.';
  @Id(the.unit) unit: string;
  @Id(the.item) item: string;
  @Id(the.itemRevision) itemRevision: string;
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
}

export class UnitSentToRework {
  static readonly type = 'millwright.tracking.unit-sent-to-rework.v1';
  static readonly stream = 'unit';
  static readonly about = 'The unit runs again from an operation on.';
  @Id(the.unit) unit: string;
  @Id(the.order) order: string;
  @Id({ ...the.operation, about: 'The operation from which it runs again.' }) operation: string;
  @Id(the.nonconformance) nonconformance: string;
}

export class UnitScrapped {
  static readonly type = 'millwright.tracking.unit-scrapped.v1';
  static readonly stream = 'unit';
  static readonly about =
    'One unit was scrapped. The pieces are in the report of the operation too: post the one or the other.';
  @Id(the.unit) unit: string;
  @Id(the.item) item: string;
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Id({ ...the.operation, about: 'Where it was when it was scrapped.' }) operation: string;
  @Id(the.workCenterIfKnown) workCenter?: string;
  @Part(() => QuantityField, { about: 'One piece.', example: { value: '1', unit: 'C62' }, optional: true })
  quantity?: QuantityField;
  @Id(the.reasonCode) reason: string;
  @Id(the.personBehind) person?: string;
}

export class LotCompleted {
  static readonly type = 'millwright.tracking.lot-completed.v1';
  static readonly stream = 'lot-in-process';
  static readonly about = 'A lot made by an order without serial numbers has passed its last operation.';
  @Id(the.lot) lot: string;
  @Id(the.item) item: string;
  @Id(the.itemRevision) itemRevision: string;
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Part(() => QuantityField, { about: 'How much has passed.' }) quantity: QuantityField;
}

export class HoldEnforcedInTracking {
  static readonly type = 'millwright.tracking.hold-enforced.v1';
  static readonly stream = 'unit';
  static readonly about = 'From now on tracking refuses to work on what is held.';
  @Id(the.hold) hold: string;
  @Part(() => Subject, { about: 'What is held.' }) subject: Subject;
}

export const machineStates = ['production', 'setup', 'down', 'idle', 'planned-stop', 'unknown'] as const;
export type MachineState = (typeof machineStates)[number];

export class MachineStateChanged {
  static readonly type = 'millwright.tracking.machine-state-changed.v1';
  static readonly stream = 'machine-day';
  static readonly about = 'A work center is in another state; the next one says until when. `down` is downtime.';
  @Id(the.workCenter) workCenter: string;
  @OneOf(machineStates, { about: 'The state from then on.', example: 'down' }) state: MachineState;
  @Instant({ about: 'Since when, in UTC.', example: the.startedAt.example }) from: string;
  @Text({ about: 'Why, as it was entered.', example: 'Tool broken', optional: true }) reason?: string;
  @Id(the.personBehind) person?: string;
}

export class WebhookDisabled extends WebhookDisabledFields {
  static readonly type = 'millwright.tracking.webhook-disabled.v1';
  static readonly stream = 'webhook';
  static readonly about = 'Nothing more is sent to this webhook of the service.';
}

const principal = { about: 'Who: `person:<uuid>`, `machine:<id>` or `system:<name>`.', example: the.person.example };
const role = { about: 'The role.', example: 'operator' };

export class AccessGranted {
  static readonly type = 'millwright.tracking.access-granted.v1';
  static readonly stream = 'access';
  static readonly about =
    'Somebody has a role from now on: everywhere at the site, or at these work centers alone. Given once more, its reach is what was said last.';
  @Id(principal) principal: string;
  @Id(role) role: string;
  @Ids({ about: 'Where alone; everywhere without it.', example: ['ASM-1'], optional: true }) workCenters?: string[];
}

export class AccessWithdrawn {
  static readonly type = 'millwright.tracking.access-withdrawn.v1';
  static readonly stream = 'access';
  static readonly about = 'Somebody has a role no more.';
  @Id(principal) principal: string;
  @Id(role) role: string;
}

export class CredentialRevoked {
  static readonly type = 'millwright.tracking.credential-revoked.v1';
  static readonly stream = 'credential';
  static readonly about =
    'A key, a password, a badge or a signing key proves nothing any more; neither do the tokens that were got with it.';
  @Id({ about: 'Id of the credential.', example: '0190a5c0-0000-7000-8000-0000000000bb' }) credential: string;
}

export class SigningKeyAnnounced {
  static readonly type = 'millwright.tracking.signing-key-announced.v1';
  static readonly stream = 'credential';
  static readonly about =
    'Millwright signs its tokens with this key, an Ed25519 one, of which only the public part is told.';
  @Id({ about: 'Id of the key, the `kid` of its tokens.', example: '0190a5c0-0000-7000-8000-0000000000cc' })
  key: string;
  @Id({
    about: 'As in a JSON Web Key: the coordinate x, base64url.',
    example: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  })
  publicKey: string;
  @Instant({ about: 'Until when it signs, in UTC.', example: the.endedAt.example }) usableUntil: string;
}
