import { RebuildImpossible, RebuildRunning, refusedReactionRows, type RefusedReaction } from '@millwright/event-log';
import { Get, HttpCode, Param, Post, Query, type Type } from '@nestjs/common';
import { Needs } from '../access/needs.js';
import { ApiAcceptedResponse, ApiOperation } from '@nestjs/swagger';
import { overdueRows, type OverdueAnswer } from '../service/awaited-answers.js';
import { ServiceRuntime } from '../service/service-runtime.js';
import { notFound } from '../service/read-models.js';
import { Answers, Resource } from './decorators.js';
import { computedPage } from '../lists/computed-page.js';
import { rowsPage } from '../lists/rows-page.js';
import type { Page } from '../lists/list-page.js';
import { PageQuery, SortField } from '../lists/list-query.js';
import { IdField, OneOfField, QueryWholeField } from './fields.js';
import { ProblemException } from './problem.js';

class RebuildQuery {
  @OneOfField(['true', 'false'], 'Compare the rows before the swap', { optional: true }) verify?: string;
}

class OverdueQuery extends PageQuery {
  @IdField('Only those to this question', { optional: true, example: 'material-demand' }) question?: string;
}

class RefusedReactionsQuery extends PageQuery {
  @SortField(['position']) sort: string = '-position';
  @QueryWholeField('Only those before this position of the log', { optional: true }) before: number =
    Number.MAX_SAFE_INTEGER;
}

/** What those who run a service look at: how far its read models are, and what it was not allowed to do by itself. */
export function operationsController(service: string): Type {
  @Resource(service, 'operations')
  class OperationsController {
    constructor(private readonly runtime: ServiceRuntime) {}

    @Get('read-models')
    @Answers({
      needs: 'operations.read',
      summary: 'Position, lag and last error of every read model; how far it is computed anew, and how that ended last',
    })
    readModels() {
      return this.runtime.projector.status();
    }

    @Post('read-models/:name/rebuild')
    @HttpCode(202)
    @ApiAcceptedResponse({ description: 'Asked for; it is done in the background' })
    @Needs('operations.repair')
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

    @Get('overdue-answers')
    @Answers({
      needs: 'operations.read',
      summary: 'What other services did not answer in time, the open ones first',
      description:
        'What is missing, and since when. An answer that comes late is taken as it is; then `answeredAt` is set.',
    })
    async overdue(@Query() query: OverdueQuery): Promise<Page<OverdueAnswer>> {
      const { definition, database } = this.runtime;
      if (definition.awaits === undefined)
        return computedPage<OverdueAnswer>(
          { name: overdueRows.name, items: [], place: ({ since }) => since.toISOString() },
          query,
        );
      const { items, next } = await rowsPage<OverdueAnswer & { answered: boolean }>(
        database.manager,
        { ...overdueRows, parameters: [query.question ?? null] },
        query,
      );
      return { items: items.map(({ answered: _, ...one }) => one), next };
    }

    @Get('refused-reactions')
    @Answers({
      needs: 'operations.read',
      summary: 'What the service wanted to do by itself and its rules forbade, newest first',
    })
    refused(@Query() query: RefusedReactionsQuery): Promise<Page<RefusedReaction>> {
      return rowsPage(this.runtime.database.manager, { ...refusedReactionRows, parameters: [query.before] }, query);
    }
  }
  return OperationsController;
}
