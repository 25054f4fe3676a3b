import { Get, Post, Query } from '@nestjs/common';
import {
  Answers,
  Command,
  Commands,
  IdField,
  InstantField,
  ReadModels,
  Resource,
  Sent,
  type Sender,
} from '@millwright/platform';
import { Between } from 'typeorm';
import { clockIn, clockOut } from './attendance.decider.js';
import { AttendanceEntity } from './attendance.entity.js';
import { dayOf } from './attendance.rules.js';

class AttendanceQuery {
  @IdField('The person, person:<uuid>') person: string;
  @InstantField('Presences that began from then on') from: string;
  @InstantField('… and before then') to: string;
}

const actorOf = ({ occasion: { actor, at } }: Sender) => ({ person: actor, day: dayOf(at) });

@Resource('tracking', 'attendance')
export class AttendanceController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
  ) {}

  @Post('clock-in')
  @Command({ needs: 'execution.work', summary: 'The actor has come to work', refuses: ['already-clocked-in'] })
  in(@Sent() sender: Sender) {
    return this.commands.execute(clockIn, actorOf(sender), sender);
  }

  @Post('clock-out')
  @Command({
    needs: 'execution.work',
    summary: 'The actor leaves',
    description:
      'A presence that lasts twelve hours is closed by rule and marked as forgotten; a clock-out entered later corrects it.',
    refuses: ['not-clocked-in'],
  })
  out(@Sent() sender: Sender) {
    return this.commands.execute(clockOut, actorOf(sender), sender);
  }

  @Get()
  @Answers({ needs: 'labor.read', summary: 'Presences of a person', returns: AttendanceEntity })
  async list(@Query() { person, from, to }: AttendanceQuery) {
    return {
      items: await this.read.find(AttendanceEntity, {
        where: { person, since: Between(new Date(from), new Date(to)) },
        order: { since: 'ASC' },
      }),
    };
  }
}
