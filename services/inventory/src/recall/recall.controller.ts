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
  Sender,
  Sent,
  SortField,
} from '@millwright/platform';
import { LookedUp } from '../material-lot/looked-up.rules.js';
import { descendantsOf } from './genealogy.entity.js';
import { CloseRecallBody, OpenRecallBody } from './recall.commands.js';
import { closeRecall, openRecall, recall as recallStream } from './recall.decider.js';
import { RecallEntity } from './recall.entity.js';

class RecallQuery extends PageQuery {
  @SortField(['recall', 'lot']) sort?: string;
  @OneOfField(['open', 'closed'], 'Only those', { optional: true }) status?: string;
  @IdField('Only recalls of this lot', { optional: true }) lot?: string;
}

@Resource('inventory', 'recalls')
export class RecallController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
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
  one(@Param('recall') recall: string, @Query() time: AsOfQuery) {
    return this.history.shown(time, [recallStream(recall)], (rows) => rows.one(RecallEntity, { recall }, 'recall'));
  }

  @Get()
  @Answers({ needs: 'inventory.read', summary: 'Recalls', returns: RecallEntity, list: true })
  list(@Query() query: RecallQuery) {
    const { status, lot } = query;
    return this.read.page(RecallEntity, query, { key: 'recall', where: { status, lot } });
  }
}
