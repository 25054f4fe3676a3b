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
import { componentLot } from '../component/component-lot.decider.js';
import { ConsumeBody } from '../material/consumption.commands.js';
import { OperationBody } from '../unit/unit.commands.js';
import {
  BeginLot,
  MergeLotsBody,
  RepackLotsBody,
  ReportLotBody,
  SplitLotBody,
  TransformLotsBody,
} from './lot-in-process.commands.js';
import { lotInProcess } from './lot-in-process.decider.js';
import { LotInProcessEntity } from './lot-in-process.entity.js';
import { mergeLots, repackLots, splitLot, transformLots } from './lot-balance.decider.js';
import { beginLot, consumeIntoLot } from './lot-life.decider.js';
import { moveLotIn, reportLot } from './lot-report.decider.js';

class LotsQuery extends PageQuery {
  @SortField(['lot', 'since']) sort?: string;
  @IdField('Only lots of this item', { optional: true }) item?: string;
  @IdField('Only lots at this operation', { optional: true }) operation?: string;
  @IdField('Only lots at this work center', { optional: true }) workCenter?: string;
  @OneOfField(['in-process', 'completed', 'scrapped', 'split', 'merged', 'repacked', 'transformed'], 'Only those', {
    optional: true,
  })
  status?: string;
  @FromField('where they are') from?: string;
  @ToField('where they are') to?: string;
  @IdField('Only lots of this order', { optional: true }) order?: string;
}

@Resource('tracking', 'lots-in-process')
export class LotInProcessController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'execution.work',
    summary: 'Begin a lot of an order',
    creates: true,
    refuses: ['tracked-by-unit', 'more-than-ordered', 'lot-exists', 'order-paused'],
  })
  begin(@Body() command: BeginLot, @Sent() sender: Sender) {
    return this.commands.execute(beginLot, command, sender);
  }

  @Post(':lot/move-in')
  @Command({
    needs: 'execution.work',
    summary: 'The lot comes to an operation',
    refuses: ['lot-on-hold', 'wrong-operation', 'already-moved-in', 'job-waiting', 'machine-down', 'order-paused'],
  })
  moveIn(@Param('lot') lot: string, @Body() body: OperationBody, @Sent() sender: Sender) {
    return this.commands.execute(moveLotIn, { lot, ...body }, sender);
  }

  @Post(':lot/report')
  @Command({
    needs: 'execution.work',
    summary: 'Good, scrap and rework of the lot at an operation',
    refuses: [
      'scrap-reason-required',
      'nothing-reported',
      'more-than-in-lot',
      'more-than-ordered',
      'lot-on-hold',
      'wrong-operation',
      'job-waiting',
      'components-missing',
    ],
  })
  report(@Param('lot') lot: string, @Body() body: ReportLotBody, @Sent() sender: Sender) {
    return this.commands.execute(reportLot, { lot, ...body }, sender);
  }

  @Post(':lot/consume')
  @Command({
    needs: 'execution.work',
    summary: 'A component goes into the lot',
    refuses: [
      'lot-on-hold',
      'wrong-operation',
      'not-in-bill-of-material',
      'not-issued',
      'more-than-issued',
      'more-than-required',
      'component-already-installed',
    ],
  })
  consume(@Param('lot') product: string, @Body() body: ConsumeBody, @Sent() sender: Sender) {
    return this.commands.execute(consumeIntoLot, { product, ...body }, sender);
  }

  @Post(':lot/split')
  @Command({
    needs: 'execution.supervise',
    summary: 'The lot becomes several; nothing appears and nothing disappears but the loss',
    refuses: ['balance-broken', 'lot-exists', 'lot-at-operation', 'lot-on-hold'],
  })
  split(@Param('lot') lot: string, @Body() body: SplitLotBody, @Sent() sender: Sender) {
    return this.commands.execute(splitLot, { lot, ...body }, sender);
  }

  @Post(':lot/merge')
  @Command({
    needs: 'execution.supervise',
    summary: 'Several lots of an order become one',
    refuses: ['lots-differ', 'lot-exists', 'lot-at-operation', 'lot-on-hold'],
  })
  merge(@Param('lot') lot: string, @Body() body: MergeLotsBody, @Sent() sender: Sender) {
    return this.commands.execute(mergeLots, { lot, ...body }, sender);
  }

  @Post(':lot/repack')
  @Command({
    needs: 'execution.supervise',
    summary: 'Lots become other lots of the same item',
    description:
      'The lots are emptied in the order in which they are named into the new ones in theirs; inputs = outputs + loss.',
    refuses: ['balance-broken', 'lots-differ', 'lot-exists', 'lot-at-operation', 'lot-on-hold', 'unit-mismatch'],
  })
  repack(@Param('lot') lot: string, @Body() body: RepackLotsBody, @Sent() sender: Sender) {
    return this.commands.execute(repackLots, { lot, ...body }, sender);
  }

  @Post(':lot/transform')
  @Command({
    needs: 'execution.supervise',
    summary: 'Lots become lots of another item, such as another grade',
    description:
      'What comes out goes on along the route of the order. Emptied and filled as in a repack; inputs = outputs + loss.',
    refuses: [
      'unknown-item',
      'unit-mismatch',
      'balance-broken',
      'lots-differ',
      'lot-exists',
      'lot-at-operation',
      'lot-on-hold',
    ],
  })
  transform(@Param('lot') lot: string, @Body() body: TransformLotsBody, @Sent() sender: Sender) {
    return this.commands.execute(transformLots, { lot, ...body }, sender);
  }

  @Get()
  @Answers({ needs: 'execution.read', summary: 'Lots in process', returns: LotInProcessEntity })
  list(@Query() query: LotsQuery) {
    const { order, item, operation, workCenter, status } = query;
    const where = { order, item, operation, workCenter, status };
    return this.read.page(LotInProcessEntity, query, { key: 'lot', where, dates: 'since' });
  }

  @Get(':lot')
  @Answers({ needs: 'execution.read', summary: 'A lot: where it is, what is in it, what became of it' })
  async one(@Param('lot') lot: string, @Query() asOf: AsOfQuery) {
    const [{ state, version }, gate] = await Promise.all([
      this.history.stateOf(lotInProcess(lot), asOf),
      this.history.stateOf(componentLot(lot), asOf),
    ]);
    return {
      lot: state.status === 'none' ? notFound('lot', lot) : lot,
      ...state,
      holds: Object.keys(gate.state.holds),
      version,
    };
  }
}
