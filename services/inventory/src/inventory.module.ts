import { Module } from '@nestjs/common';
import { orders, quality, tracking } from '@millwright/contracts';
import { MillwrightModule, type ServiceDefinition } from '@millwright/platform';
import { ContainerController } from './container/container.controller.js';
import { ContainerEntity, ContainerLotEntity } from './container/container.entity.js';
import { containers } from './container/container.projection.js';
import { DemandController } from './demand/demand.controller.js';
import { DemandLineEntity, MaterialDemandEntity } from './demand/demand.entity.js';
import { demands } from './demand/demand.projection.js';
import {
  closeDemandsOfOrdersThatAreOver,
  lookAgainForShortOrders,
  reserveForReleasedOrders,
  takeBackUncoveredReservations,
  topUpShortOrders,
} from './demand/demand.reaction.js';
import { takeBackReservationsOnExpiredLots } from './demand/expiry.timer.js';
import { ItemEntity } from './item/item.entity.js';
import { items } from './item/item.projection.js';
import { LocationController } from './location/location.controller.js';
import { LocationEntity } from './location/location.entity.js';
import { locations } from './location/location.projection.js';
import { MaterialLotController } from './material-lot/material-lot.controller.js';
import { MaterialLotEntity } from './material-lot/material-lot.entity.js';
import { materialLots } from './material-lot/material-lot.projection.js';
import { enforceHolds, scrapReceivedUnits, takeConsumptionFromStock } from './material-lot/material-lot.reaction.js';
import { InventoryReadModels0000000000001 } from './migrations/0001-inventory-read-models.js';
import { ListOrders0000000000002 } from './migrations/0002-list-orders.js';
import { PurchaseOrders0000000000003 } from './migrations/0003-purchase-orders.js';
import { ProductionReceiptController } from './production-receipt/production-receipt.controller.js';
import { ProductionReceiptEntity } from './production-receipt/production-receipt.entity.js';
import { productionReceipts } from './production-receipt/production-receipt.projection.js';
import { publishedEvents } from './published-events.js';
import { GenealogyEntity } from './recall/genealogy.entity.js';
import { genealogy } from './recall/genealogy.projection.js';
import { RecallController } from './recall/recall.controller.js';
import { RecallEntity } from './recall/recall.entity.js';
import { recalls } from './recall/recall.projection.js';
import { spreadRecallsToProducts } from './recall/recall.reaction.js';
import { ReceiptController } from './receipt/receipt.controller.js';
import { ReservationController } from './reservation/reservation.controller.js';
import { ReservationEntity } from './reservation/reservation.entity.js';
import { reservations } from './reservation/reservation.projection.js';
import { ShipmentController } from './shipment/shipment.controller.js';
import { ShipmentEntity } from './shipment/shipment.entity.js';
import { shipments } from './shipment/shipment.projection.js';
import { AvailabilityController, StockController } from './stock/stock.controller.js';
import { VarianceController } from './variance/variance.controller.js';
import { VarianceEntity } from './variance/variance.entity.js';
import { variances } from './variance/variance.projection.js';

export const inventoryService: ServiceDefinition = {
  name: 'inventory',
  entities: [
    ItemEntity,
    LocationEntity,
    MaterialLotEntity,
    MaterialDemandEntity,
    DemandLineEntity,
    ReservationEntity,
    ProductionReceiptEntity,
    ContainerEntity,
    ContainerLotEntity,
    ShipmentEntity,
    GenealogyEntity,
    RecallEntity,
    VarianceEntity,
  ],
  migrations: [InventoryReadModels0000000000001, ListOrders0000000000002, PurchaseOrders0000000000003],
  projections: [
    items,
    locations,
    materialLots,
    demands,
    reservations,
    productionReceipts,
    containers,
    shipments,
    genealogy,
    recalls,
    variances,
  ],
  reactions: [
    reserveForReleasedOrders,
    lookAgainForShortOrders,
    topUpShortOrders,
    takeBackUncoveredReservations,
    closeDemandsOfOrdersThatAreOver,
    takeConsumptionFromStock,
    scrapReceivedUnits,
    enforceHolds,
    spreadRecallsToProducts,
  ],
  timers: [takeBackReservationsOnExpiredLots],
  publishes: publishedEvents,
  hears: [
    orders.ItemReleased,
    orders.ProductionOrderReleased,
    orders.ProductionOrderClosed,
    orders.ProductionOrderCancelled,
    tracking.MaterialConsumed,
    tracking.UnitCompleted,
    tracking.UnitSentToRework,
    tracking.UnitScrapped,
    tracking.LotCompleted,
    quality.HoldPlaced,
    quality.HoldReleased,
  ],
};

@Module({
  imports: [MillwrightModule.of(inventoryService)],
  controllers: [
    LocationController,
    ContainerController,
    ReceiptController,
    MaterialLotController,
    StockController,
    AvailabilityController,
    DemandController,
    ReservationController,
    ProductionReceiptController,
    ShipmentController,
    RecallController,
    VarianceController,
  ],
})
export class InventoryModule {}
