import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { Answers, Command, Commands, PageQuery, ReadModels, Resource, Sent, type Sender } from '@millwright/platform';
import { DefineNumberSeries, TakeNumbersBody } from './number-series.commands.js';
import { defineNumberSeries, takeNumbers } from './number-series.decider.js';
import { NumberSeriesEntity } from './number-series.entity.js';

@Resource('tracking', 'number-series')
export class NumberSeriesController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
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
  list(@Query() page: PageQuery) {
    return this.read.page(NumberSeriesEntity, 'series', page);
  }

  @Get(':series')
  @Answers({ needs: 'master-data.read', summary: 'A number series', returns: NumberSeriesEntity })
  one(@Param('series') series: string) {
    return this.read.one(NumberSeriesEntity, { series }, 'number-series');
  }
}
