import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { Answers, Command, Commands, PageQuery, ReadModels, Resource, Sender, Sent } from '@millwright/platform';
import { createContainer, moveContainer, putIntoContainer, takeOutOfContainer } from './container-contents.decider.js';
import { contentsOf } from './container-view.rules.js';
import { ContentBody, CreateContainer, MoveContainerBody } from './container.commands.js';
import { ContainerEntity, nestedIn } from './container.entity.js';

@Resource('inventory', 'containers')
export class ContainerController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
  ) {}

  @Post()
  @Command({
    needs: 'inventory.move',
    summary: 'Create a container, pallet or box',
    creates: true,
    refuses: ['container-exists', 'unknown-location'],
  })
  create(@Body() command: CreateContainer, @Sent() sender: Sender) {
    return this.commands.execute(createContainer, command, sender);
  }

  @Post(':container/put')
  @Command({
    needs: 'inventory.move',
    summary: 'Put a lot or another container in',
    refuses: [
      'unknown-container',
      'unknown-lot',
      'already-in-container',
      'not-at-container',
      'container-inside-itself',
    ],
  })
  put(@Param('container') container: string, @Body() body: ContentBody, @Sent() sender: Sender) {
    return this.commands.execute(putIntoContainer, { ...body, container }, sender);
  }

  @Post(':container/take')
  @Command({
    needs: 'inventory.move',
    summary: 'Take a lot or a container out',
    description: 'A lot that is issued, moved or shipped whole leaves its container by itself.',
    refuses: ['unknown-container', 'not-in-container'],
  })
  take(@Param('container') container: string, @Body() body: ContentBody, @Sent() sender: Sender) {
    return this.commands.execute(takeOutOfContainer, { ...body, container }, sender);
  }

  @Post(':container/move')
  @Command({
    needs: 'inventory.move',
    summary: 'Move a container with all inside it',
    refuses: ['unknown-container', 'inside-container', 'lot-on-hold', 'unknown-location', 'already-there'],
  })
  move(@Param('container') container: string, @Body() body: MoveContainerBody, @Sent() sender: Sender) {
    return this.commands.execute(moveContainer, { ...body, container }, sender);
  }

  @Get(':container')
  @Answers({ needs: 'inventory.read', summary: 'A container and all inside it' })
  async one(@Param('container') container: string) {
    const { description, location, outer, version } = await this.read.one(ContainerEntity, { container }, 'container');
    return {
      ...contentsOf(container, await nestedIn(this.read.manager, container)),
      description,
      location,
      outer,
      version,
    };
  }

  @Get()
  @Answers({ needs: 'inventory.read', summary: 'Containers', returns: ContainerEntity, list: true })
  list(@Query() page: PageQuery) {
    return this.read.page(ContainerEntity, 'container', page);
  }
}
