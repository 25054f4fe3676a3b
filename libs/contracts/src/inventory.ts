import { Decimal, Flag, Id, Ids, Instant, ListOf, OneOf, Part, Text } from './fields.js';
import { QuantityField, Subject } from './shared.js';
import { WebhookDisabledFields } from './webhooks.js';

/** Of a lot, in the item's base unit, after what the event says. */
export class LotBalance {
  /** In the plant, wherever it is, not yet consumed, shipped or scrapped. */
  @Decimal() onHand: string;
  /** Promised to orders, not yet issued to them. */
  @Decimal() reserved: string;
  /** Neither reserved, nor issued, nor blocked, nor expired. */
  @Decimal() available: string;
}

class LotEvent {
  /** Lot number, or the serial number of a serialized item. */
  @Id() lot: string;
  @Id() item: string;
  @Part(() => QuantityField) quantity: QuantityField;
  @Part(() => LotBalance) balance: LotBalance;
}

/** Material came from a supplier. */
export class MaterialReceived extends LotEvent {
  static readonly type = 'millwright.inventory.material-received.v1';
  static readonly stream = 'material-lot';
  @Id() location: string;
  @Id({ optional: true }) supplier?: string;
  @Id({ optional: true }) supplierLot?: string;
  @Instant({ optional: true }) expiresAt?: string;
}

/** What an order made was put into stock. */
export class ProductionReceived extends LotEvent {
  static readonly type = 'millwright.inventory.production-received.v1';
  static readonly stream = 'material-lot';
  @Id() location: string;
  @Id() order: string;
}

export class MaterialReserved extends LotEvent {
  static readonly type = 'millwright.inventory.material-reserved.v1';
  static readonly stream = 'material-lot';
  @Id() order: string;
}

export class ReservationReleased extends LotEvent {
  static readonly type = 'millwright.inventory.reservation-released.v1';
  static readonly stream = 'material-lot';
  @Id() order: string;
}

/** Of one lot: it went to the line for an order. */
export class LotIssued extends LotEvent {
  static readonly type = 'millwright.inventory.lot-issued.v1';
  static readonly stream = 'material-lot';
  @Id() order: string;
  @Id() from: string;
  @Id() to: string;
}

export class LotReturned extends LotEvent {
  static readonly type = 'millwright.inventory.lot-returned.v1';
  static readonly stream = 'material-lot';
  @Id() order: string;
  @Id() to: string;
}

/** Stock went down because tracking consumed it. */
export class LotConsumed extends LotEvent {
  static readonly type = 'millwright.inventory.lot-consumed.v1';
  static readonly stream = 'material-lot';
  @Id() order: string;
  @Id() location: string;
}

export class LotMoved extends LotEvent {
  static readonly type = 'millwright.inventory.lot-moved.v1';
  static readonly stream = 'material-lot';
  @Id() from: string;
  @Id() to: string;
}

/** A correction: the counted or corrected difference, with its reason. */
export class LotAdjusted extends LotEvent {
  static readonly type = 'millwright.inventory.lot-adjusted.v1';
  static readonly stream = 'material-lot';
  @Id() location: string;
  @Text() reason: string;
}

export class LotStatusChanged extends LotEvent {
  static readonly type = 'millwright.inventory.lot-status-changed.v1';
  static readonly stream = 'material-lot';
  @OneOf(['available', 'quarantine', 'blocked', 'scrapped']) status:
    'available' | 'quarantine' | 'blocked' | 'scrapped';
  @Text() reason: string;
}

export class LotShipped extends LotEvent {
  static readonly type = 'millwright.inventory.lot-shipped.v1';
  static readonly stream = 'material-lot';
  @Id() shipment: string;
  @Id() customer: string;
}

/** Inventory refuses from now on to move, issue or ship what is held; or does so again when `lifted`. */
export class HoldEnforcedInInventory extends LotEvent {
  static readonly type = 'millwright.inventory.hold-enforced.v1';
  static readonly stream = 'material-lot';
  @Id() hold: string;
  @Part(() => Subject) subject: Subject;
  @Flag() lifted: boolean;
}

/** Material was issued to an order: from now on tracking may consume it. */
export class MaterialIssued {
  static readonly type = 'millwright.inventory.material-issued.v1';
  static readonly stream = 'material-demand';
  @Id() order: string;
  @Id() item: string;
  @Id() lot: string;
  @Part(() => QuantityField) quantity: QuantityField;
  @Id() location: string;
}

/** Issued material came back unused: tracking may not consume it any more. */
export class MaterialReturned {
  static readonly type = 'millwright.inventory.material-returned.v1';
  static readonly stream = 'material-demand';
  @Id() order: string;
  @Id() item: string;
  @Id() lot: string;
  @Part(() => QuantityField) quantity: QuantityField;
}

export class DemandLine {
  @Id() item: string;
  @Id() unit: string;
  @Decimal() required: string;
  @Decimal() reserved: string;
  @Decimal() issued: string;
  /** required - reserved - issued, never below zero */
  @Decimal() short: string;
}

/** What an order still lacks, after a reservation or a receipt changed it. */
export class MaterialDemandChanged {
  static readonly type = 'millwright.inventory.material-demand-changed.v1';
  static readonly stream = 'material-demand';
  @Id() order: string;
  @ListOf(() => DemandLine) lines: DemandLine[];
}

export class ShipmentShipped {
  static readonly type = 'millwright.inventory.shipment-shipped.v1';
  static readonly stream = 'shipment';
  @Id() shipment: string;
  @Id() customer: string;
  @Ids() lots: string[];
}

export class RecalledShipment {
  @Id() lot: string;
  @Id() shipment: string;
  @Id() customer: string;
}

/** A lot and everything made of it was blocked, wherever it still is in the plant. The hold has the recall's number. */
export class RecallOpened {
  static readonly type = 'millwright.inventory.recall-opened.v1';
  static readonly stream = 'recall';
  @Id() recall: string;
  @Id() lot: string;
  @Text() reason: string;
  /** In stock, blocked here. */
  @ListOf(() => Subject) inStock: Subject[];
  /** Still being made; tracking holds them when it hears of this. */
  @ListOf(() => Subject) inProcess: Subject[];
  @ListOf(() => RecalledShipment) shipped: RecalledShipment[];
  @ListOf(() => Subject) scrapped: Subject[];
  @Ids() customers: string[];
}

/** Nothing more is sent to this webhook of the service. */
export class WebhookDisabled extends WebhookDisabledFields {
  static readonly type = 'millwright.inventory.webhook-disabled.v1';
  static readonly stream = 'webhook';
}
