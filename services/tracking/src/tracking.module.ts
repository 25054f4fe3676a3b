import { Module } from '@nestjs/common';
import { inventory, orders, quality } from '@millwright/contracts';
import { MillwrightModule, type ServiceDefinition } from '@millwright/platform';
import { accessOfSite } from './access/access.module.js';
import { analysis } from './analysis.module.js';
import { AttendanceController } from './attendance/attendance.controller.js';
import { AttendanceEntity } from './attendance/attendance.entity.js';
import { attendances } from './attendance/attendance.projection.js';
import { forgottenClockOut } from './attendance/attendance.timer.js';
import { LaborController } from './booking/booking.controller.js';
import { BookingEntity } from './booking/booking.entity.js';
import { bookings } from './booking/booking.projection.js';
import { GenealogyController } from './genealogy/genealogy.controller.js';
import { genealogy } from './genealogy/genealogy.projection.js';
import { enforceHolds } from './hold/hold.reaction.js';
import { JobController } from './job/job.controller.js';
import { ActivityEntity, JobEntity } from './job/job.entity.js';
import { jobs } from './job/job.projection.js';
import { openJobs } from './job/job.reaction.js';
import { LotInProcessController } from './lot-in-process/lot-in-process.controller.js';
import { LotInProcessEntity } from './lot-in-process/lot-in-process.entity.js';
import { lotsInProcess } from './lot-in-process/lot-in-process.projection.js';
import { ExecutionReadModels0000000000001 } from './migrations/0001-execution-read-models.js';
import { HoldsOfLots0000000000002 } from './migrations/0002-holds-of-lots.js';
import { ListOrders0000000000301 } from './migrations/0301-list-orders.js';
import { CountOpenJobs0000000000302 } from './migrations/0302-count-open-jobs.js';
import { NumberSeriesController } from './number-series/number-series.controller.js';
import { NumberSeriesEntity } from './number-series/number-series.entity.js';
import { numberSeriesList } from './number-series/number-series.projection.js';
import { PersonController } from './person/person.controller.js';
import { PersonEntity, PersonSkillEntity } from './person/person.entity.js';
import { skills } from './person/person.projection.js';
import { publishedEvents } from './published-events.js';
import { UnitController } from './unit/unit.controller.js';
import { UnitEntity } from './unit/unit.entity.js';
import { units } from './unit/unit.projection.js';
import { followQuality } from './unit/unit.reaction.js';
import { WipController } from './unit/wip.controller.js';

const hears = [
  orders.ItemReleased,
  orders.ProductionOrderReleased,
  orders.ProductionOrderPaused,
  orders.ProductionOrderResumed,
  orders.ProductionOrderCompleted,
  orders.ProductionOrderReopened,
  orders.ProductionOrderClosed,
  orders.ProductionOrderCancelled,
  inventory.MaterialIssued,
  inventory.MaterialReturned,
  inventory.MaterialReceived,
  inventory.ProductionReceived,
  inventory.LotShipped,
  inventory.RecallOpened,
  quality.InspectionPassed,
  quality.InspectionFailed,
  quality.NonconformanceDisposed,
  quality.HoldPlaced,
  quality.HoldReleased,
];

export const trackingService: ServiceDefinition = {
  name: 'tracking',
  entities: [
    PersonEntity,
    PersonSkillEntity,
    AttendanceEntity,
    NumberSeriesEntity,
    JobEntity,
    ActivityEntity,
    BookingEntity,
    UnitEntity,
    LotInProcessEntity,
    ...analysis.entities,
    ...accessOfSite.entities,
  ],
  migrations: [
    ExecutionReadModels0000000000001,
    HoldsOfLots0000000000002,
    ...analysis.migrations,
    ...accessOfSite.migrations,
    ListOrders0000000000301,
    CountOpenJobs0000000000302,
  ],
  projections: [
    skills,
    attendances,
    numberSeriesList,
    jobs,
    bookings,
    units,
    lotsInProcess,
    genealogy,
    ...analysis.projections,
  ],
  reactions: [openJobs, followQuality, enforceHolds, ...analysis.reactions],
  timers: [forgottenClockOut, ...analysis.timers],
  figures: [
    {
      name: 'millwright_jobs',
      help: 'Operations of released orders that are not done',
      entity: JobEntity,
      by: 'status',
      values: ['open'],
    },
    {
      name: 'millwright_units',
      help: 'Units on the floor, in process and in rework',
      entity: UnitEntity,
      by: 'status',
      values: ['in-process', 'rework'],
    },
  ],
  publishes: publishedEvents,
  begins: accessOfSite.begins,
  workCenterOf: accessOfSite.workCenterOf,
  hears: [...new Set([...hears, ...analysis.hears])],
};

@Module({
  imports: [MillwrightModule.of(trackingService)],
  controllers: [
    PersonController,
    AttendanceController,
    NumberSeriesController,
    JobController,
    LaborController,
    UnitController,
    WipController,
    LotInProcessController,
    GenealogyController,
    ...analysis.controllers,
    ...accessOfSite.controllers,
  ],
})
export class TrackingModule {}
