import { Body, Get, Param, Post, Query } from '@nestjs/common';
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
import { DefineLocation, LocationReasonBody, LocationQuery } from './location.commands.js';
import { closeLocation, defineLocation, reopenLocation, location as locationStream } from './location.decider.js';
import { LocationEntity } from './location.entity.js';

@Resource('inventory', 'locations')
export class LocationController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({ needs: 'inventory.define', summary: 'Define a location', creates: true, refuses: ['location-exists'] })
  define(@Body() command: DefineLocation, @Sent() sender: Sender) {
    return this.commands.execute(defineLocation, command, sender);
  }

  @Post(':location/close')
  @Command({
    needs: 'inventory.define',
    summary: 'Close a location: nothing may be put there any more',
    refuses: ['unknown-location', 'illegal-transition'],
  })
  close(@Param('location') location: string, @Body() body: LocationReasonBody, @Sent() sender: Sender) {
    return this.commands.execute(closeLocation, { ...body, location }, sender);
  }

  @Post(':location/reopen')
  @Command({
    needs: 'inventory.define',
    summary: 'Reopen a closed location',
    refuses: ['unknown-location', 'illegal-transition'],
  })
  reopen(@Param('location') location: string, @Body() body: LocationReasonBody, @Sent() sender: Sender) {
    return this.commands.execute(reopenLocation, { ...body, location }, sender);
  }

  @Get(':location')
  @Answers({ needs: 'inventory.read', summary: 'A location', returns: LocationEntity })
  one(@Param('location') location: string, @Query() time: AsOfQuery) {
    return this.history.shown(time, [locationStream(location)], (rows) =>
      rows.one(LocationEntity, { location }, 'location'),
    );
  }

  @Get()
  @Answers({ needs: 'inventory.read', summary: 'Locations', returns: LocationEntity, list: true })
  list(@Query() query: LocationQuery) {
    const { kind, status } = query;
    return this.read.page(LocationEntity, query, { key: 'location', where: { kind, status } });
  }
}
