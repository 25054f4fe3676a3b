import { Get, Param, Query } from '@nestjs/common';
import { Answers, ReadModels, Resource } from '@millwright/platform';
import { WorkCenterEntity } from '../work-center/work-center.entity.js';
import { DispatchListQuery } from './dispatch-list.commands.js';
import { dispatchItem, type DispatchRow } from './dispatch-list.rules.js';
import { dispatchList } from './order-operation.projection.js';

@Resource('orders', 'work-centers')
export class DispatchListController {
  constructor(private readonly read: ReadModels) {}

  @Get(':workCenter/dispatch-list')
  @Answers({
    needs: 'orders.read',
    summary: 'What is to be done at a work center, ordered by when it is due',
    description:
      'Operations of released orders that are not done yet, with what each still waits for. Every flag is "ready", "not-ready", "unknown" or "not-required"; a skill is "required" or "not-required".',
  })
  async list(@Param('workCenter') workCenter: string, @Query() { limit }: DispatchListQuery) {
    await this.read.one(WorkCenterEntity, { workCenter }, 'work-center');
    const rows = await this.read.query<DispatchRow>(dispatchList, [workCenter, limit]);
    return { items: rows.map(dispatchItem) };
  }
}
