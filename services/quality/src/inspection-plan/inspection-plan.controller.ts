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
import { Body, Get, Param, Post, Put, Query } from '@nestjs/common';
import {
  DraftInspectionPlan,
  PlanContentBody,
  WithdrawBody,
  InspectionPlanQuery,
  RevisionQuery,
} from './inspection-plan.commands.js';
import {
  changeInspectionPlanDraft,
  draftInspectionPlan,
  releaseInspectionPlan,
  withdrawInspectionPlan,
  inspectionPlan,
} from './inspection-plan.decider.js';
import { InspectionPlanEntity } from './inspection-plan.entity.js';

@Resource('quality', 'inspection-plans')
export class InspectionPlanController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'quality.plan',
    summary: 'Draft an inspection plan, or a further revision of one',
    creates: true,
    refuses: ['inspection-plan-exists', 'duplicate-characteristic', 'limits-crossed', 'sampling-incomplete'],
  })
  draft(@Body() command: DraftInspectionPlan, @Sent() sender: Sender) {
    return this.commands.execute(draftInspectionPlan, command, sender);
  }

  @Put(':plan/:revision')
  @Command({ needs: 'quality.plan', summary: 'Change a draft', refuses: ['illegal-transition'] })
  change(
    @Param('plan') plan: string,
    @Param('revision') revision: string,
    @Body() body: PlanContentBody,
    @Sent() sender: Sender,
  ) {
    return this.commands.execute(changeInspectionPlanDraft, { ...body, plan, revision }, sender);
  }

  @Post(':plan/:revision/release')
  @Command({
    needs: 'quality.plan',
    summary: 'Release a draft: from now on it is inspected by and never changes',
    refuses: ['illegal-transition'],
  })
  release(@Param('plan') plan: string, @Param('revision') revision: string, @Sent() sender: Sender) {
    return this.commands.execute(releaseInspectionPlan, { plan, revision }, sender);
  }

  @Post(':plan/:revision/withdraw')
  @Command({
    needs: 'quality.plan',
    summary: 'Withdraw a released revision',
    description: 'Orders released with it keep it; nothing new is inspected by it.',
    refuses: ['illegal-transition'],
  })
  withdraw(
    @Param('plan') plan: string,
    @Param('revision') revision: string,
    @Body() body: WithdrawBody,
    @Sent() sender: Sender,
  ) {
    return this.commands.execute(withdrawInspectionPlan, { ...body, plan, revision }, sender);
  }

  @Get(':plan/:revision')
  @Answers({ needs: 'quality.read', summary: 'One revision of a plan', returns: InspectionPlanEntity })
  one(@Param('plan') plan: string, @Param('revision') revision: string, @Query() time: AsOfQuery) {
    const read = (rows: ReadModels) => rows.one(InspectionPlanEntity, { plan, revision }, 'inspection-plan');
    return this.history.shown(time, [inspectionPlan(plan)], read);
  }

  @Get(':plan')
  @Answers({ needs: 'quality.read', summary: 'All revisions of a plan', returns: InspectionPlanEntity, list: true })
  async revisions(@Param('plan') plan: string, @Query() query: RevisionQuery) {
    await this.read.one(InspectionPlanEntity, { plan }, 'inspection-plan');
    return this.read.page(InspectionPlanEntity, query, { key: 'planRevision', where: { plan, status: query.status } });
  }

  @Get()
  @Answers({ needs: 'quality.read', summary: 'Inspection plans', returns: InspectionPlanEntity, list: true })
  list(@Query() query: InspectionPlanQuery) {
    const { status, plan, item, stage } = query;
    return this.read.page(InspectionPlanEntity, query, { key: 'planRevision', where: { status, plan, item, stage } });
  }
}
