import { Body, Get, Param, Post } from '@nestjs/common';
import { Answers, Command, Commands, ReadModels, Resource, Sender, Sent } from '@millwright/platform';
import { DraftRouting } from './routing.commands.js';
import { draftRouting, releaseRouting } from './routing.decider.js';
import { RoutingEntity } from './routing.entity.js';

@Resource('orders', 'routings')
export class RoutingController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
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
  one(@Param('item') item: string, @Param('revision') revision: string) {
    return this.read.one(RoutingEntity, { item, revision }, 'routing');
  }
}
