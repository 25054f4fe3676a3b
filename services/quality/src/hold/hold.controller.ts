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
import { HoldQuery, PlaceHold, ReleaseHoldBody } from './hold.commands.js';
import { placeHold, hold as holdStream } from './hold.decider.js';
import { HoldEnforcementEntity, HoldEntity, holdsOnSubject } from './hold.entity.js';
import { slippedThroughHold } from './hold.projection.js';
import { releaseHold } from './hold-release.decider.js';
import { holdLine, holdView, type Slipped } from './hold-view.rules.js';
import { goodsOf } from '../goods/lot.decider.js';

@Resource('quality', 'holds')
export class HoldController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'quality.hold',
    summary: 'Hold units or lots: nobody may use, move or ship them',
    creates: true,
    refuses: ['hold-exists'],
  })
  place(@Body() command: PlaceHold, @Sent() sender: Sender) {
    return this.commands.execute(placeHold, command, sender);
  }

  @Post(':hold/release')
  @Command({
    needs: 'quality.hold',
    summary: 'Release a hold',
    description: 'The hold of a nonconformance ends by its disposition, that of a recall in inventory.',
    refuses: ['nonconformance-open', 'awaits-scrapping', 'held-by-recall', 'illegal-transition'],
  })
  release(@Param('hold') hold: string, @Body() body: ReleaseHoldBody, @Sent() sender: Sender) {
    return this.commands.execute(releaseHold, { ...body, hold }, sender);
  }

  @Get(':hold')
  @Answers({
    needs: 'quality.read',
    summary: 'One hold, the services that enforce it, and what slipped through before they did',
    description:
      '`since` is shop-floor time, `heardAt` when this service learned of it. Of a time in the past, what slipped through is told as far as the held goods themselves tell it.',
  })
  one(@Param('hold') hold: string, @Query() time: AsOfQuery) {
    return this.history.shown(
      time,
      () => this.withGoods(hold),
      async (rows) => {
        const [row, enforcements, slipped] = await Promise.all([
          rows.one(HoldEntity, { hold }, 'hold'),
          rows.find(HoldEnforcementEntity, { where: { hold }, order: { service: 'ASC', subject: 'ASC' } }),
          rows.query<Slipped>(slippedThroughHold, [hold]),
        ]);
        return holdView(row, enforcements, slipped);
      },
    );
  }

  /** What the goods of a hold went through in other services, as far as it was heard. */
  private async withGoods(hold: string) {
    const { subjects } = await this.read.one(HoldEntity, { hold }, 'hold');
    return [holdStream(hold), ...subjects.flatMap(({ id }) => goodsOf(id))];
  }

  @Get()
  @Answers({ needs: 'quality.read', summary: 'Holds' })
  async list(@Query() query: HoldQuery) {
    const { subject, status, nonconformance } = query;
    const { items, ...rest } = await this.read.page(HoldEntity, query, {
      key: 'hold',
      where: { status, nonconformance, ...holdsOnSubject(subject) },
      dates: 'placedAt',
    });
    return { items: items.map(holdLine), ...rest };
  }
}
