import type { Event } from '@millwright/event-sourcing';

export const assetLevels = ['site', 'area', 'line', 'unit'] as const;
export type AssetLevel = (typeof assetLevels)[number];
export const criticalities = ['A', 'B', 'C'] as const;
export type Criticality = (typeof criticalities)[number];

interface OfAsset {
  readonly asset: string;
}

/** What an asset is: a handful of facts in its life, and one a year for its journal. */
export type AssetEvent =
  | Event<
      'AssetRegistered',
      OfAsset & {
        readonly description: string;
        readonly level: AssetLevel;
        readonly criticality: Criticality;
        readonly parent?: string;
        readonly workCenter?: string;
      }
    >
  | Event<'AssetMovedUnder', OfAsset & { readonly parent?: string; readonly before?: string }>
  | Event<'PartAssetAdded', OfAsset & { readonly part: string }>
  | Event<'PartAssetRemoved', OfAsset & { readonly part: string }>
  | Event<'AssetLinkedToWorkCenter', OfAsset & { readonly workCenter?: string; readonly before?: string }>
  | Event<'MeterInstalledOnAsset', OfAsset & { readonly meter: string; readonly followsWorkCenter: boolean }>
  | Event<'AssetJournalTurned', OfAsset & { readonly year: string }>;

export interface Downtime {
  readonly workCenters: readonly string[];
  readonly workOrder: string;
  readonly reason: string;
  readonly downSince: string;
}

/** The downtimes of an asset in one year. A downtime stands where it began, to its end. */
export type AssetJournalEvent =
  | Event<'AssetJournalOpened', OfAsset & { readonly year: string; readonly downtimesBefore: number }>
  | Event<'AssetWentDown', OfAsset & Downtime>
  | Event<'AssetReleased', OfAsset & Downtime & { readonly releasedAt: string }>;
