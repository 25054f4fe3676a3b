import { Get, Param, Query } from '@nestjs/common';
import { Rejection } from '@millwright/event-sourcing';
import { Answers, notFound, problem, PlantSettings, ReadModels, Resource } from '@millwright/platform';
import { KpiOfMachineQuery, KpiQuery, ShiftsQuery } from './kpi.commands.js';
import { kpiOf, kpiOfShift, shiftWindows, windowOf, type Kpi } from './kpi.rules.js';
import { second } from './span.rules.js';
import { calendarOf, factsOf, recordedTime } from './work-center-facts.projection.js';

@Resource('tracking', 'kpi')
export class KpiController {
  constructor(
    private readonly read: ReadModels,
    private readonly settings: PlantSettings,
  ) {}

  @Get('oee')
  @Answers({
    needs: 'analysis.read',
    summary: 'OEE of a work center with its ISO 22400-2 time elements',
    description:
      'By work center and window; with `order` or `item` only the time and the pieces of those. Exact fractions and decimal strings; the conventions stand in the answer.',
  })
  oee(@Query() query: KpiQuery): Promise<Kpi> {
    return this.kpi(query);
  }

  @Get('oee/shifts')
  @Answers({
    needs: 'analysis.read',
    summary: 'OEE by shift of the calendar, for the shifts that begin on a local date',
  })
  async shifts(
    @Query() { workCenter, date, shift }: ShiftsQuery,
  ): Promise<{ workCenter: string; date: string; items: Kpi[] }> {
    const here = { now: second(new Date()), timeZone: this.settings.timeZone };
    const db = this.read.manager;
    const windows = shiftWindows(date, await calendarOf(db, workCenter), here, shift);
    const items = windows.map(async (one) =>
      kpiOfShift(one, workCenter, await factsOf(db, { workCenter }, one.window), here),
    );
    return { workCenter, date, items: await Promise.all(items) };
  }

  @Get('machines/:workCenter')
  @Answers({ needs: 'analysis.read', summary: 'The same figures by the machine' })
  machine(@Param('workCenter') workCenter: string, @Query() query: KpiOfMachineQuery): Promise<Kpi> {
    return this.kpi({ ...query, workCenter });
  }

  private async kpi(query: KpiQuery): Promise<Kpi> {
    const here = { now: second(new Date()), timeZone: this.settings.timeZone };
    const db = this.read.manager;
    const recorded = (await recordedTime(db, query)) ?? notFound('work-center', query.workCenter);
    const window = windowOf(query, recorded, here);
    return window instanceof Rejection ? problem(window) : kpiOf(query, await factsOf(db, query, window), window, here);
  }
}
