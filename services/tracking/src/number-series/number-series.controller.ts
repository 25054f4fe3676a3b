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
  type Sender,
  Sent,
  SortField,
} from '@millwright/platform';
import { DefineNumberSeries, TakeNumbersBody } from './number-series.commands.js';
import { defineNumberSeries, takeNumbers, numberSeries } from './number-series.decider.js';
import { NumberSeriesEntity } from './number-series.entity.js';

class NumberSeriesQuery extends PageQuery {
  @SortField(['series']) sort?: string;
  @IdField('Only those for this item', { optional: true }) item?: string;
}

@Resource('tracking', 'number-series')
export class NumberSeriesController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'numbers.define',
    summary: 'Define a series of serial or lot numbers',
    creates: true,
    refuses: ['number-series-exists', 'item-numbered-already'],
  })
  define(@Body() command: DefineNumberSeries, @Sent() sender: Sender) {
    return this.commands.execute(defineNumberSeries, command, sender);
  }

  @Post(':series/next')
  @Command({
    needs: 'execution.work',
    summary: 'Take the next numbers',
    description: 'Every number is given out once, however many ask at a time.',
  })
  next(@Param('series') series: string, @Body() body: TakeNumbersBody, @Sent() sender: Sender) {
    return this.commands.execute(takeNumbers, { series, ...body }, sender);
  }

  @Get()
  @Answers({ needs: 'master-data.read', summary: 'Number series', returns: NumberSeriesEntity })
  list(@Query() query: NumberSeriesQuery) {
    return this.read.page(NumberSeriesEntity, query, { key: 'series', where: { item: query.item } });
  }

  @Get(':series')
  @Answers({ needs: 'master-data.read', summary: 'A number series', returns: NumberSeriesEntity })
  one(@Param('series') series: string, @Query() time: AsOfQuery) {
    return this.history.versioned(time, [numberSeries(series)], (rows) =>
      rows.one(NumberSeriesEntity, { series }, 'number-series'),
    );
  }
}
