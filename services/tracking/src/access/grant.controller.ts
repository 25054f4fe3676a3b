import { Body, Get, Post, Query } from '@nestjs/common';
import { Answers, Command, Commands, ReadModels, Resource, Sent, type Sender } from '@millwright/platform';
import { GrantRole, GrantsQuery, WithdrawRole } from './access.commands.js';
import { grantRole, withdrawRole } from './access.decider.js';

@Resource('tracking', 'grants')
export class GrantController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
  ) {}

  @Post()
  @Command({
    needs: 'access.grant',
    summary:
      'Give somebody a role, everywhere or at some work centers; given again, it reaches as far as was said last',
    creates: true,
    refuses: ['unknown-person'],
  })
  grant(@Body() command: GrantRole, @Sent() sender: Sender) {
    return this.commands.execute(grantRole, command, sender);
  }

  @Post('withdraw')
  @Command({
    needs: 'access.grant',
    summary: 'Withdraw a role: every service refuses within seconds, although tokens live on',
    refuses: ['role-missing'],
  })
  withdraw(@Body() command: WithdrawRole, @Sent() sender: Sender) {
    return this.commands.execute(withdrawRole, command, sender);
  }

  @Get()
  @Answers({ needs: 'access.read', summary: 'Who has which role' })
  async list(@Query() { principal, limit, after = '' }: GrantsQuery) {
    const items = await this.read.query<{ principal: string; role: string }>(
      `select principal, role, work_centers as "workCenters" from access_grant
        where ($1::text is null or principal = $1) and principal || ' ' || role > $2
        order by principal || ' ' || role limit $3`,
      [principal ?? null, after, limit + 1],
    );
    const page = items.slice(0, limit);
    const last = page.at(-1);
    return items.length > limit && last ? { items: page, next: `${last.principal} ${last.role}` } : { items: page };
  }
}
