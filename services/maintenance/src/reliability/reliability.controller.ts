import { Answers, problem, ReadModels, Resource } from '@millwright/platform';
import { Get, Param, Query } from '@nestjs/common';
import { ReliabilityQuery } from '../asset/asset.commands.js';
import { AssetEntity } from '../asset/asset.entity.js';
import { stopsInWindow } from './reliability.projection.js';
import { reliabilityOf, windowOf, type Stop } from './reliability.rules.js';

@Resource('maintenance', 'assets/:asset/reliability')
export class ReliabilityController {
  constructor(private readonly read: ReadModels) {}

  @Get()
  @Answers({
    needs: 'maintenance.read',
    summary: 'MTBF, MTTR and availability of an asset in a window, with their definitions',
  })
  async reliability(@Param('asset') asset: string, @Query() query: ReliabilityQuery) {
    await this.read.one(AssetEntity, { asset }, 'asset');
    const window = windowOf(query, new Date(), problem);
    return reliabilityOf(asset, await this.read.query<Stop>(stopsInWindow, [asset, window.from, window.to]), window);
  }
}
