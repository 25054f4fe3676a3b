import { Body, Get, Put, Query } from '@nestjs/common';
import { Answers, AsOfQuery, Command, Commands, History, Resource, Sender, Sent } from '@millwright/platform';
import { SetReleasePolicy } from './release-policy.commands.js';
import { releasePolicy, setReleasePolicy } from './release-policy.decider.js';

@Resource('orders', 'release-policy')
export class ReleasePolicyController {
  constructor(
    private readonly commands: Commands,
    private readonly history: History,
  ) {}

  @Put()
  @Command({ needs: 'policies.set', summary: 'Say what blocks the release of an order and what only warns' })
  set(@Body() command: SetReleasePolicy, @Sent() sender: Sender) {
    return this.commands.execute(setReleasePolicy, command, sender);
  }

  @Get()
  @Answers({ needs: 'master-data.read', summary: 'What blocks the release of an order and what only warns' })
  async get(@Query() time: AsOfQuery) {
    const { state, version } = await this.history.stateOf(releasePolicy, time);
    return { ...state, version };
  }
}
