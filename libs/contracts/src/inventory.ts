import { Decimal, Flag, Id, Ids, Instant, ListOf, OneOf, Part, Text } from './fields.js';
import { QuantityField, Subject } from './shared.js';
import * as the from './the.js';
import { WebhookDisabledFields } from './webhooks.js';

/** Of a lot, in the item's base unit, after what the event says. */
export class LotBalance {
  @Decimal({
    about: "In the plant, wherever it is, not yet consumed, shipped or scrapped; in the item's base unit.",
    example: '40',
  })
  onHand: string;
  @Decimal({ about: "Promised to orders, not yet issued to them; in the item's base unit.", example: '10' })
  reserved: string;
  @Decimal({ about: "Neither reserved, nor issued, nor blocked, nor expired; in the item's base unit.", example: '30' })
  available: string;
}

class LotEvent {
  @Id(the.lot) lot: string;
  @Id(the.item) item: string;
  @Part(() => QuantityField, { about: 'How much of the lot it is about, in the base unit of the item.' })
  quantity: QuantityField;
  @Part(() => LotBalance, { about: 'How the lot stands after it.' }) balance: LotBalance;
  @Id(the.personBehind) person?: string;
}

export class MaterialReceived extends LotEvent {
  static readonly type = 'millwright.inventory.material-received.v1';
  static readonly stream = 'material-lot';
  static readonly about = 'Material came from a supplier and is in stock.';
  @Id(the.location) location: string;
  @Id({ about: 'Number of the supplier.', example: 'S-100', optional: true }) supplier?: string;
  @Id({ about: "The supplier's own lot number.", example: 'A-4711', optional: true }) supplierLot?: string;
  @Id({ about: "The ERP's number of the purchase order that it came with.", example: '4500098765', optional: true })
  purchaseOrder?: string;
  @Instant({ about: 'From then on it must not be used, in UTC.', example: '2027-01-05T00:00:00.000Z', optional: true })
  expiresAt?: string;
}

export class ProductionReceived extends LotEvent {
  static readonly type = 'millwright.inventory.production-received.v1';
  static readonly stream = 'material-lot';
  static readonly about = 'What an order made was put into stock.';
  @Id(the.location) location: string;
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
}

export class MaterialReserved extends LotEvent {
  static readonly type = 'millwright.inventory.material-reserved.v1';
  static readonly stream = 'material-lot';
  static readonly about = 'A part of a lot was promised to an order.';
  @Id(the.order) order: string;
}

export class ReservationReleased extends LotEvent {
  static readonly type = 'millwright.inventory.reservation-released.v1';
  static readonly stream = 'material-lot';
  static readonly about = 'A part of a lot is promised to the order no longer.';
  @Id(the.order) order: string;
}

export class LotIssued extends LotEvent {
  static readonly type = 'millwright.inventory.lot-issued.v1';
  static readonly stream = 'material-lot';
  static readonly about = 'A part of a lot went to the line for an order. It is still in the plant.';
  @Id(the.order) order: string;
  @Id({ ...the.location, about: 'Where it came from.' }) from: string;
  @Id({ about: 'Where it went, a location at the line.', example: 'LINE-1' }) to: string;
}

export class LotReturned extends LotEvent {
  static readonly type = 'millwright.inventory.lot-returned.v1';
  static readonly stream = 'material-lot';
  static readonly about = 'A part of a lot came back from the line unused.';
  @Id(the.order) order: string;
  @Id({ ...the.location, about: 'Where it went.' }) to: string;
}

export class LotConsumed extends LotEvent {
  static readonly type = 'millwright.inventory.lot-consumed.v1';
  static readonly stream = 'material-lot';
  static readonly about = 'Stock went down because tracking consumed it: the posting of goods issued to the order.';
  @Id(the.order) order: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Id(the.workCenterIfKnown) workCenter?: string;
  @Id(the.location) location: string;
}

export class LotMoved extends LotEvent {
  static readonly type = 'millwright.inventory.lot-moved.v1';
  static readonly stream = 'material-lot';
  static readonly about = 'A part of a lot was moved to another location.';
  @Id({ ...the.location, about: 'Where it came from.' }) from: string;
  @Id({ about: 'Where it went.', example: 'WH-2' }) to: string;
}

export class LotAdjusted extends LotEvent {
  static readonly type = 'millwright.inventory.lot-adjusted.v1';
  static readonly stream = 'material-lot';
  static readonly about =
    'A correction: the quantity is the counted or corrected difference, below zero where something was missing.';
  @Id(the.location) location: string;
  @Text(the.reason) reason: string;
}

export class LotStatusChanged extends LotEvent {
  static readonly type = 'millwright.inventory.lot-status-changed.v1';
  static readonly stream = 'material-lot';
  static readonly about = 'A lot was blocked, unblocked, put into quarantine, released from it, or scrapped.';
  @OneOf(['available', 'quarantine', 'blocked', 'scrapped'], {
    about: 'What it is from now on; what is scrapped has left the stock.',
    example: 'quarantine',
  })
  status: 'available' | 'quarantine' | 'blocked' | 'scrapped';
  @Text(the.reason) reason: string;
}

export class LotShipped extends LotEvent {
  static readonly type = 'millwright.inventory.lot-shipped.v1';
  static readonly stream = 'material-lot';
  static readonly about = 'A part of a lot left the plant for a customer.';
  @Id(the.shipment) shipment: string;
  @Id(the.customer) customer: string;
}

export class HoldEnforcedInInventory extends LotEvent {
  static readonly type = 'millwright.inventory.hold-enforced.v1';
  static readonly stream = 'material-lot';
  static readonly about =
    'Inventory refuses from now on to move, issue or ship what is held; or does so again when it is lifted.';
  @Id(the.hold) hold: string;
  @Part(() => Subject, { about: 'What is held.' }) subject: Subject;
  @Flag({ about: 'The hold was taken off.', example: false }) lifted: boolean;
}

export class MaterialIssued {
  static readonly type = 'millwright.inventory.material-issued.v1';
  static readonly stream = 'material-demand';
  static readonly about = 'Material was issued to an order: from now on tracking may consume it.';
  @Id(the.order) order: string;
  @Id(the.component) item: string;
  @Id(the.lot) lot: string;
  @Part(() => QuantityField, { about: 'How much, in the base unit of the item.' }) quantity: QuantityField;
  @Id({ about: 'Where it lies, a location at the line.', example: 'LINE-1' }) location: string;
}

export class MaterialReturned {
  static readonly type = 'millwright.inventory.material-returned.v1';
  static readonly stream = 'material-demand';
  static readonly about = 'Issued material came back unused: tracking may not consume it any more.';
  @Id(the.order) order: string;
  @Id(the.component) item: string;
  @Id(the.lot) lot: string;
  @Part(() => QuantityField, { about: 'How much, in the base unit of the item.' }) quantity: QuantityField;
}

export class DemandLine {
  @Id(the.component) item: string;
  @Id(the.unitCode) unit: string;
  @Decimal({ about: 'What the order needs, in `unit`.', example: '12' }) required: string;
  @Decimal({ about: 'What is reserved for it, in `unit`.', example: '10' }) reserved: string;
  @Decimal({ about: 'What was issued to it, in `unit`.', example: '0' }) issued: string;
  @Decimal({ about: 'required - reserved - issued, never below zero, in `unit`.', example: '2' }) short: string;
}

export class MaterialDemandChanged {
  static readonly type = 'millwright.inventory.material-demand-changed.v1';
  static readonly stream = 'material-demand';
  static readonly about = 'What an order still lacks, after a reservation or a receipt changed it.';
  @Id(the.order) order: string;
  @ListOf(() => DemandLine, { about: 'A line for each item that the order needs.' }) lines: DemandLine[];
}

export class ShippedLine {
  @Id(the.lot) lot: string;
  @Id(the.item) item: string;
  @Part(() => QuantityField, { about: 'How much of the lot left, in the base unit of the item.' })
  quantity: QuantityField;
}

export class ShipmentShipped {
  static readonly type = 'millwright.inventory.shipment-shipped.v1';
  static readonly stream = 'shipment';
  static readonly about = 'A shipment left the plant, with all its lots.';
  @Id(the.shipment) shipment: string;
  @Id(the.customer) customer: string;
  @Ids({ about: 'Lots and serial numbers that left.', example: ['L-2026-0001'] }) lots: string[];
  @ListOf(() => ShippedLine, { about: 'The same with item and quantity.', optional: true }) lines?: ShippedLine[];
  @Id(the.personBehind) person?: string;
}

export class RecalledShipment {
  @Id(the.lot) lot: string;
  @Id(the.shipment) shipment: string;
  @Id(the.customer) customer: string;
}

export class RecallOpened {
  static readonly type = 'millwright.inventory.recall-opened.v1';
  static readonly stream = 'recall';
  static readonly about =
    "A lot and everything made of it was blocked, wherever it still is in the plant. The hold has the recall's number.";
  @Id({ about: 'Number of the recall.', example: 'R-0001' }) recall: string;
  @Id({ ...the.lot, about: 'The lot that the recall began with.' }) lot: string;
  @Text({ about: 'Why, as it was entered.', example: 'Material certificate withdrawn' }) reason: string;
  @ListOf(() => Subject, { about: 'In stock, blocked here.' }) inStock: Subject[];
  @ListOf(() => Subject, { about: 'Still being made; tracking holds them when it hears of this.' })
  inProcess: Subject[];
  @ListOf(() => RecalledShipment, { about: 'What has left the plant, and to whom.' }) shipped: RecalledShipment[];
  @ListOf(() => Subject, { about: 'Scrapped before.' }) scrapped: Subject[];
  @Ids({ about: 'The customers to be told.', example: ['C-100'] }) customers: string[];
}

export class WebhookDisabled extends WebhookDisabledFields {
  static readonly type = 'millwright.inventory.webhook-disabled.v1';
  static readonly stream = 'webhook';
  static readonly about = 'Nothing more is sent to this webhook of the service.';
}
