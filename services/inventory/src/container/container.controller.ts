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
  Sender,
  Sent,
  SortField,
} from '@millwright/platform';
import { createContainer, moveContainer, putIntoContainer, takeOutOfContainer } from './container-contents.decider.js';
import { contentsOf } from './container-view.rules.js';
import { ContentBody, CreateContainer, MoveContainerBody } from './container.commands.js';
import { ContainerEntity, nestedIn, withLot } from './container.entity.js';
import { container as containerStream } from './container.decider.js';

class ContainerQuery extends PageQuery {
  @SortField(['container', 'location']) sort?: string;
  @IdField('Only those at this location', { optional: true, example: 'FINISHED' }) location?: string;
  @IdField('Only those directly in this container', { optional: true }) outer?: string;
  @IdField('Only the one that this lot is in', { optional: true }) lot?: string;
}

@Resource('inventory', 'containers')
export class ContainerController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
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
  one(@Param('container') container: string, @Query() time: AsOfQuery) {
    return this.history.shown(
      time,
      () => this.withInner([container]),
      async (rows) => {
        const { description, location, outer, version } = await rows.one(ContainerEntity, { container }, 'container');
        const contents = contentsOf(container, await nestedIn(rows.manager, container));
        return { ...contents, description, location, outer, version };
      },
    );
  }

  /** Containers, and all that were ever in them. */
  private async withInner(containers: readonly string[]) {
    const known = new Set(containers);
    for (const one of known) {
      const events = await this.history.eventsOf(containerStream(one));
      for (const { type, data } of events) if (type === 'ContainerPutIn') known.add(data.inner);
    }
    return [...known].map((one) => containerStream(one));
  }

  @Get()
  @Answers({ needs: 'inventory.read', summary: 'Containers', returns: ContainerEntity, list: true })
  list(@Query() query: ContainerQuery) {
    const { location, outer, lot } = query;
    return this.read.page(ContainerEntity, query, {
      key: 'container',
      where: { location, outer, ...withLot(lot) },
    });
  }
}
