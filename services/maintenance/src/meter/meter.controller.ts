import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  History,
  ReadModels,
  Resource,
  Sender,
  Sent,
} from '@millwright/platform';
import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { InstallMeter, MeterQuery, ReadingBody, ReplaceBody } from './meter.commands.js';
import { MeterEntity } from './meter.entity.js';
import { installMeter, readMeter, replaceMeter } from './metering.decider.js';
import { meterStreams, meter as meterStream } from './meter.decider.js';

@Resource('maintenance', 'meters')
export class MeterController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'maintenance.plan',
    summary: 'Install a meter on an asset',
    description:
      'It counts the cycles or the running time of the work center of its asset by itself, or is read by hand.',
    creates: true,
    refuses: ['meter-exists', 'unknown-asset', 'asset-without-work-center', 'unit-mismatch'],
  })
  install(@Body() command: InstallMeter, @Sent() sender: Sender) {
    return this.commands.execute(installMeter, command, sender);
  }

  @Post(':meter/readings')
  @Command({
    needs: 'maintenance.work',
    summary: 'Record what a meter shows',
    refuses: ['reading-decreased', 'meter-counts-itself'],
  })
  readings(@Param('meter') meter: string, @Body() body: ReadingBody, @Sent() sender: Sender) {
    return this.commands.execute(readMeter, { ...body, meter }, sender);
  }

  @Post(':meter/replace')
  @Command({
    needs: 'maintenance.plan',
    summary: 'The device was replaced; the total goes on',
    refuses: ['reading-decreased', 'meter-counts-itself'],
  })
  replace(@Param('meter') meter: string, @Body() body: ReplaceBody, @Sent() sender: Sender) {
    return this.commands.execute(replaceMeter, { ...body, meter }, sender);
  }

  @Get(':meter')
  @Answers({
    needs: 'maintenance.read',
    summary: 'One meter: what it shows, and all it ever counted',
    returns: MeterEntity,
  })
  one(@Param('meter') meter: string, @Query() time: AsOfQuery) {
    const read = (rows: ReadModels) => rows.one(MeterEntity, { meter }, 'meter');
    return this.history.versioned(time, [meterStream(meter)], read, () => this.upTo(meter, time));
  }

  private async upTo(meter: string, time: AsOfQuery) {
    return meterStreams(meter, (await this.history.stateOf(meterStream(meter), time)).state.page);
  }

  @Get()
  @Answers({ needs: 'maintenance.read', summary: 'Meters', returns: MeterEntity, list: true })
  list(@Query() query: MeterQuery) {
    const { asset, counts } = query;
    return this.read.page(MeterEntity, query, { key: 'meter', where: { asset, counts } });
  }
}
