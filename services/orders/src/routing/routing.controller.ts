import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  History,
  type ReadModels,
  Resource,
  Sender,
  Sent,
} from '@millwright/platform';
import { DraftRouting } from './routing.commands.js';
import { draftRouting, releaseRouting, routing } from './routing.decider.js';
import { RoutingEntity } from './routing.entity.js';

@Resource('orders', 'routings')
export class RoutingController {
  constructor(
    private readonly commands: Commands,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'master-data.maintain',
    summary: 'Draft a routing: a graph of operations, parallel branches allowed',
    creates: true,
    refuses: [
      'routing-exists',
      'unknown-item',
      'unknown-work-center',
      'duplicate-operation',
      'unknown-predecessor',
      'cyclic-routing',
    ],
  })
  draft(@Body() command: DraftRouting, @Sent() sender: Sender) {
    return this.commands.execute(draftRouting, command, sender);
  }

  @Post(':item/:revision/release')
  @Command({
    needs: 'master-data.maintain',
    summary: 'Release a routing: it is the current one from now on',
    refuses: ['unknown-routing', 'illegal-transition'],
  })
  release(@Param('item') item: string, @Param('revision') revision: string, @Sent() sender: Sender) {
    return this.commands.execute(releaseRouting, { item, revision }, sender);
  }

  @Get(':item/:revision')
  @Answers({ needs: 'master-data.read', summary: 'A routing', returns: RoutingEntity })
  one(@Param('item') item: string, @Param('revision') revision: string, @Query() time: AsOfQuery) {
    const read = (rows: ReadModels) => rows.one(RoutingEntity, { item, revision }, 'routing');
    return this.history.versioned(time, [routing(item, revision)], read);
  }
}
