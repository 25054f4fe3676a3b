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
import { MaintenanceRequestEntity } from '../maintenance-request/maintenance-request.entity.js';
import { AssignBody, CancelBody, CompleteBody, OpenWorkOrder, WorkOrderQuery } from './work-order.commands.js';
import { stopping, WorkOrderEntity } from './work-order.entity.js';
import {
  assignWorkOrder,
  cancelWorkOrder,
  completeWorkOrder,
  openWorkOrder,
  startWorkOrder,
  verifyWorkOrder,
} from './work-order-life.decider.js';
import { workOrderView, workOrderWithRequests } from './work-order-view.rules.js';
import { workOrder as workOrderStream } from './work-order.decider.js';
import { maintenanceRequest } from '../maintenance-request/maintenance-request.decider.js';
import { asset as assetStream } from '../asset/asset.decider.js';
import { assetStreams } from '../asset/downtime.decider.js';

@Resource('maintenance', 'work-orders')
export class WorkOrderController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
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
  one(@Param('workOrder') workOrder: string, @Query() time: AsOfQuery) {
    return this.history.shown(
      time,
      () => this.withItsStop(workOrder),
      async (rows) => {
        const [row, requests] = await Promise.all([
          rows.one(WorkOrderEntity, { workOrder }, 'work-order'),
          rows.find(MaintenanceRequestEntity, { where: { workOrder }, order: { request: 'ASC' } }),
        ]);
        return workOrderWithRequests(row, requests);
      },
    );
  }

  /** The requests that it does, and the stop of its asset. */
  private async withItsStop(workOrder: string) {
    const { asset } = await this.read.one(WorkOrderEntity, { workOrder }, 'work-order');
    const requests = await this.read.find(MaintenanceRequestEntity, { where: { workOrder } });
    return [
      workOrderStream(workOrder),
      ...requests.map(({ request }) => maintenanceRequest(request)),
      ...assetStreams(asset, await this.history.eventsOf(assetStream(asset))),
    ];
  }

  @Get()
  @Answers({ needs: 'maintenance.read', summary: 'Work orders', returns: WorkOrderEntity, list: true })
  async list(@Query() query: WorkOrderQuery) {
    const { asset, status, kind, plan, person, workCenter } = query;
    const { items, ...rest } = await this.read.page(WorkOrderEntity, query, {
      key: 'workOrder',
      where: {
        asset,
        status,
        kind,
        plan,
        person,
        ...stopping(workCenter),
      },
      dates: 'openedAt',
    });
    return { items: items.map(workOrderView), ...rest };
  }
}
