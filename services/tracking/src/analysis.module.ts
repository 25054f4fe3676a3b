import { maintenance, orders, quality } from '@millwright/contracts';
import { ExceptionController } from './exception/exception.controller.js';
import { PlantException } from './exception/exception.entity.js';
import { exceptions } from './exception/exception.projection.js';
import { KpiController } from './kpi/kpi.controller.js';
import { workAndOutput } from './kpi/work.projection.js';
import { MachineController } from './machine/machine.controller.js';
import { gateMachines } from './machine/machine.reaction.js';
import { machineTimeline } from './machine/machine-timeline.projection.js';
import { workCenterCalendars } from './machine/work-center-calendar.projection.js';
import { Analysis0000000000101 } from './migrations/0101-analysis.js';
import { ReportController } from './report/report.controller.js';
import { StatisticsController } from './statistics/statistics.controller.js';

/** What tracking knows about machines and about work of the past, and the figures computed from it. */
export const analysis = {
  entities: [PlantException],
  migrations: [Analysis0000000000101],
  projections: [workCenterCalendars, machineTimeline, workAndOutput, exceptions],
  reactions: [gateMachines],
  timers: [],
  controllers: [MachineController, KpiController, ReportController, ExceptionController, StatisticsController],
  hears: [
    orders.WorkCenterReleased,
    maintenance.AssetWentDown,
    maintenance.AssetReleased,
    quality.NonconformanceOpened,
    quality.NonconformanceDisposed,
  ],
};
