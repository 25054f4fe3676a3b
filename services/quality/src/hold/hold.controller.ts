import { Answers, Command, Commands, ReadModels, Resource, Sender, Sent } from '@millwright/platform';
import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { HoldQuery, PlaceHold, ReleaseHoldBody } from './hold.commands.js';
import { placeHold } from './hold.decider.js';
import { HoldEnforcementEntity, HoldEntity, holdsOnSubject } from './hold.entity.js';
import { slippedThroughHold } from './hold.projection.js';
import { releaseHold } from './hold-release.decider.js';
import { holdLine, holdView, type Slipped } from './hold-view.rules.js';

@Resource('quality', 'holds')
export class HoldController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
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
    description: '`since` is shop-floor time, `heardAt` when this service learned of it.',
  })
  async one(@Param('hold') hold: string) {
    const [row, enforcements, slipped] = await Promise.all([
      this.read.one(HoldEntity, { hold }, 'hold'),
      this.read.find(HoldEnforcementEntity, { where: { hold }, order: { service: 'ASC', subject: 'ASC' } }),
      this.read.query<Slipped>(slippedThroughHold, [hold]),
    ]);
    return holdView(row, enforcements, slipped);
  }

  @Get()
  @Answers({ needs: 'quality.read', summary: 'Holds' })
  async list(@Query() { subject, status, ...page }: HoldQuery) {
    const { items, ...rest } = await this.read.page(HoldEntity, 'hold', page, {
      where: { status, ...holdsOnSubject(subject) },
    });
    return { items: items.map(holdLine), ...rest };
  }
}
