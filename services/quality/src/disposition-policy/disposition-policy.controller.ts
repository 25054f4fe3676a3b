import { Answers, AsOfQuery, Command, Commands, History, Resource, Sender, Sent } from '@millwright/platform';
import { Body, Get, Put, Query } from '@nestjs/common';
import { SetDispositionPolicy } from './disposition-policy.commands.js';
import { dispositionPolicy, setDispositionPolicy } from './disposition-policy.decider.js';

@Resource('quality', 'disposition-policy')
export class DispositionPolicyController {
  constructor(
    private readonly commands: Commands,
    private readonly history: History,
  ) {}

  @Put()
  @Command({ needs: 'policies.set', summary: 'Say which dispositions the material review board must approve' })
  set(@Body() command: SetDispositionPolicy, @Sent() sender: Sender) {
    return this.commands.execute(setDispositionPolicy, command, sender);
  }

  @Get()
  @Answers({ needs: 'quality.read', summary: 'Which dispositions the material review board must approve' })
  async one(@Query() time: AsOfQuery) {
    const { state, version } = await this.history.stateOf(dispositionPolicy, time);
    return { ...state, version };
  }
}
