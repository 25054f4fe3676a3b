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
import { AssetQuery, DownBody, LinkAssetBody, MoveAssetBody, RegisterAsset, ReleaseBody } from './asset.commands.js';
import { linkAsset, moveAsset, registerAsset, asset as assetStream } from './asset.decider.js';
import { AssetEntity, DowntimeEntity } from './asset.entity.js';
import { assetLine, assetTree, assetView } from './asset-view.rules.js';
import { releaseAsset, takeAssetDown, assetStreams } from './downtime.decider.js';

@Resource('maintenance', 'assets')
export class AssetController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'maintenance.plan',
    summary: 'Register an asset',
    creates: true,
    refuses: ['asset-exists', 'unknown-asset'],
  })
  register(@Body() command: RegisterAsset, @Sent() sender: Sender) {
    return this.commands.execute(registerAsset, command, sender);
  }

  @Post(':asset/move')
  @Command({ needs: 'maintenance.plan', summary: 'Make it a part of another asset', refuses: ['asset-in-itself'] })
  move(@Param('asset') asset: string, @Body() body: MoveAssetBody, @Sent() sender: Sender) {
    return this.commands.execute(moveAsset, { ...body, asset }, sender);
  }

  @Post(':asset/link')
  @Command({
    needs: 'maintenance.plan',
    summary: 'Link it to the work center that stops when it is down',
    description: 'Meters that follow the work center go with it.',
  })
  link(@Param('asset') asset: string, @Body() body: LinkAssetBody, @Sent() sender: Sender) {
    return this.commands.execute(linkAsset, { ...body, asset }, sender);
  }

  @Post(':asset/down')
  @Command({
    needs: 'maintenance.stop',
    summary: 'It is down: its work centers and those of all its parts cannot work',
    description:
      'Opens a corrective work order in the same moment, or takes the one named. Of an asset that is down already, the answer names its work order.',
    refuses: ['asset-already-down', 'work-order-of-other-asset', 'work-order-done'],
  })
  down(@Param('asset') asset: string, @Body() body: DownBody, @Sent() sender: Sender) {
    return this.commands.execute(takeAssetDown, { ...body, asset }, sender);
  }

  @Post(':asset/release')
  @Command({
    needs: 'maintenance.stop',
    summary: 'It works again',
    refuses: ['asset-not-down', 'work-order-open', 'other-work-order', 'released-before-down'],
  })
  release(@Param('asset') asset: string, @Body() body: ReleaseBody, @Sent() sender: Sender) {
    return this.commands.execute(releaseAsset, { ...body, asset }, sender);
  }

  @Get(':asset')
  @Answers({ needs: 'maintenance.read', summary: 'One asset with its parts and its last stops' })
  one(@Param('asset') asset: string, @Query() time: AsOfQuery) {
    return this.history.shown(
      time,
      async () => assetStreams(asset, await this.history.eventsOf(assetStream(asset))),
      async (rows) => {
        const [row, parts, downtimes] = await Promise.all([
          rows.one(AssetEntity, { asset }, 'asset'),
          rows.find(AssetEntity, { where: { parent: asset }, order: { asset: 'ASC' } }),
          rows.find(DowntimeEntity, { where: { asset }, order: { downSince: 'DESC' }, take: 20 }),
        ]);
        return assetView(row, parts, downtimes);
      },
    );
  }

  @Get()
  @Answers({ needs: 'maintenance.read', summary: 'Assets' })
  async list(@Query() query: AssetQuery) {
    const { parent, workCenter, status, level, criticality } = query;
    const { items, ...rest } = await this.read.page(AssetEntity, query, {
      key: 'asset',
      where: { parent, workCenter, status, level, criticality },
    });
    return { items: items.map(assetLine), ...rest };
  }
}

@Resource('maintenance', 'asset-tree')
export class AssetTreeController {
  constructor(private readonly read: ReadModels) {}

  @Get()
  @Answers({ needs: 'maintenance.read', summary: 'All assets as they stand in each other' })
  async tree() {
    return { assets: assetTree(await this.read.find(AssetEntity, { order: { asset: 'ASC' } })) };
  }
}
