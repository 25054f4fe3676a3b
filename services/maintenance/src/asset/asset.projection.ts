import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { AssetEvent, AssetJournalEvent } from './asset.events.js';

export const assets: Projection<AssetEvent | AssetJournalEvent, EntityManager> = {
  name: 'assets',
  version: 1,
  tables: ['asset', 'downtime'],
  on: {
    AssetRegistered: ({ data, version }, db) =>
      db.query(
        `insert into asset (asset, description, level, criticality, parent, work_center, status, version) values ($1, $2, $3, $4, $5, $6, 'up', $7)`,
        [
          data.asset,
          data.description,
          data.level,
          data.criticality,
          data.parent ?? null,
          data.workCenter ?? null,
          version,
        ],
      ),
    AssetMovedUnder: ({ data, version }, db) =>
      db.query('update asset set parent = $2, version = $3 where asset = $1', [
        data.asset,
        data.parent ?? null,
        version,
      ]),
    PartAssetAdded: ({ data, version }, db) =>
      db.query('update asset set version = $2 where asset = $1', [data.asset, version]),
    PartAssetRemoved: ({ data, version }, db) =>
      db.query('update asset set version = $2 where asset = $1', [data.asset, version]),
    AssetLinkedToWorkCenter: ({ data, version }, db) =>
      db.query('update asset set work_center = $2, version = $3 where asset = $1', [
        data.asset,
        data.workCenter ?? null,
        version,
      ]),
    MeterInstalledOnAsset: ({ data, version }, db) =>
      db.query('update asset set version = $2 where asset = $1', [data.asset, version]),
    AssetJournalTurned: ({ data, version }, db) =>
      db.query('update asset set version = $2 where asset = $1', [data.asset, version]),
    AssetWentDown: async ({ data }, db) => {
      await db.query(`update asset set status = 'down', down_since = $2, work_order = $3 where asset = $1`, [
        data.asset,
        data.downSince,
        data.workOrder,
      ]);
      await db.query(
        'insert into downtime (asset, work_order, down_since, work_centers, reason) values ($1, $2, $3, $4, $5) on conflict do nothing',
        [data.asset, data.workOrder, data.downSince, JSON.stringify(data.workCenters), data.reason],
      );
    },
    AssetReleased: async ({ data }, db) => {
      await db.query(`update asset set status = 'up', down_since = null, work_order = null where asset = $1`, [
        data.asset,
      ]);
      await db.query('update downtime set released_at = $4 where asset = $1 and work_order = $2 and down_since = $3', [
        data.asset,
        data.workOrder,
        data.downSince,
        data.releasedAt,
      ]);
    },
  },
};
