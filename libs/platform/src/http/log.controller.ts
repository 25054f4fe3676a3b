import { epochs, heardPartitions, raiseEpoch } from '@millwright/event-log';
import { Body, Get, HttpCode, Post, type Type } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Needs } from '../access/needs.js';
import { ServiceRuntime } from '../service/service-runtime.js';
import { Answers, Resource } from './decorators.js';
import { TextField, WholeField } from './fields.js';
import { ProblemException } from './problem.js';

class Republish {
  @WholeField('Only what was published after this position of the log', { optional: true }) from?: number;
}

class RaiseEpoch {
  @TextField('What was restored, and why') reason: string;
}

/** The log of a service, what it has told the others and what it has heard of them. */
export function logController(service: string): Type {
  @Resource(service, 'operations')
  class LogController {
    constructor(private readonly runtime: ServiceRuntime) {}

    @Get('log')
    @Answers({
      needs: 'operations.read',
      summary: 'Head of the log, its epochs, and why nothing can be recorded, where that is so',
    })
    async log() {
      const { pool } = this.runtime.log;
      const [head, raised] = await Promise.all([this.runtime.log.head(), epochs(pool)]);
      return { ...head, epochs: raised };
    }

    @Post('log/raise-epoch')
    @HttpCode(200)
    @ApiOkResponse({ description: 'Done' })
    @Needs('operations.repair')
    @ApiOperation({
      summary: 'Go on after a restore: tell what is recorded from now on from what was lost',
      description: 'Only for a log that was halted because its topic knows more than it does.',
    })
    async raise(@Body() { reason }: RaiseEpoch) {
      const { halted } = await this.runtime.log.head();
      if (halted === null)
        throw ProblemException.of(
          409,
          'not-halted',
          `The log of ${service} is not halted; its epoch need not be raised.`,
        );
      return { epoch: await raiseEpoch(this.runtime.log.pool, reason) };
    }

    @Get('relay')
    @Answers({
      needs: 'operations.read',
      summary: 'How far what was recorded has been published, and what the transport has lost',
    })
    relay() {
      return this.runtime.relay.status();
    }

    @Post('republish')
    @HttpCode(202)
    @ApiAcceptedResponse({ description: 'Asked for; it is done in the background' })
    @Needs('operations.repair')
    @ApiOperation({
      summary: 'Publish everything once more, from the first record or after a position, while live records go on',
      description:
        'Heals listeners that miss records; whoever has heard them already passes them over by their position.',
    })
    async republish(@Body() { from = 0 }: Republish) {
      await this.runtime.relay.republish(from);
      return this.runtime.relay.status();
    }

    @Get('hearing')
    @Answers({
      needs: 'operations.read',
      summary: 'How far each partition of the other services has been heard, and what keeps it from being heard on',
    })
    async hearing() {
      return { items: await heardPartitions(this.runtime.log.pool) };
    }
  }
  return LogController;
}
