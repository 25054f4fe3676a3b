import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  History,
  IdField,
  OneOfField,
  PageQuery,
  ReadModels,
  Resource,
  type Sender,
  Sent,
  SortField,
} from '@millwright/platform';
import { ActivityBody, StartBody } from '../booking/booking.commands.js';
import { finishActivity, pauseActivity, resumeActivity, startOperation } from '../booking/booking.decider.js';
import { ReportJobBody } from '../lot-in-process/lot-in-process.commands.js';
import { reportJob } from '../lot-in-process/lot-life.decider.js';
import { CloseJobBody } from './job.commands.js';
import { closeJob } from './job-life.decider.js';
import { jobViews } from './job-view.rules.js';
import { ActivityEntity, JobEntity } from './job.entity.js';
import { jobId, jobOf } from './job.decider.js';
import { In } from 'typeorm';

class JobsQuery extends PageQuery {
  @SortField(['job', 'workCenter']) sort?: string;
  @IdField('Only jobs that make this item', { optional: true }) item?: string;
  @OneOfField(['open', 'done', 'closed'], 'Only those that can be worked on, or not any more', { optional: true })
  state?: string;
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
    private readonly history: History,
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
  async list(@Query() query: JobsQuery) {
    const { order, workCenter, item, state } = query;
    const where = { order, workCenter, item, status: state };
    const { items, next } = await this.read.page(JobEntity, query, { key: 'job', where });
    const orders = [...new Set(items.map((one) => one.order))];
    const [all, activities] = await Promise.all([
      this.read.find(JobEntity, { where: { order: In(orders) } }),
      this.read.find(ActivityEntity, { where: { order: In(orders) }, order: { startedAt: 'ASC' } }),
    ]);
    const views = items.flatMap((job) =>
      jobViews([job], activities.filter(ofOrder(job.order)), all.filter(ofOrder(job.order))),
    );
    return { items: views, next };
  }

  @Get(':order/:operation')
  @Answers({ needs: 'execution.read', summary: 'A job and the work on it' })
  one(@Param('order') order: string, @Param('operation') operation: string, @Query() time: AsOfQuery) {
    return this.history.versioned(
      time,
      [jobOf(order, operation)],
      async (rows) => {
        const job = await rows.one(JobEntity, { job: jobId(order, operation) }, 'job');
        const [all, activities] = await Promise.all([
          rows.find(JobEntity, { where: { order } }),
          rows.find(ActivityEntity, { where: { order, operation }, order: { startedAt: 'ASC' } }),
        ]);
        return jobViews([job], activities, all)[0];
      },
      () => this.ofOrder(order),
    );
  }

  /** Whether a job is ready depends on those before it. */
  private async ofOrder(order: string) {
    const jobs = await this.read.find(JobEntity, { where: { order } });
    return jobs.map(({ operation }) => jobOf(order, operation));
  }
}

const ofOrder =
  (order: string) =>
  (one: { order: string }): boolean =>
    one.order === order;
