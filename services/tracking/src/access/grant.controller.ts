import { Body, Get, Post, Query } from '@nestjs/common';
import { Answers, Command, Commands, type Page, ReadModels, Resource, type Sender, Sent } from '@millwright/platform';
import { GrantRole, GrantsQuery, WithdrawRole } from './access.commands.js';
import { grantRole, withdrawRole } from './access.decider.js';

interface ListedGrant {
  readonly principal: string;
  readonly role: string;
  readonly workCenters: string[] | null;
}

const grants = {
  name: 'grants',
  sql: `select principal, role, work_centers as "workCenters" from access_grant
    where ($1::text is null or principal = $1) and ($2::text is null or role = $2)
      and ($3::text is null or work_centers is null or $3 = any(work_centers))`,
  sorts: { principal: 'text', role: 'text' },
  key: ['principal', 'role'],
};

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
    refuses: ['unknown-person', 'last-administrator'],
  })
  async grant(@Body() command: GrantRole, @Sent() sender: Sender) {
    return this.commands.execute(grantRole, { ...command, others: await this.administrators() }, sender);
  }

  @Post('withdraw')
  @Command({
    needs: 'access.grant',
    summary: 'Withdraw a role: every service refuses within seconds, although tokens live on',
    refuses: ['role-missing', 'last-administrator'],
  })
  async withdraw(@Body() command: WithdrawRole, @Sent() sender: Sender) {
    return this.commands.execute(withdrawRole, { ...command, others: await this.administrators() }, sender);
  }

  @Get()
  @Answers({ needs: 'access.read', summary: 'Who has which role' })
  list(@Query() query: GrantsQuery): Promise<Page<ListedGrant>> {
    const { principal = null, role = null, workCenter = null } = query;
    return this.read.rows({ ...grants, parameters: [principal, role, workCenter] }, query);
  }

  /** Some of them: one that is left is enough. */
  private async administrators(): Promise<string[]> {
    const found = await this.read.query<{ principal: string }>(
      `select principal from access_grant where role = 'administrator' and work_centers is null order by principal limit 20`,
    );
    return found.map(({ principal }) => principal);
  }
}
