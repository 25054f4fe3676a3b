import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { Answers, Command, Commands, PageQuery, ReadModels, Resource, Sender, Sent } from '@millwright/platform';
import { ReceiveProduction } from './production-receipt.commands.js';
import { receiveProduction } from './production-receipt.decider.js';
import { ProductionReceiptEntity } from './production-receipt.entity.js';

@Resource('inventory', 'production-receipts')
export class ProductionReceiptController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
  ) {}

  @Post()
  @Command({
    needs: 'inventory.receive',
    summary: 'Put what an order has finished into stock',
    creates: true,
    refuses: [
      'unit-not-completed',
      'already-received',
      'of-another-order',
      'lot-not-completed',
      'more-than-completed',
      'lot-exists',
      'unknown-location',
    ],
  })
  receive(@Body() command: ReceiveProduction, @Sent() sender: Sender) {
    return this.commands.execute(receiveProduction, command, sender);
  }

  @Get(':order')
  @Answers({
    needs: 'inventory.read',
    summary: 'How much of an order has been received into stock',
    returns: ProductionReceiptEntity,
  })
  one(@Param('order') order: string) {
    return this.read.one(ProductionReceiptEntity, { order }, 'production-receipt');
  }

  @Get()
  @Answers({
    needs: 'inventory.read',
    summary: 'Receipts from production, by order',
    returns: ProductionReceiptEntity,
    list: true,
  })
  list(@Query() page: PageQuery) {
    return this.read.page(ProductionReceiptEntity, 'order', page);
  }
}
