import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Open } from '../access/needs.js';
import { Plant } from '../service/plant.js';
import type { Readiness } from '../service/readiness.js';

export interface Health {
  readonly status: 'ready' | 'waiting';
  readonly services: readonly Readiness[];
}

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly plant: Plant) {}

  @Get('live')
  @Open()
  @ApiOperation({ summary: 'The process answers' })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('started')
  @Open()
  @ApiOperation({ summary: 'The process has reached its database once' })
  started(@Res({ passthrough: true }) reply: FastifyReply): Health {
    return this.answer(
      reply,
      this.plant.services.every(({ isStarted }) => isStarted),
    );
  }

  @Get('ready')
  @Open()
  @ApiOperation({ summary: 'Every service of this process works, or what it waits for' })
  ready(@Res({ passthrough: true }) reply: FastifyReply): Health {
    return this.answer(
      reply,
      this.plant.services.every(({ readiness }) => readiness.ready),
    );
  }

  private answer(reply: FastifyReply, well: boolean): Health {
    void reply.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return { status: well ? 'ready' : 'waiting', services: this.plant.services.map(({ readiness }) => readiness) };
  }
}
