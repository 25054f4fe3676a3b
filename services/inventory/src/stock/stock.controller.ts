import { Get, Param, Query } from '@nestjs/common';
import { Answers, DecimalField, IdField, PageQuery, ReadModels, Resource, SortField } from '@millwright/platform';
import { ItemEntity } from '../item/item.entity.js';
import { stockGroups, stockPlaces } from './stock.entity.js';
import { availability, stockLines, type StockPlace } from './stock.rules.js';

class StockQuery extends PageQuery {
  @SortField(['item', 'location']) sort?: string;
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

const rows = {
  name: 'stock',
  sql: stockPlaces,
  sorts: { item: 'text', location: 'text' },
  key: ['item', 'location'],
};

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
  async list(@Query() query: StockQuery) {
    const { item = null, location = null } = query;
    const { items: places, next } = await this.read.rows<StockPlace>({ ...rows, parameters: [item, location] }, query);
    const groups = await stockGroups(
      this.read.manager,
      places.map((place) => place.item),
      places,
    );
    return { items: stockLines(places, groups, new Date().toISOString()), next };
  }
}

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
    return availability(known, await stockGroups(this.read.manager, [item]), new Date().toISOString());
  }
}
