import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  Command,
  Commands,
  IdField,
  PageQuery,
  ReadModels,
  Resource,
  Sent,
  type Sender,
} from '@millwright/platform';
import { ActivityBody, StartBody } from '../booking/booking.commands.js';
import { finishActivity, pauseActivity, resumeActivity, startOperation } from '../booking/booking.decider.js';
import { ReportJobBody } from '../lot-in-process/lot-in-process.commands.js';
import { reportJob } from '../lot-in-process/lot-life.decider.js';
import { CloseJobBody } from './job.commands.js';
import { closeJob } from './job-life.decider.js';
import { jobViews } from './job-view.rules.js';
import { ActivityEntity, JobEntity } from './job.entity.js';
import { jobId } from './job.decider.js';
import { In } from 'typeorm';

class JobsQuery extends PageQuery {
  @IdField('Only jobs of this order', { optional: true }) order?: string;
  @IdField('Only jobs at this work center', { optional: true }) workCenter?: string;
}

const gates = [
  'order-paused',
  'order-completed',
  'order-closed',
  'order-cancelled',
  'job-waiting',
  'job-done',
  'job-closed',
  'machine-down',
  'machine-busy',
  'not-clocked-in',
];
const startRefusals = ['skill-missing', 'skill-expired', 'skill-not-yet-valid', 'activity-already-open', ...gates];

@Resource('tracking', 'jobs')
export class JobController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
  ) {}

  @Post(':order/:operation/start')
  @Command({
    needs: 'execution.work',
    summary: 'The actor begins to work on the operation',
    creates: true,
    refuses: startRefusals,
  })
  start(
    @Param('order') order: string,
    @Param('operation') operation: string,
    @Body() body: StartBody,
    @Sent() sender: Sender,
  ) {
    return this.commands.execute(startOperation, { order, operation, ...body }, sender);
  }

  @Post(':order/:operation/pause')
  @Command({
    needs: 'execution.work',
    summary: 'Pause an activity',
    refuses: ['activity-not-open', 'not-your-activity', 'illegal-transition'],
  })
  pause(
    @Param('order') order: string,
    @Param('operation') operation: string,
    @Body() body: ActivityBody,
    @Sent() sender: Sender,
  ) {
    return this.commands.execute(pauseActivity, { order, operation, ...body }, sender);
  }

  @Post(':order/:operation/resume')
  @Command({
    needs: 'execution.work',
    summary: 'Go on with an activity',
    refuses: ['activity-not-open', 'not-your-activity', 'illegal-transition', ...gates],
  })
  resume(
    @Param('order') order: string,
    @Param('operation') operation: string,
    @Body() body: ActivityBody,
    @Sent() sender: Sender,
  ) {
    return this.commands.execute(resumeActivity, { order, operation, ...body }, sender);
  }

  @Post(':order/:operation/finish')
  @Command({
    needs: 'execution.work',
    summary: 'End an activity',
    description: 'The work of the person who began it is booked; nobody else is touched.',
    refuses: ['activity-not-open', 'not-your-activity', 'ends-before-start'],
  })
  finish(
    @Param('order') order: string,
    @Param('operation') operation: string,
    @Body() body: ActivityBody,
    @Sent() sender: Sender,
  ) {
    return this.commands.execute(finishActivity, { order, operation, ...body }, sender);
  }

  @Post(':order/:operation/report')
  @Command({
    needs: 'execution.work',
    summary: 'Report good, scrap and rework of an item tracked by lot',
    description: "Apart from anybody's time. Produces into the lot in process of the order.",
    refuses: [
      'tracked-by-unit',
      'scrap-reason-required',
      'nothing-reported',
      'more-than-in-lot',
      'more-than-ordered',
      'job-waiting',
      'wrong-operation',
      'components-missing',
      'lot-on-hold',
      'lot-required',
    ],
  })
  report(
    @Param('order') order: string,
    @Param('operation') operation: string,
    @Body() body: ReportJobBody,
    @Sent() sender: Sender,
  ) {
    return this.commands.execute(reportJob, { order, operation, ...body }, sender);
  }

  @Post(':order/:operation/close')
  @Command({
    needs: 'execution.supervise',
    summary: 'End an operation with fewer pieces than ordered',
    refuses: ['illegal-transition', 'activity-open'],
  })
  close(
    @Param('order') order: string,
    @Param('operation') operation: string,
    @Body() body: CloseJobBody,
    @Sent() sender: Sender,
  ) {
    return this.commands.execute(closeJob, { order, operation, ...body }, sender);
  }

  @Get()
  @Answers({ needs: 'execution.read', summary: 'Jobs of an order or a work center' })
  async list(@Query() { order, workCenter, ...page }: JobsQuery) {
    const where = { ...(order !== undefined && { order }), ...(workCenter !== undefined && { workCenter }) };
    const { items, next } = await this.read.page(JobEntity, 'job', page, { where });
    const orders = [...new Set(items.map((one) => one.order))];
    const [all, activities] = await Promise.all([
      this.read.find(JobEntity, { where: { order: In(orders) } }),
      this.read.find(ActivityEntity, { where: { order: In(orders) }, order: { startedAt: 'ASC' } }),
    ]);
    const views = orders.flatMap((one) =>
      jobViews(items.filter(ofOrder(one)), activities.filter(ofOrder(one)), all.filter(ofOrder(one))),
    );
    return { items: views.sort((a, b) => a.job.localeCompare(b.job)), next };
  }

  @Get(':order/:operation')
  @Answers({ needs: 'execution.read', summary: 'A job and the work on it' })
  async one(@Param('order') order: string, @Param('operation') operation: string) {
    const job = await this.read.one(JobEntity, { job: jobId(order, operation) }, 'job');
    const [all, activities] = await Promise.all([
      this.read.find(JobEntity, { where: { order } }),
      this.read.find(ActivityEntity, { where: { order, operation }, order: { startedAt: 'ASC' } }),
    ]);
    return jobViews([job], activities, all)[0];
  }
}

const ofOrder =
  (order: string) =>
  (one: { order: string }): boolean =>
    one.order === order;
