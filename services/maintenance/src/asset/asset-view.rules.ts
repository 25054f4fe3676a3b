import type { AssetEntity, DowntimeEntity } from './asset.entity.js';

/** An asset as the API shows it. */
export const assetLine = (row: AssetEntity) => ({
  asset: row.asset,
  description: row.description,
  level: row.level,
  criticality: row.criticality,
  parent: row.parent ?? undefined,
  workCenter: row.workCenter ?? undefined,
  status: row.status,
  downSince: row.downSince ?? undefined,
  workOrder: row.workOrder ?? undefined,
  version: row.version,
});

export const assetView = (row: AssetEntity, parts: readonly AssetEntity[], downtimes: readonly DowntimeEntity[]) => ({
  ...assetLine(row),
  parts: parts.map(({ asset }) => asset),
  downtimes: downtimes.map(({ workOrder, downSince, releasedAt, workCenters, reason }) => ({
    workOrder,
    downSince,
    releasedAt: releasedAt ?? undefined,
    workCenters,
    reason,
  })),
});

export interface AssetBranch extends ReturnType<typeof assetLine> {
  /** It stands still because it, or what it is a part of, is down. */
  readonly standsStill: boolean;
  readonly parts: readonly AssetBranch[];
}

/** The assets as they stand in each other. */
export function assetTree(rows: readonly AssetEntity[], top: string | null = null, aboveIsDown = false): AssetBranch[] {
  return rows
    .filter(({ parent }) => parent === top)
    .map((row) => {
      const standsStill = aboveIsDown || row.status === 'down';
      return { ...assetLine(row), standsStill, parts: assetTree(rows, row.asset, standsStill) };
    });
}
