import { RebuildRunning, refusedReactions } from '@millwright/event-log';
import { Get, HttpCode, Param, Post, Query, type Type } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { ServiceRuntime } from '../service/service-runtime.js';
import { notFound } from '../service/read-models.js';
import { Answers, Resource } from './decorators.js';
import { OneOfField, QueryWholeField } from './fields.js';
import { ProblemException } from './problem.js';

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
    constructor(private readonly runtime: ServiceRuntime) {}

    @Get('read-models')
    @Answers({ summary: 'Position, lag and last error of every read model' })
    readModels() {
      return this.runtime.projector.status();
    }

    @Post('read-models/:name/rebuild')
    @HttpCode(200)
    @ApiOperation({
      summary: 'Compute a read model anew from the first event, beside the live one, and swap them',
      description: 'Reads go on meanwhile. With `verify` both are compared row by row before the swap.',
    })
    async rebuild(@Param('name') name: string, @Query() { verify }: RebuildQuery) {
      const known = await this.runtime.projector.status();
      if (!known.some((one) => one.name === name)) notFound('read-model', name);
      return this.runtime.projector.rebuild(name, { verify: verify === 'true' }).catch((error: unknown) => {
        throw error instanceof RebuildRunning
          ? ProblemException.of(409, 'rebuild-running', `${error.message}.`)
          : error;
      });
    }

    @Get('refused-reactions')
    @Answers({ summary: 'What the service wanted to do by itself and its rules forbade, newest first' })
    async refused(@Query() { limit, before }: RefusedReactionsQuery) {
      return { items: await refusedReactions(this.runtime.log.pool, limit, before) };
    }
  }
  return OperationsController;
}
