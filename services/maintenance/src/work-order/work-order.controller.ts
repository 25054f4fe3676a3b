import { Answers, Command, Commands, ReadModels, Resource, Sender, Sent } from '@millwright/platform';
import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { MaintenanceRequestEntity } from '../maintenance-request/maintenance-request.entity.js';
import { AssignBody, CancelBody, CompleteBody, OpenWorkOrder, WorkOrderQuery } from './work-order.commands.js';
import { WorkOrderEntity } from './work-order.entity.js';
import {
  assignWorkOrder,
  cancelWorkOrder,
  completeWorkOrder,
  openWorkOrder,
  startWorkOrder,
  verifyWorkOrder,
} from './work-order-life.decider.js';
import { workOrderView, workOrderWithRequests } from './work-order-view.rules.js';

@Resource('maintenance', 'work-orders')
export class WorkOrderController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
  ) {}

  @Post()
  @Command({
    needs: 'maintenance.plan',
    summary: 'Ask for work on an asset',
    creates: true,
    refuses: ['work-order-exists', 'unknown-asset', 'number-reserved'],
  })
  open(@Body() command: OpenWorkOrder, @Sent() sender: Sender) {
    return this.commands.execute(openWorkOrder, command, sender);
  }

  @Post(':workOrder/assign')
  @Command({ needs: 'maintenance.plan', summary: 'Say who shall do it', refuses: ['illegal-transition'] })
  assign(@Param('workOrder') workOrder: string, @Body() body: AssignBody, @Sent() sender: Sender) {
    return this.commands.execute(assignWorkOrder, { ...body, workOrder }, sender);
  }

  @Post(':workOrder/start')
  @Command({ needs: 'maintenance.work', summary: 'Begin the work', refuses: ['illegal-transition'] })
  start(@Param('workOrder') workOrder: string, @Sent() sender: Sender) {
    return this.commands.execute(startWorkOrder, { workOrder }, sender);
  }

  @Post(':workOrder/complete')
  @Command({
    needs: 'maintenance.work',
    summary: 'The work is done: failure, cause, remedy, spare parts, labor',
    description: 'A corrective work order needs its failure and its remedy.',
    refuses: ['illegal-transition', 'codes-missing', 'completed-before-start'],
  })
  complete(@Param('workOrder') workOrder: string, @Body() body: CompleteBody, @Sent() sender: Sender) {
    return this.commands.execute(completeWorkOrder, { ...body, workOrder }, sender);
  }

  @Post(':workOrder/verify')
  @Command({ needs: 'maintenance.work', summary: 'The work was checked', refuses: ['illegal-transition'] })
  verify(@Param('workOrder') workOrder: string, @Sent() sender: Sender) {
    return this.commands.execute(verifyWorkOrder, { workOrder }, sender);
  }

  @Post(':workOrder/cancel')
  @Command({
    needs: 'maintenance.plan',
    summary: 'The work is not done',
    refuses: ['illegal-transition', 'asset-down'],
  })
  cancel(@Param('workOrder') workOrder: string, @Body() body: CancelBody, @Sent() sender: Sender) {
    return this.commands.execute(cancelWorkOrder, { ...body, workOrder }, sender);
  }

  @Get(':workOrder')
  @Answers({
    needs: 'maintenance.read',
    summary: 'One work order with the stop that it is about and the requests that it does',
    returns: WorkOrderEntity,
  })
  async one(@Param('workOrder') workOrder: string) {
    const [row, requests] = await Promise.all([
      this.read.one(WorkOrderEntity, { workOrder }, 'work-order'),
      this.read.find(MaintenanceRequestEntity, { where: { workOrder }, order: { request: 'ASC' } }),
    ]);
    return workOrderWithRequests(row, requests);
  }

  @Get()
  @Answers({ needs: 'maintenance.read', summary: 'Work orders', returns: WorkOrderEntity, list: true })
  async list(@Query() { asset, status, kind, plan, ...page }: WorkOrderQuery) {
    const { items, ...rest } = await this.read.page(WorkOrderEntity, 'workOrder', page, {
      where: { asset, status, kind, plan },
    });
    return { items: items.map(workOrderView), ...rest };
  }
}
