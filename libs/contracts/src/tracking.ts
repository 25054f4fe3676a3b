import { Flag, Id, Ids, Instant, OneOf, Part, Text, Whole } from './fields.js';
import { QuantityField, Subject } from './shared.js';

export const activityKinds = ['setup', 'run', 'rework'] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** Somebody began to work on an operation of an order. */
export class OperationStarted {
  static readonly type = 'millwright.tracking.operation-started.v1';
  static readonly stream = 'job';
  @Id() order: string;
  @Id() operation: string;
  @Id() workCenter: string;
  @Id() activity: string;
  @OneOf(activityKinds) kind: ActivityKind;
  /** `person:<uuid>` */
  @Id() person: string;
}

/** What came out of an operation, added to what was reported before. */
export class OperationReported {
  static readonly type = 'millwright.tracking.operation-reported.v1';
  static readonly stream = 'job';
  @Id() order: string;
  @Id({ optional: true }) externalOrder?: string;
  @Id() operation: string;
  @Id() workCenter: string;
  @Id() item: string;
  @Part(() => QuantityField) good: QuantityField;
  @Part(() => QuantityField) scrap: QuantityField;
  @Part(() => QuantityField) rework: QuantityField;
  @Id({ optional: true }) scrapReason?: string;
  /** The serialized unit, where there is one. */
  @Id({ optional: true }) unit?: string;
  /** The person behind the report. */
  @Id({ optional: true }) person?: string;
  /** This is an operation without successors. */
  @Flag() last: boolean;
}

/** Every piece of the order has passed the operation, or was scrapped. */
export class OperationDone {
  static readonly type = 'millwright.tracking.operation-done.v1';
  static readonly stream = 'job';
  @Id() order: string;
  @Id() operation: string;
  @Id() workCenter: string;
}

/** Labor on an operation, ended. */
export class LaborBooked {
  static readonly type = 'millwright.tracking.labor-booked.v1';
  static readonly stream = 'job';
  @Id() order: string;
  @Id() operation: string;
  @Id() workCenter: string;
  @Id() person: string;
  @OneOf([...activityKinds, 'breakdown']) kind: ActivityKind | 'breakdown';
  @Instant() startedAt: string;
  @Instant() endedAt: string;
}

export class UnitMovedIn {
  static readonly type = 'millwright.tracking.unit-moved-in.v1';
  static readonly stream = 'unit';
  @Id() unit: string;
  @Id() item: string;
  @Id() order: string;
  @Id() operation: string;
  @Id() workCenter: string;
}

/** A unit left an operation as good: one cycle of the work center. */
export class UnitFinishedOperation {
  static readonly type = 'millwright.tracking.unit-finished-operation.v1';
  static readonly stream = 'unit';
  @Id() unit: string;
  @Id() item: string;
  @Id() order: string;
  @Id() operation: string;
  @Id() workCenter: string;
  /** 1 for the first time, more after rework. */
  @Whole() attempt: number;
}

/** A component went into a product. `product` is the unit or lot in process that contains it from now on. */
export class MaterialConsumed {
  static readonly type = 'millwright.tracking.material-consumed.v1';
  static readonly stream = 'unit';
  @Part(() => Subject) product: Subject;
  @Id() order: string;
  @Id() operation: string;
  @Id() item: string;
  /** Lot or serial number of the component. */
  @Id() lot: string;
  @Part(() => QuantityField) quantity: QuantityField;
  @Flag() backflushed: boolean;
  @Id({ optional: true }) position?: string;
}

/** The unit has passed its last operation. */
export class UnitCompleted {
  static readonly type = 'millwright.tracking.unit-completed.v1';
  static readonly stream = 'unit';
  @Id() unit: string;
  @Id() item: string;
  @Id() itemRevision: string;
  @Id() order: string;
}

export class UnitSentToRework {
  static readonly type = 'millwright.tracking.unit-sent-to-rework.v1';
  static readonly stream = 'unit';
  @Id() unit: string;
  @Id() order: string;
  /** The operation from which it runs again. */
  @Id() operation: string;
  @Id() nonconformance: string;
}

export class UnitScrapped {
  static readonly type = 'millwright.tracking.unit-scrapped.v1';
  static readonly stream = 'unit';
  @Id() unit: string;
  @Id() item: string;
  @Id() order: string;
  /** Where it was when it was scrapped. */
  @Id() operation: string;
  @Id() reason: string;
}

/** A lot made by an order without serial numbers has passed its last operation. */
export class LotCompleted {
  static readonly type = 'millwright.tracking.lot-completed.v1';
  static readonly stream = 'lot-in-process';
  @Id() lot: string;
  @Id() item: string;
  @Id() itemRevision: string;
  @Id() order: string;
  @Part(() => QuantityField) quantity: QuantityField;
}

/** From now on tracking refuses to work on what is held. */
export class HoldEnforcedInTracking {
  static readonly type = 'millwright.tracking.hold-enforced.v1';
  static readonly stream = 'unit';
  @Id() hold: string;
  @Part(() => Subject) subject: Subject;
}

export const machineStates = ['production', 'setup', 'down', 'idle', 'planned-stop', 'unknown'] as const;
export type MachineState = (typeof machineStates)[number];

export class MachineStateChanged {
  static readonly type = 'millwright.tracking.machine-state-changed.v1';
  static readonly stream = 'machine-day';
  @Id() workCenter: string;
  @OneOf(machineStates) state: MachineState;
  @Instant() from: string;
  @Text({ optional: true }) reason?: string;
}

/** Somebody has a role from now on: everywhere at the site, or at these work centers alone. Given once more, its reach is what was said last. */
export class AccessGranted {
  static readonly type = 'millwright.tracking.access-granted.v1';
  static readonly stream = 'access';
  /** `person:<uuid>`, `machine:<id>` or `system:<name>` */
  @Id() principal: string;
  @Id() role: string;
  @Ids({ optional: true }) workCenters?: string[];
}

/** Somebody has a role no more. */
export class AccessWithdrawn {
  static readonly type = 'millwright.tracking.access-withdrawn.v1';
  static readonly stream = 'access';
  @Id() principal: string;
  @Id() role: string;
}

/** A key, a password, a badge or a signing key proves nothing any more; neither do the tokens that were got with it. */
export class CredentialRevoked {
  static readonly type = 'millwright.tracking.credential-revoked.v1';
  static readonly stream = 'credential';
  @Id() credential: string;
}

/** Millwright signs its tokens with this key, an Ed25519 one, of which only the public part is told. */
export class SigningKeyAnnounced {
  static readonly type = 'millwright.tracking.signing-key-announced.v1';
  static readonly stream = 'credential';
  @Id() key: string;
  /** As in a JSON Web Key: the coordinate x, base64url. */
  @Id() publicKey: string;
  @Instant() usableUntil: string;
}
