import { parkedEvents, RebuildImpossible, RebuildRunning, refusedReactions } from '@millwright/event-log';
import { Body, Get, HttpCode, Param, Post, Query, type Type } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { listOverdueAnswers } from '../service/awaited-answers.js';
import { Commands } from '../service/commands.js';
import { DiscardParkedEvent, discardParkedEvent, ParkedQuery, ResumeParkedStream } from '../service/parking.js';
import { ServiceRuntime } from '../service/service-runtime.js';
import { notFound } from '../service/read-models.js';
import { Answers, Command, Resource } from './decorators.js';
import { OneOfField, QueryWholeField } from './fields.js';
import { ProblemException } from './problem.js';
import { Sent, type Sender } from './sender.js';

class RebuildQuery {
  @OneOfField(['true', 'false'], 'Compare the rows before the swap', { optional: true }) verify?: string;
}

class RefusedReactionsQuery {
  @QueryWholeField('How many at most', { optional: true, min: 1, max: 1000 }) limit: number = 100;
  @QueryWholeField('Only those before this position of the log', { optional: true }) before: number =
    Number.MAX_SAFE_INTEGER;
}

/** What those who run a service look at: how far its read models are, and what it was not allowed to do by itself. */
export function operationsController(service: string): Type {
  @Resource(service, 'operations')
  class OperationsController {
    constructor(
      private readonly runtime: ServiceRuntime,
      private readonly commands: Commands,
    ) {}

    @Get('read-models')
    @Answers({
      summary: 'Position, lag and last error of every read model; how far it is computed anew, and how that ended last',
    })
    readModels() {
      return this.runtime.projector.status();
    }

    @Post('read-models/:name/rebuild')
    @HttpCode(202)
    @ApiOperation({
      summary: 'Have a read model computed anew from the first event, beside the live one, and swapped with it',
      description:
        'Reads go on meanwhile. The list of read models shows how far it is and, as `lastRebuild` with the same `askedAt`, what it came to. With `verify` both are compared row by row before the swap: `different` counts the rows that only one of them has.',
    })
    async rebuild(@Param('name') name: string, @Query() { verify }: RebuildQuery) {
      const known = await this.runtime.projector.status();
      if (!known.some((one) => one.name === name)) notFound('read-model', name);
      return { name, askedAt: await this.askForRebuild(name, verify === 'true') };
    }

    private askForRebuild(name: string, verify: boolean): Promise<string> {
      return this.runtime.projector.askForRebuild(name, { verify }).catch((error: unknown) => {
        if (error instanceof RebuildRunning) throw ProblemException.of(409, 'rebuild-running', `${error.message}.`);
        if (error instanceof RebuildImpossible)
          throw ProblemException.of(409, 'rebuild-impossible', `${error.message}.`);
        throw error;
      });
    }

    @Get('parked')
    @Answers({ summary: 'Events that a read model or reaction could not take, and those that wait behind them' })
    async parked(@Query() query: ParkedQuery) {
      return { items: await parkedEvents(this.runtime.log.pool, query) };
    }

    @Post('parked/resume')
    @HttpCode(200)
    @ApiOperation({ summary: 'Try the parked events of a stream again, in order' })
    async resume(@Body() { consumer, stream }: ResumeParkedStream) {
      const parked = await parkedEvents(this.runtime.log.pool, { consumer, stream });
      if (parked.length === 0) notFound('parked-event', `of ${stream} for ${consumer}`);
      return { resumed: await this.runtime.resumeParked(consumer, stream) };
    }

    @Post('parked/discard')
    @Command({
      summary: 'Leave a parked event out for good, with the reason; the others of its stream can then be resumed',
      refuses: ['not-parked'],
    })
    async discard(@Body() command: DiscardParkedEvent, @Sent() sender: Sender) {
      if (!(await this.wasParked(command))) notFound('parked-event', `${command.position} for ${command.consumer}`);
      const result = await this.commands.execute(discardParkedEvent, command, sender);
      await this.runtime.settleDiscarded(command);
      return result;
    }

    /** A discarded one too: the same command sent again gets its first answer. */
    private async wasParked({ consumer, position }: DiscardParkedEvent): Promise<boolean> {
      const found = await this.runtime.log.pool.query('select from parked where consumer = $1 and position = $2', [
        consumer,
        position,
      ]);
      return found.rowCount !== 0;
    }

    @Get('overdue-answers')
    @Answers({
      summary: 'What other services did not answer in time, the open ones first',
      description:
        'What is missing, and since when. An answer that comes late is taken as it is; then `answeredAt` is set.',
    })
    async overdue() {
      const { definition, database } = this.runtime;
      return { items: definition.awaits === undefined ? [] : await listOverdueAnswers(database.manager) };
    }

    @Get('refused-reactions')
    @Answers({ summary: 'What the service wanted to do by itself and its rules forbade, newest first' })
    async refused(@Query() { limit, before }: RefusedReactionsQuery) {
      return { items: await refusedReactions(this.runtime.log.pool, limit, before) };
    }
  }
  return OperationsController;
}
