import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { Answers, Command, Commands, PageQuery, ReadModels, Resource, Sender, Sent } from '@millwright/platform';
import { LookedUp } from '../material-lot/looked-up.rules.js';
import { descendantsOf } from './genealogy.entity.js';
import { CloseRecallBody, OpenRecallBody } from './recall.commands.js';
import { closeRecall, openRecall } from './recall.decider.js';
import { RecallEntity } from './recall.entity.js';

@Resource('inventory', 'recalls')
export class RecallController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
  ) {}

  @Post()
  @Command({
    needs: 'inventory.recall',
    summary: 'Block a lot and everything made of it, wherever it still is in the plant',
    description:
      'The answer says what is in stock, in process, shipped (to whom) and scrapped. The hold has the number of the recall.',
    creates: true,
    refuses: ['unknown-lot', 'recall-exists'],
  })
  async open(@Body() body: OpenRecallBody, @Sent() sender: Sender) {
    const descendants = new LookedUp(await descendantsOf(this.read.manager, body.lot));
    return this.commands.execute(openRecall, { ...body, descendants }, sender);
  }

  @Post(':recall/close')
  @Command({
    needs: 'inventory.recall',
    summary: 'Close a recall and lift its hold',
    refuses: ['unknown-recall', 'illegal-transition'],
  })
  close(@Param('recall') recall: string, @Body() body: CloseRecallBody, @Sent() sender: Sender) {
    return this.commands.execute(closeRecall, { ...body, recall }, sender);
  }

  @Get(':recall')
  @Answers({
    needs: 'inventory.read',
    summary: 'A recall, with where everything was when it was opened or became known',
    returns: RecallEntity,
  })
  one(@Param('recall') recall: string) {
    return this.read.one(RecallEntity, { recall }, 'recall');
  }

  @Get()
  @Answers({ needs: 'inventory.read', summary: 'Recalls', returns: RecallEntity, list: true })
  list(@Query() page: PageQuery) {
    return this.read.page(RecallEntity, 'recall', page);
  }
}
