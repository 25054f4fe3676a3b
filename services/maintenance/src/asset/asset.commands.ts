import { IdField, InstantField, OneOfField, PageQuery, SortField, TextField } from '@millwright/platform';
import { Matches } from 'class-validator';
import { assetLevels, criticalities, type AssetLevel, type Criticality } from './asset.events.js';

export class RegisterAsset {
  @IdField('Number of the asset', { example: 'MC-ASSY-1' })
  // <asset>/<year> names the journal of an asset.
  @Matches(/^(?!.*\/\d{4}$)/, { message: '$property must not end with a slash and a year' })
  asset: string;
  @TextField('What it is') description: string;
  @OneOfField(assetLevels, 'Its level in the plant; unit when absent', { optional: true }) level?: AssetLevel;
  @IdField('The asset that it is a part of', { optional: true, example: 'LINE-1' }) parent?: string;
  @IdField('The work center whose work stops when it is down', { optional: true, example: 'ASSY-1' })
  workCenter?: string;
  @OneOfField(criticalities, 'A: the plant stops, B: work is hindered, C: the rest; B when absent', { optional: true })
  criticality?: Criticality;
}

export class MoveAssetBody {
  @IdField('The asset that it becomes a part of; none when absent', { optional: true }) parent?: string;
}
export type MoveAsset = MoveAssetBody & { readonly asset: string };

export class LinkAssetBody {
  @IdField('The work center whose work stops when it is down; none when absent', { optional: true })
  workCenter?: string;
}
export type LinkAsset = LinkAssetBody & { readonly asset: string };

export class DownBody {
  @TextField('What is wrong, in words of the plant; never about a person', { said: true }) reason: string;
  @IdField('A work order of this asset that is not completed yet; a corrective one is opened when absent', {
    optional: true,
  })
  workOrder?: string;
}
export type TakeAssetDown = DownBody & { readonly asset: string };

export class ReleaseBody {
  @IdField('The work order of the downtime, to be sure', { optional: true }) workOrder?: string;
}
export type ReleaseAsset = ReleaseBody & { readonly asset: string };

export class AssetQuery extends PageQuery {
  @SortField(['asset', 'criticality', 'downSince']) sort?: string;
  @IdField('Only the parts of this asset', { optional: true }) parent?: string;
  @IdField('Only those that stop this work center', { optional: true }) workCenter?: string;
  @OneOfField(['up', 'down'], 'Only those', { optional: true }) status?: 'up' | 'down';
  @OneOfField(assetLevels, 'Only those', { optional: true }) level?: AssetLevel;
  @OneOfField(criticalities, 'Only those', { optional: true }) criticality?: Criticality;
}

export class ReliabilityQuery {
  @InstantField('Begin of the window') from: string;
  @InstantField('End of the window; now when absent', { optional: true }) to?: string;
}
