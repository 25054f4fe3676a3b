import { inventory, maintenance, quality, tracking } from '@millwright/contracts';
import { MillwrightModule, type ServiceDefinition } from '@millwright/platform';
import { Module } from '@nestjs/common';
import { BillOfMaterialController } from './bill-of-material/bill-of-material.controller.js';
import { BillOfMaterialEntity } from './bill-of-material/bill-of-material.entity.js';
import { billsOfMaterial } from './bill-of-material/bill-of-material.projection.js';
import { DispatchListController } from './dispatch/dispatch-list.controller.js';
import { heldOrders } from './dispatch/held-order.projection.js';
import { orderOperations } from './dispatch/order-operation.projection.js';
import { workCentersDown } from './dispatch/work-center-down.projection.js';
import { ItemController } from './item/item.controller.js';
import { ItemEntity } from './item/item.entity.js';
import { items } from './item/item.projection.js';
import { lotBalances, lotEvents } from './material/lot-balance.projection.js';
import { OrderShortageEntity } from './material/order-shortage.entity.js';
import { awaitedDemand } from './material/awaited-demand.reaction.js';
import { orderShortages } from './material/order-shortage.projection.js';
import { OrdersReadModels0000000000001 } from './migrations/0001-orders-read-models.js';
import { ListOrders0000000000002 } from './migrations/0002-list-orders.js';
import { followTheVerdicts, followTheWork } from './production-order/order-progress.reaction.js';
import type { OrderStatus } from './production-order/order-status.rules.js';
import { ProductionOrderController } from './production-order/production-order.controller.js';
import { ProductionOrderEntity } from './production-order/production-order.entity.js';
import { productionOrders } from './production-order/production-order.projection.js';
import { ReadinessController } from './production-order/readiness.controller.js';
import { publishedEvents } from './published-events.js';
import { ReleasePolicyController } from './release-policy/release-policy.controller.js';
import { RoutingController } from './routing/routing.controller.js';
import { RoutingEntity } from './routing/routing.entity.js';
import { routings } from './routing/routing.projection.js';
import { WorkCenterController } from './work-center/work-center.controller.js';
import { WorkCenterEntity } from './work-center/work-center.entity.js';
import { workCenters } from './work-center/work-center.projection.js';

export const ordersService: ServiceDefinition = {
  name: 'orders',
  entities: [
    ItemEntity,
    WorkCenterEntity,
    BillOfMaterialEntity,
    RoutingEntity,
    ProductionOrderEntity,
    OrderShortageEntity,
  ],
  migrations: [OrdersReadModels0000000000001, ListOrders0000000000002],
  projections: [
    items,
    workCenters,
    billsOfMaterial,
    routings,
    productionOrders,
    orderOperations,
    lotBalances,
    orderShortages,
    heldOrders,
    workCentersDown,
  ],
  reactions: [followTheWork, followTheVerdicts],
  awaits: [awaitedDemand],
  figures: [
    {
      name: 'millwright_production_orders',
      help: 'Production orders that are not completed, by status',
      entity: ProductionOrderEntity,
      by: 'status',
      values: ['draft', 'planned', 'released', 'in-progress', 'paused'] satisfies OrderStatus[],
    },
  ],
  publishes: publishedEvents,
  hears: [
    tracking.OperationStarted,
    tracking.OperationReported,
    tracking.OperationDone,
    tracking.UnitMovedIn,
    tracking.UnitScrapped,
    quality.InspectionPlanReleased,
    quality.InspectionPlanWithdrawn,
    quality.InspectionPassed,
    quality.InspectionFailed,
    quality.NonconformanceDisposed,
    quality.HoldPlaced,
    quality.HoldReleased,
    ...lotEvents,
    inventory.MaterialDemandChanged,
    maintenance.AssetWentDown,
    maintenance.AssetReleased,
  ],
};

@Module({
  imports: [MillwrightModule.of(ordersService)],
  controllers: [
    ItemController,
    WorkCenterController,
    DispatchListController,
    BillOfMaterialController,
    RoutingController,
    ReleasePolicyController,
    ProductionOrderController,
    ReadinessController,
  ],
})
export class OrdersModule {}
