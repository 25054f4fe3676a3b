import { orders, tracking } from '@millwright/contracts';
import { MillwrightModule, type ServiceDefinition } from '@millwright/platform';
import { Module } from '@nestjs/common';
import { AssetController, AssetTreeController } from './asset/asset.controller.js';
import { AssetEntity, DowntimeEntity } from './asset/asset.entity.js';
import { assets } from './asset/asset.projection.js';
import { MaintenancePlanController } from './maintenance-plan/maintenance-plan.controller.js';
import { MaintenancePlanEntity } from './maintenance-plan/maintenance-plan.entity.js';
import { maintenancePlans } from './maintenance-plan/maintenance-plan.projection.js';
import { maintenanceFallsDue } from './maintenance-plan/maintenance-plan.timer.js';
import { MaintenanceRequestController } from './maintenance-request/maintenance-request.controller.js';
import { MaintenanceRequestEntity } from './maintenance-request/maintenance-request.entity.js';
import { maintenanceRequests } from './maintenance-request/maintenance-request.projection.js';
import { MeterController } from './meter/meter.controller.js';
import { MeterEntity } from './meter/meter.entity.js';
import { meters } from './meter/meter.projection.js';
import { cyclesAreCounted, runningTimeIsCounted } from './meter/meter.reaction.js';
import { MaintenanceReadModels0000000000001 } from './migrations/0001-maintenance.js';
import { MaintenanceRequests0000000000002 } from './migrations/0002-maintenance-requests.js';
import { ListOrders0000000000003 } from './migrations/0003-list-orders.js';
import { publishedEvents } from './published-events.js';
import { ReliabilityController } from './reliability/reliability.controller.js';
import { WorkOrderController } from './work-order/work-order.controller.js';
import { WorkOrderEntity } from './work-order/work-order.entity.js';
import { workOrders } from './work-order/work-order.projection.js';
import type { WorkOrderStatus } from './work-order/work-order.rules.js';

export const maintenanceService: ServiceDefinition = {
  name: 'maintenance',
  entities: [
    AssetEntity,
    DowntimeEntity,
    MaintenanceRequestEntity,
    WorkOrderEntity,
    MeterEntity,
    MaintenancePlanEntity,
  ],
  migrations: [MaintenanceReadModels0000000000001, MaintenanceRequests0000000000002, ListOrders0000000000003],
  projections: [assets, maintenanceRequests, workOrders, meters, maintenancePlans],
  reactions: [cyclesAreCounted, runningTimeIsCounted],
  timers: [maintenanceFallsDue],
  figures: [
    {
      name: 'millwright_maintenance_work_orders',
      help: 'Maintenance work orders that are not completed, by status',
      entity: WorkOrderEntity,
      by: 'status',
      values: ['open', 'assigned', 'started'] satisfies WorkOrderStatus[],
    },
    {
      name: 'millwright_assets',
      help: 'Assets, up and down',
      entity: AssetEntity,
      by: 'status',
      values: ['up', 'down'],
    },
  ],
  publishes: publishedEvents,
  hears: [orders.ItemReleased, tracking.UnitFinishedOperation, tracking.MachineStateChanged],
};

@Module({
  imports: [MillwrightModule.of(maintenanceService)],
  controllers: [
    AssetController,
    AssetTreeController,
    MaintenanceRequestController,
    WorkOrderController,
    MeterController,
    MaintenancePlanController,
    ReliabilityController,
  ],
})
export class MaintenanceModule {}
