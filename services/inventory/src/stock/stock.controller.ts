import { Get, Param, Query } from '@nestjs/common';
import { Answers, DecimalField, IdField, PageQuery, ReadModels, Resource } from '@millwright/platform';
import { ItemEntity } from '../item/item.entity.js';
import { stockGroups } from './stock.entity.js';
import { availability, cursorFrom, stockPage } from './stock.rules.js';

class StockQuery extends PageQuery {
  @IdField('Only this item', { optional: true, example: 'GM-40' }) item?: string;
  @IdField('Only at this location', { optional: true, example: 'FINISHED' }) location?: string;
}

class AvailabilityAnswer {
  @IdField('Item', { example: 'GM-40' }) item: string;
  @IdField('Its base unit, in which all amounts are', { example: 'C62' }) unit: string;
  @DecimalField('In the plant, wherever it is') onHand: string;
  @DecimalField('Promised, not yet issued') reserved: string;
  @DecimalField('At the line for orders, not yet consumed') issued: string;
  @DecimalField('Free: neither reserved, nor issued, nor held, blocked, in quarantine or expired') available: string;
}

class StockAnswer extends AvailabilityAnswer {
  @IdField('Where it is', { example: 'FINISHED' }) location: string;
}

@Resource('inventory', 'stock')
export class StockController {
  constructor(private readonly read: ReadModels) {}

  @Get()
  @Answers({
    needs: 'inventory.read',
    summary: 'Stock by item and location; where there is none, there is no line',
    returns: StockAnswer,
    list: true,
  })
  async list(@Query() { item, location, limit, after }: StockQuery) {
    return stockPage(
      await stockGroups(this.read.manager, { item, location }, cursorFrom(after), limit + 1),
      limit,
      new Date().toISOString(),
    );
  }
}

const everything = 1_000_000;

@Resource('inventory', 'items')
export class AvailabilityController {
  constructor(private readonly read: ReadModels) {}

  @Get(':item/availability')
  @Answers({
    needs: 'inventory.read',
    summary: 'How much of an item there is, and how much of it is free: the same number that commands check',
    returns: AvailabilityAnswer,
  })
  async one(@Param('item') item: string) {
    const known = await this.read.one(ItemEntity, { item }, 'item');
    return availability(
      known,
      await stockGroups(this.read.manager, { item }, cursorFrom(undefined), everything),
      new Date().toISOString(),
    );
  }
}
