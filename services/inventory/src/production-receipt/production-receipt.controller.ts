import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  History,
  IdField,
  PageQuery,
  ReadModels,
  Resource,
  Sender,
  Sent,
  SortField,
} from '@millwright/platform';
import { ReceiveProduction } from './production-receipt.commands.js';
import { receiveProduction } from './production-receipt.decider.js';
import { ProductionReceiptEntity } from './production-receipt.entity.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import { MaterialLotEntity } from '../material-lot/material-lot.entity.js';

class ProductionReceiptQuery extends PageQuery {
  @SortField(['order', 'item']) sort?: string;
  @IdField('Only of this item', { optional: true, example: 'GM-40' }) item?: string;
}

@Resource('inventory', 'production-receipts')
export class ProductionReceiptController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
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
  one(@Param('order') order: string, @Query() time: AsOfQuery) {
    const read = (rows: ReadModels) => rows.one(ProductionReceiptEntity, { order }, 'production-receipt');
    return this.history.shown(time, () => this.lotsOf(order), read);
  }

  private async lotsOf(order: string) {
    const lots = await this.read.find(MaterialLotEntity, { select: { lot: true }, where: { order } });
    return lots.map(({ lot }) => materialLot(lot));
  }

  @Get()
  @Answers({
    needs: 'inventory.read',
    summary: 'Receipts from production, by order',
    returns: ProductionReceiptEntity,
    list: true,
  })
  list(@Query() query: ProductionReceiptQuery) {
    return this.read.page(ProductionReceiptEntity, query, { key: 'order', where: { item: query.item } });
  }
}
