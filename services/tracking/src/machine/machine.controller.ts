import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { Rejection } from '@millwright/event-sourcing';
import {
  Answers,
  AsOfQuery,
  Command,
  CommandResult,
  Commands,
  History,
  notFound,
  PlantSettings,
  problem,
  ReadModels,
  Resource,
  Sender,
  Sent,
} from '@millwright/platform';
import { WindowQuery } from '../kpi/kpi.commands.js';
import { shownTimeline, windowOf, type ShownTimeline } from '../kpi/kpi.rules.js';
import { second } from '../kpi/span.rules.js';
import { factsOf, recordedTime } from '../kpi/work-center-facts.projection.js';
import { MachineStateBody } from './machine.commands.js';
import { machine, reportMachineState, type MachineGate } from './machine.decider.js';

type ShownGate = { readonly workCenter: string; readonly version: number } & MachineGate;

@Resource('tracking', 'machines')
export class MachineController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
    private readonly settings: PlantSettings,
  ) {}

  @Post(':workCenter/states')
  @Command({
    needs: 'machines.report',
    summary: 'Say in which state a machine is from now on',
    description:
      'From the time of the command (Millwright-Occurred-At) until the next report; reports may come late and out of order.',
    refuses: ['unknown-work-center'],
  })
  report(
    @Param('workCenter') workCenter: string,
    @Body() body: MachineStateBody,
    @Sent() sender: Sender,
  ): Promise<CommandResult> {
    return this.commands.execute(reportMachineState, { workCenter, ...body }, sender);
  }

  @Get(':workCenter')
  @Answers({ needs: 'execution.read', summary: 'Whether maintenance holds the machine, and by which work orders' })
  async gate(@Param('workCenter') workCenter: string, @Query() time: AsOfQuery): Promise<ShownGate> {
    if (!(await recordedTime(this.read.manager, { workCenter }))) notFound('work-center', workCenter);
    const { state, version } = await this.history.stateOf(machine(workCenter), time);
    return { workCenter, ...state, version };
  }

  @Get(':workCenter/timeline')
  @Answers({
    needs: 'execution.read',
    summary: 'What the machine did, second by second',
    description:
      'Every second of the window is in exactly one interval; one of which nobody said anything is `unknown`. A state lasts until the next report, the last one of all until the end of the shift (outside of shifts: of the local day) in which it was reported.',
  })
  async timeline(@Param('workCenter') workCenter: string, @Query() query: WindowQuery): Promise<ShownTimeline> {
    const here = { now: second(new Date()), timeZone: this.settings.timeZone };
    const db = this.read.manager;
    const recorded = (await recordedTime(db, { workCenter })) ?? notFound('work-center', workCenter);
    const window = windowOf(query, recorded, here);
    return window instanceof Rejection
      ? problem(window)
      : shownTimeline(workCenter, await factsOf(db, { workCenter }, window), window, here);
  }
}
