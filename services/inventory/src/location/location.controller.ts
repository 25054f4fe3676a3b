import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { Answers, Command, Commands, PageQuery, ReadModels, Resource, Sender, Sent } from '@millwright/platform';
import { DefineLocation, LocationReasonBody } from './location.commands.js';
import { closeLocation, defineLocation, reopenLocation } from './location.decider.js';
import { LocationEntity } from './location.entity.js';

@Resource('inventory', 'locations')
export class LocationController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
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
  one(@Param('location') location: string) {
    return this.read.one(LocationEntity, { location }, 'location');
  }

  @Get()
  @Answers({ needs: 'inventory.read', summary: 'Locations', returns: LocationEntity, list: true })
  list(@Query() page: PageQuery) {
    return this.read.page(LocationEntity, 'location', page);
  }
}
