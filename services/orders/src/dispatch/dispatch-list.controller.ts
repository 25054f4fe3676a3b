import { Get, Param, Query } from '@nestjs/common';
import { Answers, type ComputedRows, ReadModels, Resource } from '@millwright/platform';
import { WorkCenterEntity } from '../work-center/work-center.entity.js';
import { DispatchListQuery } from './dispatch-list.commands.js';
import { dispatchItem, type DispatchRow } from './dispatch-list.rules.js';
import { toBeDone } from './order-operation.projection.js';

const dispatchList = (workCenter: string): ComputedRows => ({
  name: `dispatch list of ${workCenter}`,
  sql: toBeDone,
  parameters: [workCenter],
  sorts: { dueAt: 'timestamp with time zone', order: 'text', sequence: 'integer' },
  absent: ['dueAt'],
  key: ['dueAt', 'order', 'sequence'],
});

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
  async list(@Param('workCenter') workCenter: string, @Query() query: DispatchListQuery) {
    await this.read.one(WorkCenterEntity, { workCenter }, 'work-center');
    const { items, next } = await this.read.rows<DispatchRow>(dispatchList(workCenter), query);
    return { items: items.map(dispatchItem), next };
  }
}
