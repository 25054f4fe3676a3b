import { inventory, orders, tracking } from '@millwright/contracts';
import { MillwrightModule, type ServiceDefinition } from '@millwright/platform';
import { Module } from '@nestjs/common';
import { DispositionPolicyController } from './disposition-policy/disposition-policy.controller.js';
import { awaitedEnforcement } from './hold/awaited-enforcement.reaction.js';
import { HoldController } from './hold/hold.controller.js';
import { HoldEnforcementEntity, HoldEntity } from './hold/hold.entity.js';
import { holds } from './hold/hold.projection.js';
import { recallAppearsAsHold, scrappedGoodsEndTheirHold } from './hold/hold.reaction.js';
import { InspectionPlanController } from './inspection-plan/inspection-plan.controller.js';
import { InspectionPlanEntity } from './inspection-plan/inspection-plan.entity.js';
import { inspectionPlans } from './inspection-plan/inspection-plan.projection.js';
import { InspectionController } from './inspection/inspection.controller.js';
import { InspectionEntity } from './inspection/inspection.entity.js';
import { inspections } from './inspection/inspection.projection.js';
import { LotQualityController, OrderQualityController } from './judged-goods/judged-goods.controller.js';
import { InspectedOrderEntity } from './judged-goods/judged-goods.entity.js';
import { judgedGoods } from './judged-goods/judged-goods.projection.js';
import { QualityReadModels0000000000001 } from './migrations/0001-quality.js';
import { ListOrders0000000000002 } from './migrations/0002-list-orders.js';
import { CountPlacedHolds0000000000003 } from './migrations/0003-count-placed-holds.js';
import { NonconformanceController } from './nonconformance/nonconformance.controller.js';
import { NonconformanceEntity } from './nonconformance/nonconformance.entity.js';
import { nonconformances } from './nonconformance/nonconformance.projection.js';
import { publishedEvents } from './published-events.js';

export const qualityService: ServiceDefinition = {
  name: 'quality',
  entities: [
    InspectionPlanEntity,
    InspectionEntity,
    NonconformanceEntity,
    HoldEntity,
    HoldEnforcementEntity,
    InspectedOrderEntity,
  ],
  migrations: [QualityReadModels0000000000001, ListOrders0000000000002, CountPlacedHolds0000000000003],
  projections: [inspectionPlans, inspections, nonconformances, holds, judgedGoods],
  reactions: [recallAppearsAsHold, scrappedGoodsEndTheirHold],
  awaits: [awaitedEnforcement],
  figures: [
    {
      name: 'millwright_holds',
      help: 'Holds that are not released',
      entity: HoldEntity,
      by: 'status',
      values: ['placed'],
    },
  ],
  publishes: publishedEvents,
  hears: [
    orders.ItemReleased,
    orders.ProductionOrderReleased,
    tracking.UnitMovedIn,
    tracking.UnitFinishedOperation,
    tracking.UnitScrapped,
    tracking.MaterialConsumed,
    tracking.LotCompleted,
    tracking.HoldEnforcedInTracking,
    inventory.MaterialReceived,
    inventory.ProductionReceived,
    inventory.LotMoved,
    inventory.LotShipped,
    inventory.LotStatusChanged,
    inventory.HoldEnforcedInInventory,
    inventory.RecallOpened,
  ],
};

@Module({
  imports: [MillwrightModule.of(qualityService)],
  controllers: [
    InspectionPlanController,
    InspectionController,
    NonconformanceController,
    HoldController,
    DispositionPolicyController,
    OrderQualityController,
    LotQualityController,
  ],
})
export class QualityModule {}
