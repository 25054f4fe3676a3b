import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  History,
  OneOfField,
  PageQuery,
  ReadModels,
  Resource,
  Sender,
  Sent,
  SortField,
} from '@millwright/platform';
import { DefineItem, ItemReasonBody, ItemRevisionBody } from './item.commands.js';
import { blockItem, defineItem, reviseItem, unblockItem, item as itemStream } from './item.decider.js';
import { ItemEntity } from './item.entity.js';

class ItemQuery extends PageQuery {
  @SortField(['item']) sort?: string;
  @OneOfField(['serial', 'lot'], 'Only those', { optional: true }) tracking?: ItemEntity['tracking'];
  @OneOfField(['true', 'false'], 'Only those that may not be used, or those that may', { optional: true })
  blocked?: string;
}

@Resource('orders', 'items')
export class ItemController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'master-data.maintain',
    summary: 'Define an item and release its first revision',
    creates: true,
    refuses: ['item-exists', 'invalid-conversion'],
  })
  define(@Body() command: DefineItem, @Sent() sender: Sender) {
    return this.commands.execute(defineItem, command, sender);
  }

  @Post(':item/revisions')
  @Command({
    needs: 'master-data.maintain',
    summary: 'Release a further revision of an item',
    creates: true,
    refuses: ['unknown-item', 'item-revision-exists', 'unit-mismatch', 'invalid-conversion'],
  })
  revise(@Param('item') item: string, @Body() body: ItemRevisionBody, @Sent() sender: Sender) {
    return this.commands.execute(reviseItem, { ...body, item }, sender);
  }

  @Post(':item/block')
  @Command({
    needs: 'master-data.maintain',
    summary: 'Block an item: nothing of it or with it is released any more',
    refuses: ['unknown-item', 'illegal-transition'],
  })
  block(@Param('item') item: string, @Body() body: ItemReasonBody, @Sent() sender: Sender) {
    return this.commands.execute(blockItem, { ...body, item }, sender);
  }

  @Post(':item/unblock')
  @Command({
    needs: 'master-data.maintain',
    summary: 'Unblock an item',
    refuses: ['unknown-item', 'illegal-transition'],
  })
  unblock(@Param('item') item: string, @Body() body: ItemReasonBody, @Sent() sender: Sender) {
    return this.commands.execute(unblockItem, { ...body, item }, sender);
  }

  @Get(':item')
  @Answers({ needs: 'master-data.read', summary: 'An item in its latest revision', returns: ItemEntity })
  one(@Param('item') item: string, @Query() time: AsOfQuery) {
    return this.history.versioned(time, [itemStream(item)], (rows) => rows.one(ItemEntity, { item }, 'item'));
  }

  @Get()
  @Answers({ needs: 'master-data.read', summary: 'Items', returns: ItemEntity, list: true })
  list(@Query() query: ItemQuery) {
    const { tracking, blocked } = query;
    const where = { tracking, blocked: blocked === undefined ? undefined : blocked === 'true' };
    return this.read.page(ItemEntity, query, { key: 'item', where });
  }
}
