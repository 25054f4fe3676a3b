import { StillUnreadable } from '@millwright/messaging';
import { Body, Get, HttpCode, Param, Post, Query, type Type } from '@nestjs/common';
import { Needs } from '../access/needs.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Page } from '../lists/list-page.js';
import { Commands } from '../service/commands.js';
import {
  DiscardParkedEvent,
  discardParkedEvent,
  ParkedQuery,
  ResumeParkedStream,
  type ParkedItem,
} from '../service/parking.js';
import { ServiceRuntime } from '../service/service-runtime.js';
import { notFound } from '../service/read-models.js';
import { Answers, Command, Resource } from './decorators.js';
import { ProblemException } from './problem.js';
import { Sent, type Sender } from './sender.js';

/** What a service could not take, and what somebody decides about it. */
export function parkingController(service: string): Type {
  @Resource(service, 'operations/parked')
  class ParkingController {
    constructor(
      private readonly runtime: ServiceRuntime,
      private readonly commands: Commands,
    ) {}

    @Get()
    @Answers({
      needs: 'operations.read',
      summary:
        'What a read model, a reaction or the hearing of another service could not take, and what waits behind it',
    })
    parked(@Query() query: ParkedQuery): Promise<Page<ParkedItem>> {
      return this.runtime.parking.list(query);
    }

    @Get(':consumer/:position')
    @Answers({ needs: 'operations.read', summary: 'One of them, with all that is known of it' })
    async inspect(@Param('consumer') consumer: string, @Param('position') position: string) {
      const found = /^\d{1,15}$/.test(position) && (await this.runtime.parking.inspect(consumer, Number(position)));
      return found || notFound('parked-event', `${position} for ${consumer}`);
    }

    @Post('resume')
    @HttpCode(200)
    @ApiOkResponse({ description: 'Done' })
    @Needs('operations.repair')
    @ApiOperation({ summary: 'Try what is parked of a stream again, in order' })
    async resume(@Body() { consumer, stream }: ResumeParkedStream) {
      const { items } = await this.runtime.parking.list({ consumer, stream, limit: 1 });
      if (items.length === 0) notFound('parked-event', `of ${stream} for ${consumer}`);
      const resumed = await this.runtime.parking.resume(consumer, stream).catch((error: unknown) => {
        throw error instanceof StillUnreadable ? ProblemException.of(409, 'still-unreadable', error.message) : error;
      });
      return { resumed };
    }

    @Post('discard')
    @Command({
      needs: 'operations.repair',
      summary: 'Leave something parked out for good, with the reason; the others of its stream can then be resumed',
      refuses: ['not-parked'],
    })
    async discard(@Body() command: DiscardParkedEvent, @Sent() sender: Sender) {
      // A discarded one too: the same command sent again gets its first answer.
      if (!(await this.runtime.parking.knows(command)))
        notFound('parked-event', `${command.position} for ${command.consumer}`);
      const result = await this.commands.execute(discardParkedEvent, command, sender);
      await this.runtime.parking.discarded(command);
      return result;
    }
  }
  return ParkingController;
}
