import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  FromField,
  History,
  IdField,
  OneOfField,
  PageQuery,
  ReadModels,
  Resource,
  Sender,
  Sent,
  SortField,
  ToField,
} from '@millwright/platform';
import { LookedUp } from '../material-lot/looked-up.rules.js';
import { candidatesFor } from '../material-lot/material-lot.entity.js';
import { IssueMaterialBody, ReturnMaterialBody } from './demand.commands.js';
import { DemandLineEntity, lotsReservedFor, MaterialDemandEntity, shortagesOf } from './demand.entity.js';
import { demandView } from './demand-view.rules.js';
import { issueMaterial } from './issue-material.decider.js';
import { reserveMaterial } from './reserve-material.decider.js';
import { returnMaterial } from './return-material.decider.js';
import { demand } from './demand.decider.js';
import { materialLot } from '../material-lot/material-lot.decider.js';

class DemandQuery extends PageQuery {
  @SortField(['order', 'dueAt']) sort?: string;
  @OneOfField(['open', 'closed'], 'Only those', { optional: true }) status?: string;
  @IdField('Only orders that make this item', { optional: true, example: 'GM-40' }) product?: string;
  @FromField('due') from?: string;
  @ToField('due') to?: string;
}

@Resource('inventory', 'demands')
export class DemandController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post(':order/reserve')
  @Command({
    needs: 'inventory.issue',
    summary: 'Reserve what an order is still short of',
    description: 'Happens by itself when the order is released and whenever stock becomes available.',
    refuses: ['unknown-demand', 'demand-closed'],
  })
  async reserve(@Param('order') order: string, @Sent() sender: Sender) {
    const candidates = new LookedUp(
      await candidatesFor(this.read.manager, await shortagesOf(this.read.manager, order), sender.occasion.at),
    );
    return this.commands.execute(reserveMaterial, { order, candidates }, sender);
  }

  @Post(':order/issue')
  @Command({
    needs: 'inventory.issue',
    summary: 'Issue material to an order at the line',
    description:
      'Without lines, all that is reserved for it. What is issued beyond the requirement is recorded as a variance.',
    refuses: [
      'unknown-demand',
      'demand-closed',
      'nothing-to-issue',
      'not-in-demand',
      'not-enough-available',
      'lot-on-hold',
      'lot-not-available',
      'lot-expired',
      'wrong-item',
      'unknown-location',
    ],
  })
  async issue(@Param('order') order: string, @Body() body: IssueMaterialBody, @Sent() sender: Sender) {
    const reserved = new LookedUp(await lotsReservedFor(this.read.manager, order));
    return this.commands.execute(issueMaterial, { ...body, order, reserved }, sender);
  }

  @Post(':order/return')
  @Command({
    needs: 'inventory.issue',
    summary: 'Return unused material from the line',
    refuses: ['unknown-demand', 'more-than-issued', 'unknown-location'],
  })
  return(@Param('order') order: string, @Body() body: ReturnMaterialBody, @Sent() sender: Sender) {
    return this.commands.execute(returnMaterial, { ...body, order }, sender);
  }

  @Get(':order')
  @Answers({
    needs: 'inventory.read',
    summary: 'What an order needs, has reserved, has at the line, has consumed and is short of',
  })
  one(@Param('order') order: string, @Query() time: AsOfQuery) {
    return this.history.shown(
      time,
      () => this.withLots(order),
      async (rows) =>
        demandView(
          await rows.one(MaterialDemandEntity, { order }, 'demand'),
          await rows.find(DemandLineEntity, { where: { order }, order: { line: 'ASC' } }),
        ),
    );
  }

  /** The lots that were issued to it tell what was consumed. */
  private async withLots(order: string) {
    const stream = demand(order);
    const events = await this.history.eventsOf(stream);
    const lots = events.flatMap(({ type, data }) => (type === 'MaterialIssued' ? [data.lot] : []));
    return [stream, ...[...new Set(lots)].map((lot) => materialLot(lot))];
  }

  @Get()
  @Answers({
    needs: 'inventory.read',
    summary: 'Material demands of orders',
    returns: MaterialDemandEntity,
    list: true,
  })
  list(@Query() query: DemandQuery) {
    const { status, product } = query;
    return this.read.page(MaterialDemandEntity, query, { key: 'order', where: { status, product }, dates: 'dueAt' });
  }
}
