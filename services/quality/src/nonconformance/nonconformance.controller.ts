import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  History,
  ReadModels,
  Resource,
  Sender,
  Sent,
} from '@millwright/platform';
import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  approveDisposition,
  closeNonconformance,
  declineDisposition,
  disposeNonconformance,
} from './disposition.decider.js';
import {
  DeclineBody,
  DisposeBody,
  NonconformanceQuery,
  OpenNonconformance,
  OriginBody,
} from './nonconformance.commands.js';
import { changeOrigin, openNonconformance, nonconformance as nonconformanceStream } from './nonconformance.decider.js';
import { NonconformanceEntity } from './nonconformance.entity.js';
import { nonconformanceView } from './nonconformance-view.rules.js';

@Resource('quality', 'nonconformances')
export class NonconformanceController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'quality.report',
    summary: 'Report goods that do not conform; they are held until somebody else decides',
    creates: true,
    refuses: ['nonconformance-exists', 'quantity-missing', 'quantity-not-one', 'more-than-received', 'unit-mismatch'],
  })
  open(@Body() command: OpenNonconformance, @Sent() sender: Sender) {
    return this.commands.execute(openNonconformance, command, sender);
  }

  @Post(':nonconformance/origin')
  @Command({
    needs: 'quality.dispose',
    summary: 'Name the operation that caused it',
    refuses: ['illegal-transition', 'unknown-operation'],
  })
  origin(@Param('nonconformance') nonconformance: string, @Body() body: OriginBody, @Sent() sender: Sender) {
    return this.commands.execute(changeOrigin, { ...body, nonconformance }, sender);
  }

  @Post(':nonconformance/dispose')
  @Command({
    needs: 'quality.dispose',
    summary: 'Decide what becomes of it: use as is, rework, scrap, return',
    description:
      'Whoever recorded the finding is refused with 403. Where the plan or the policy demands it, the material review board must approve first.',
    refuses: [
      'recorder-may-not-dispose',
      'person-required',
      'rework-from-missing',
      'unknown-operation',
      'more-than-left',
      'illegal-transition',
    ],
  })
  dispose(@Param('nonconformance') nonconformance: string, @Body() body: DisposeBody, @Sent() sender: Sender) {
    return this.commands.execute(disposeNonconformance, { ...body, nonconformance }, sender);
  }

  @Post(':nonconformance/approve')
  @Command({
    needs: 'quality.approve',
    summary: 'Approve the proposed disposition, for the material review board',
    refuses: ['proposer-may-not-approve', 'recorder-may-not-dispose', 'illegal-transition'],
  })
  approve(@Param('nonconformance') nonconformance: string, @Sent() sender: Sender) {
    return this.commands.execute(approveDisposition, { nonconformance }, sender);
  }

  @Post(':nonconformance/decline')
  @Command({
    needs: 'quality.approve',
    summary: 'Decline the proposed disposition; another one may be proposed',
    refuses: ['proposer-may-not-approve', 'recorder-may-not-dispose', 'illegal-transition'],
  })
  decline(@Param('nonconformance') nonconformance: string, @Body() body: DeclineBody, @Sent() sender: Sender) {
    return this.commands.execute(declineDisposition, { ...body, nonconformance }, sender);
  }

  @Post(':nonconformance/close')
  @Command({
    needs: 'quality.dispose',
    summary: 'Close it: all of it is disposed of',
    refuses: ['illegal-transition', 'awaits-scrapping'],
  })
  close(@Param('nonconformance') nonconformance: string, @Sent() sender: Sender) {
    return this.commands.execute(closeNonconformance, { nonconformance }, sender);
  }

  @Get(':nonconformance')
  @Answers({ needs: 'quality.read', summary: 'One nonconformance' })
  async one(@Param('nonconformance') nonconformance: string, @Query() time: AsOfQuery) {
    const read = (rows: ReadModels) => rows.one(NonconformanceEntity, { nonconformance }, 'nonconformance');
    return nonconformanceView(await this.history.shown(time, [nonconformanceStream(nonconformance)], read));
  }

  @Get()
  @Answers({ needs: 'quality.read', summary: 'Nonconformances' })
  async list(@Query() query: NonconformanceQuery) {
    const { subject, order, status, item, defect } = query;
    const { items, ...rest } = await this.read.page(NonconformanceEntity, query, {
      key: 'nonconformance',
      where: { subjectId: subject, order, status, item, defect },
      dates: 'openedAt',
    });
    return { items: items.map(nonconformanceView), ...rest };
  }
}
