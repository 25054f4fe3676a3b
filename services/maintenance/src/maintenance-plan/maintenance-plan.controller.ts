import { Answers, Command, Commands, ReadModels, Resource, Sender, Sent } from '@millwright/platform';
import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { In } from 'typeorm';
import { MeterEntity } from '../meter/meter.entity.js';
import { EndPlanBody, MakeMaintenancePlan, PlanQuery } from './maintenance-plan.commands.js';
import { endMaintenancePlan, makeMaintenancePlan } from './maintenance-plan.decider.js';
import { MaintenancePlanEntity } from './maintenance-plan.entity.js';
import { planView } from './maintenance-plan-view.rules.js';

@Resource('maintenance', 'plans')
export class MaintenancePlanController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
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
  async one(@Param('plan') plan: string) {
    return (await this.views([await this.read.one(MaintenancePlanEntity, { plan }, 'maintenance-plan')]))[0];
  }

  @Get()
  @Answers({ needs: 'maintenance.read', summary: 'Maintenance plans' })
  async list(@Query() { asset, status, ...page }: PlanQuery) {
    const { items, ...rest } = await this.read.page(MaintenancePlanEntity, 'plan', page, { where: { asset, status } });
    return { items: await this.views(items), ...rest };
  }

  private async views(rows: readonly MaintenancePlanEntity[]) {
    const meters = await this.read.find(MeterEntity, {
      where: { meter: In(rows.flatMap(({ meter }) => meter ?? [])) },
    });
    return rows.map((row) => planView(row, meters));
  }
}
