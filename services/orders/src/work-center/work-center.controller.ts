import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  History,
  IdField,
  PageQuery,
  PlantSettings,
  ReadModels,
  Resource,
  Sender,
  Sent,
  SortField,
} from '@millwright/platform';
import { DefineWorkCenter, WorkCenterRevisionBody } from './work-center.commands.js';
import { defineWorkCenter, reviseWorkCenter, workCenter as workCenterStream } from './work-center.decider.js';
import { WorkCenterEntity } from './work-center.entity.js';

class WorkCenterQuery extends PageQuery {
  @SortField(['workCenter']) sort?: string;
  @IdField('Only those of this area', { optional: true }) area?: string;
}

const calendarRefusals = ['unknown-time-zone', 'overlapping-shifts', 'break-outside-shift', 'invalid-holiday'];

@Resource('orders', 'work-centers')
export class WorkCenterController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
    private readonly plant: PlantSettings,
  ) {}

  @Post()
  @Command({
    needs: 'master-data.maintain',
    summary: 'Define a work center and its calendar',
    creates: true,
    refuses: ['work-center-exists', ...calendarRefusals],
  })
  define(@Body() command: DefineWorkCenter, @Sent() sender: Sender) {
    return this.commands.execute(
      defineWorkCenter,
      { ...command, timeZone: command.timeZone ?? this.plant.timeZone },
      sender,
    );
  }

  @Post(':workCenter/revisions')
  @Command({
    needs: 'master-data.maintain',
    summary: 'Change a work center or its calendar',
    creates: true,
    refuses: ['unknown-work-center', ...calendarRefusals],
  })
  revise(@Param('workCenter') workCenter: string, @Body() body: WorkCenterRevisionBody, @Sent() sender: Sender) {
    return this.commands.execute(reviseWorkCenter, { ...body, workCenter }, sender);
  }

  @Get(':workCenter')
  @Answers({ needs: 'master-data.read', summary: 'A work center with its calendar', returns: WorkCenterEntity })
  one(@Param('workCenter') workCenter: string, @Query() time: AsOfQuery) {
    return this.history.versioned(time, [workCenterStream(workCenter)], (rows) =>
      rows.one(WorkCenterEntity, { workCenter }, 'work-center'),
    );
  }

  @Get()
  @Answers({ needs: 'master-data.read', summary: 'Work centers', returns: WorkCenterEntity, list: true })
  list(@Query() query: WorkCenterQuery) {
    return this.read.page(WorkCenterEntity, query, { key: 'workCenter', where: { area: query.area } });
  }
}
