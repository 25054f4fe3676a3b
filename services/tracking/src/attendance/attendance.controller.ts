import { Get, Post, Query } from '@nestjs/common';
import {
  Answers,
  Command,
  Commands,
  IdField,
  InstantField,
  type Page,
  PageQuery,
  ReadModels,
  Resource,
  type Sender,
  Sent,
  SortField,
} from '@millwright/platform';
import { clockIn, clockOut } from './attendance.decider.js';
import { AttendanceEntity } from './attendance.entity.js';
import { dayOf } from './attendance.rules.js';

class AttendanceQuery extends PageQuery {
  @SortField(['since']) sort?: string;
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
  list(@Query() query: AttendanceQuery): Promise<Page<AttendanceEntity>> {
    const { person } = query;
    return this.read.page(AttendanceEntity, query, { key: ['since', 'person'], where: { person }, dates: 'since' });
  }
}
