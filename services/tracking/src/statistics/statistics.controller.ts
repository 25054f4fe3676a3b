import { Get, Query } from '@nestjs/common';
import { Rejection } from '@millwright/event-sourcing';
import { Answers, notFound, problem, PlantSettings, ReadModels, Resource } from '@millwright/platform';
import { kpiOf, windowOf, type Kpi } from '../kpi/kpi.rules.js';
import { second } from '../kpi/span.rules.js';
import { factsOf, recordedTime } from '../kpi/work-center-facts.projection.js';
import { hoursOf, type Subject } from './hours.projection.js';
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
  leadTimesOf,
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
  async orders(@Query() query: OrdersQuery): Promise<{ items: LeadTime[]; next?: string }> {
    const found = await leadTimesOf(this.read.manager, query);
    const items = found.slice(0, query.limit);
    return { items, next: found.length > query.limit ? items.at(-1)?.order : undefined };
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
  async utilization(@Query() { workCenter, ...window }: UtilizationQuery): Promise<{ items: Utilization[] }> {
    const workCenters = workCenter === undefined ? await workCentersOf(this.read.manager) : [workCenter];
    return { items: (await Promise.all(workCenters.map((one) => this.kpi(one, window)))).map(utilizationOf) };
  }

  private async hours(subject: Subject, name: string, query: StatisticsQuery): Promise<HoursPage> {
    return hoursPage(await hoursOf(this.read.manager, subject, this.settings.timeZone, query), query.limit, name);
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
