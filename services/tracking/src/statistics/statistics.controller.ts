import { Get, Query } from '@nestjs/common';
import { Rejection } from '@millwright/event-sourcing';
import {
  Answers,
  computedPage,
  notFound,
  type Page,
  PlantSettings,
  problem,
  ReadModels,
  Resource,
} from '@millwright/platform';
import { kpiOf, windowOf, type Kpi } from '../kpi/kpi.rules.js';
import { second } from '../kpi/span.rules.js';
import { factsOf, recordedTime } from '../kpi/work-center-facts.projection.js';
import { hoursRows, type HoursRow, type Subject } from './hours.projection.js';
import { OrdersQuery, RejectsQuery, StatisticsQuery, UtilizationQuery } from './statistics.commands.js';
import {
  hoursPage,
  pareto,
  utilizationOf,
  type HoursPage,
  type Rejects,
  type Utilization,
} from './statistics.rules.js';
import {
  leadTimeRows,
  rejectsBy,
  totalsOf,
  workCentersOf,
  type LeadTime,
  type Totals,
} from './work-totals.projection.js';

const rejectKeys = { item: ['item'], operation: ['operation'], 'item-operation': ['item', 'operation'] } as const;

@Resource('tracking', 'statistics')
export class StatisticsController {
  constructor(
    private readonly read: ReadModels,
    private readonly settings: PlantSettings,
  ) {}

  @Get('totals')
  @Answers({ needs: 'analysis.read', summary: 'How much was recorded in all' })
  totals(): Promise<Totals> {
    return totalsOf(this.read.manager);
  }

  @Get('machines')
  @Answers({
    needs: 'analysis.read',
    summary: 'Busy, set-up and breakdown time and pieces per machine',
    description: 'With `by=day` per day of the plant.',
  })
  machines(@Query() query: StatisticsQuery): Promise<HoursPage> {
    return this.hours('machine', 'workCenter', query);
  }

  @Get('people')
  @Answers({ needs: 'labor.read', summary: 'The same per person' })
  people(@Query() query: StatisticsQuery): Promise<HoursPage> {
    return this.hours('person', 'person', query);
  }

  @Get('items')
  @Answers({ needs: 'analysis.read', summary: 'The same per item' })
  items(@Query() query: StatisticsQuery): Promise<HoursPage> {
    return this.hours('item', 'item', query);
  }

  @Get('orders')
  @Answers({ needs: 'analysis.read', summary: 'Lead time per order, from the first start to the last end' })
  orders(@Query() query: OrdersQuery): Promise<Page<LeadTime>> {
    return this.read.rows<LeadTime>(leadTimeRows(query.order), query);
  }

  @Get('rejects')
  @Answers({
    needs: 'analysis.read',
    summary: 'Which items or operations the rejects come from, the most first (Pareto)',
  })
  async rejects(@Query() { by, ...window }: RejectsQuery): Promise<{ by: string; items: Rejects[]; rejected: string }> {
    return { by, ...pareto(await rejectsBy(this.read.manager, rejectKeys[by], window)) };
  }

  @Get('utilization')
  @Answers({
    needs: 'analysis.read',
    summary: 'Use of the planned busy time per work center, ISO 22400-2',
    description: 'Overlapping bookings count once. Says so where a work center has no calendar.',
  })
  async utilization(@Query() query: UtilizationQuery): Promise<Page<Utilization>> {
    const { workCenter, from, to } = query;
    const workCenters = workCenter === undefined ? await workCentersOf(this.read.manager) : [workCenter];
    const { items, next } = computedPage({ name: 'utilization', items: workCenters, place: (one) => one }, query);
    return { items: (await Promise.all(items.map((one) => this.kpi(one, { from, to })))).map(utilizationOf), next };
  }

  private async hours(subject: Subject, name: string, query: StatisticsQuery): Promise<HoursPage> {
    const rows = hoursRows(subject, this.settings.timeZone, query);
    return hoursPage(await this.read.rows<HoursRow>(rows, query), name);
  }

  private async kpi(workCenter: string, asked: { from?: string; to?: string }): Promise<Kpi> {
    const here = { now: second(new Date()), timeZone: this.settings.timeZone };
    const db = this.read.manager;
    const recorded = (await recordedTime(db, { workCenter })) ?? notFound('work-center', workCenter);
    const window = windowOf(asked, recorded, here);
    return window instanceof Rejection
      ? problem(window)
      : kpiOf({ workCenter }, await factsOf(db, { workCenter }, window), window, here);
  }
}
