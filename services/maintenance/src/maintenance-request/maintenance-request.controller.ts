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
import {
  AcceptRequestBody,
  DeclineRequestBody,
  RequestMaintenance,
  RequestQuery,
} from './maintenance-request.commands.js';
import {
  acceptMaintenanceRequest,
  declineMaintenanceRequest,
  requestMaintenance,
  maintenanceRequest,
} from './maintenance-request.decider.js';
import { MaintenanceRequestEntity } from './maintenance-request.entity.js';
import { requestView } from './maintenance-request-view.rules.js';

@Resource('maintenance', 'requests')
export class MaintenanceRequestController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'maintenance.request',
    summary: 'Ask maintenance to look at an asset',
    description: 'It keeps working; of an asset that cannot, say that it is down.',
    creates: true,
    refuses: ['maintenance-request-exists', 'unknown-asset'],
  })
  request(@Body() command: RequestMaintenance, @Sent() sender: Sender) {
    return this.commands.execute(requestMaintenance, command, sender);
  }

  @Post(':request/accept')
  @Command({
    needs: 'maintenance.plan',
    summary: 'It will be done: by a corrective work order that is opened, or by the one named',
    refuses: ['illegal-transition', 'unknown-work-order', 'work-order-of-other-asset', 'work-order-done'],
  })
  accept(@Param('request') request: string, @Body() body: AcceptRequestBody, @Sent() sender: Sender) {
    return this.commands.execute(acceptMaintenanceRequest, { ...body, request }, sender);
  }

  @Post(':request/decline')
  @Command({ needs: 'maintenance.plan', summary: 'It will not be done, and why', refuses: ['illegal-transition'] })
  decline(@Param('request') request: string, @Body() body: DeclineRequestBody, @Sent() sender: Sender) {
    return this.commands.execute(declineMaintenanceRequest, { ...body, request }, sender);
  }

  @Get(':request')
  @Answers({
    needs: 'maintenance.read',
    summary: 'One maintenance request and what became of it',
    returns: MaintenanceRequestEntity,
  })
  async one(@Param('request') request: string, @Query() time: AsOfQuery) {
    const read = (rows: ReadModels) => rows.one(MaintenanceRequestEntity, { request }, 'maintenance-request');
    return requestView(await this.history.shown(time, [maintenanceRequest(request)], read));
  }

  @Get()
  @Answers({
    needs: 'maintenance.read',
    summary: 'Maintenance requests',
    returns: MaintenanceRequestEntity,
    list: true,
  })
  async list(@Query() query: RequestQuery) {
    const { asset, status, workOrder } = query;
    const { items, ...rest } = await this.read.page(MaintenanceRequestEntity, query, {
      key: 'request',
      where: { asset, status, workOrder },
      dates: 'requestedAt',
    });
    return { items: items.map(requestView), ...rest };
  }
}
