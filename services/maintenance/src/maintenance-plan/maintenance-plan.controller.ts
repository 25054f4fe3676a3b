import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  History,
  ReadModels,
  Resource,
  Sender,
  Sent,
} from '@millwright/platform';
import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { In } from 'typeorm';
import { MeterEntity } from '../meter/meter.entity.js';
import { EndPlanBody, MakeMaintenancePlan, PlanQuery } from './maintenance-plan.commands.js';
import { endMaintenancePlan, makeMaintenancePlan, maintenancePlan } from './maintenance-plan.decider.js';
import { MaintenancePlanEntity } from './maintenance-plan.entity.js';
import { planView } from './maintenance-plan-view.rules.js';
import { meterStreams, meter as meterStream } from '../meter/meter.decider.js';
import { workOrder as workOrderStream } from '../work-order/work-order.decider.js';
import { WorkOrderEntity } from '../work-order/work-order.entity.js';

@Resource('maintenance', 'plans')
export class MaintenancePlanController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'maintenance.plan',
    summary: 'Plan maintenance by a meter or by the calendar',
    description:
      'A meter plan counts from where the meter stands now. Each interval that is over opens one work order, PM-<plan>-<number>.',
    creates: true,
    refuses: ['plan-exists', 'unknown-asset', 'unknown-meter', 'interval-unclear'],
  })
  make(@Body() command: MakeMaintenancePlan, @Sent() sender: Sender) {
    return this.commands.execute(makeMaintenancePlan, command, sender);
  }

  @Post(':plan/end')
  @Command({
    needs: 'maintenance.plan',
    summary: 'End a plan: nothing becomes due by it any more',
    refuses: ['illegal-transition'],
  })
  end(@Param('plan') plan: string, @Body() body: EndPlanBody, @Sent() sender: Sender) {
    return this.commands.execute(endMaintenancePlan, { ...body, plan }, sender);
  }

  @Get(':plan')
  @Answers({ needs: 'maintenance.read', summary: 'One plan and when it is due next' })
  one(@Param('plan') plan: string, @Query() time: AsOfQuery) {
    return this.history.shown(
      time,
      () => this.withItsWork(plan, time),
      async (rows) => (await viewsOf(rows, [await rows.one(MaintenancePlanEntity, { plan }, 'maintenance-plan')]))[0],
    );
  }

  @Get()
  @Answers({ needs: 'maintenance.read', summary: 'Maintenance plans' })
  async list(@Query() query: PlanQuery) {
    const { asset, status, meter } = query;
    const where = { asset, status, meter };
    const { items, ...rest } = await this.read.page(MaintenancePlanEntity, query, { key: 'plan', where });
    return { items: await viewsOf(this.read, items), ...rest };
  }

  /** The work orders that it opened, and the meter that it goes by. */
  private async withItsWork(plan: string, time: AsOfQuery) {
    const { meter } = await this.read.one(MaintenancePlanEntity, { plan }, 'maintenance-plan');
    const opened = await this.read.find(WorkOrderEntity, { select: { workOrder: true }, where: { plan } });
    const page = meter === null ? 0 : (await this.history.stateOf(meterStream(meter), time)).state.page;
    const ofMeter = meter === null ? [] : meterStreams(meter, page);
    return [maintenancePlan(plan), ...opened.map(({ workOrder }) => workOrderStream(workOrder)), ...ofMeter];
  }
}

async function viewsOf(rows: ReadModels, plans: readonly MaintenancePlanEntity[]) {
  const meters = await rows.find(MeterEntity, { where: { meter: In(plans.flatMap(({ meter }) => meter ?? [])) } });
  return plans.map((plan) => planView(plan, meters));
}
