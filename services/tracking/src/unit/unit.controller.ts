import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  FromField,
  History,
  IdField,
  notFound,
  OneOfField,
  PageQuery,
  ReadModels,
  Resource,
  type Sender,
  Sent,
  SortField,
  ToField,
} from '@millwright/platform';
import { ConsumeBody } from '../material/consumption.commands.js';
import { productionOrder } from '../order/production-order.decider.js';
import { nextOperations } from '../order/route.rules.js';
import { CreateUnits, ExchangeBody, OperationBody, ScrapBody } from './unit.commands.js';
import { consumeIntoUnit, exchangeComponent } from './unit-component.decider.js';
import { unit as unitStream } from './unit.decider.js';
import { UnitEntity } from './unit.entity.js';
import { createUnits, scrapUnit } from './unit-life.decider.js';
import { finishOperation, moveIn } from './unit-route.decider.js';
import { unitView } from './unit-view.rules.js';

class UnitsQuery extends PageQuery {
  @SortField(['unit', 'since']) sort?: string;
  @IdField('Only units of this item', { optional: true }) item?: string;
  @IdField('Only units at this work center', { optional: true }) workCenter?: string;
  @FromField('where they are') from?: string;
  @ToField('where they are') to?: string;
  @IdField('Only units of this order', { optional: true }) order?: string;
  @IdField('Only units at this operation', { optional: true }) operation?: string;
  @OneOfField(['in-process', 'rework', 'completed', 'scrapped'], 'Only units in this state', { optional: true })
  status?: string;
}

@Resource('tracking', 'units')
export class UnitController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'execution.work',
    summary: 'Begin units of an order',
    creates: true,
    refuses: ['more-units-than-ordered', 'unit-exists', 'no-number-series', 'tracked-by-lot', 'order-paused'],
  })
  create(@Body() command: CreateUnits, @Sent() sender: Sender) {
    return this.commands.execute(createUnits, command, sender);
  }

  @Post(':unit/move-in')
  @Command({
    needs: 'execution.work',
    summary: 'The unit comes to an operation',
    refuses: [
      'unit-on-hold',
      'wrong-operation',
      'already-moved-in',
      'machine-down',
      'job-closed',
      'order-paused',
      'unit-completed',
      'unit-scrapped',
    ],
  })
  moveIn(@Param('unit') unit: string, @Body() body: OperationBody, @Sent() sender: Sender) {
    return this.commands.execute(moveIn, { unit, ...body }, sender);
  }

  @Post(':unit/consume')
  @Command({
    needs: 'execution.work',
    summary: 'A component goes into the unit',
    refuses: [
      'unit-on-hold',
      'lot-on-hold',
      'wrong-operation',
      'not-moved-in',
      'not-in-bill-of-material',
      'component-already-installed',
      'component-not-completed',
      'not-issued',
      'more-than-issued',
      'more-than-required',
    ],
  })
  consume(@Param('unit') unit: string, @Body() body: ConsumeBody, @Sent() sender: Sender) {
    return this.commands.execute(consumeIntoUnit, { unit, ...body }, sender);
  }

  @Post(':unit/finish')
  @Command({
    needs: 'execution.work',
    summary: 'The unit has passed the operation',
    refuses: [
      'unit-on-hold',
      'wrong-operation',
      'not-moved-in',
      'components-missing',
      'inspection-not-passed',
      'more-than-ordered',
    ],
  })
  finish(@Param('unit') unit: string, @Body() body: OperationBody, @Sent() sender: Sender) {
    return this.commands.execute(finishOperation, { unit, ...body }, sender);
  }

  @Post(':unit/exchange')
  @Command({
    needs: 'execution.supervise',
    summary: 'Exchange a component; both keep their history',
    refuses: ['component-not-installed', 'component-already-installed', 'not-issued', 'unit-on-hold', 'unit-scrapped'],
  })
  exchange(@Param('unit') unit: string, @Body() body: ExchangeBody, @Sent() sender: Sender) {
    return this.commands.execute(exchangeComponent, { unit, ...body }, sender);
  }

  @Post(':unit/scrap')
  @Command({ needs: 'execution.supervise', summary: 'Scrap the unit', refuses: ['unit-scrapped'] })
  scrap(@Param('unit') unit: string, @Body() body: ScrapBody, @Sent() sender: Sender) {
    return this.commands.execute(scrapUnit, { unit, ...body }, sender);
  }

  @Get()
  @Answers({ needs: 'execution.read', summary: 'Units of an order', returns: UnitEntity })
  list(@Query() query: UnitsQuery) {
    const { order, operation, status, item, workCenter } = query;
    const where = { order, operation, status, item, workCenter };
    return this.read.page(UnitEntity, query, { key: 'unit', where, dates: 'since' });
  }

  @Get(':unit')
  @Answers({
    needs: 'execution.read',
    summary: 'A unit: where it is, what is in it, what was done to it',
    description: 'With asOf: where it was and what was in it at that time.',
  })
  async one(@Param('unit') unit: string, @Query() asOf: AsOfQuery) {
    const { state, version } = await this.history.stateOf(unitStream(unit), asOf);
    const known = state.status === 'none' ? notFound('unit', unit) : state;
    const order = await this.history.stateOf(productionOrder(known.order));
    return unitView(unit, known, nextOperations(order.state.released?.operations ?? [], known.passed), version);
  }
}
