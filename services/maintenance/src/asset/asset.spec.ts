import { given, happened, numbersOfDay } from '@millwright/event-sourcing';
import { workCenterMeters } from '../meter/work-center-meters.decider.js';
import { workOrder } from '../work-order/work-order.decider.js';
import { asset, linkAsset, moveAsset, registerAsset } from './asset.decider.js';
import type { AssetEntity } from './asset.entity.js';
import { assetTree } from './asset-view.rules.js';
import { journalOf, releaseAsset, takeAssetDown } from './downtime.decider.js';

const registered = (number: string, more: { parent?: string; workCenter?: string } = {}) =>
  ({
    type: 'AssetRegistered',
    data: { asset: number, description: number, level: 'unit', criticality: 'B', ...more },
  }) as const;
const part = (of: string, one: string) => ({ type: 'PartAssetAdded', data: { asset: of, part: one } }) as const;
const line = () =>
  given(asset('LINE'), [registered('LINE'), part('LINE', 'MC'), part('LINE', 'ROBOT')])
    .given(asset('MC'), [registered('MC', { parent: 'LINE', workCenter: 'ASSY-1' }), part('MC', 'SPINDLE')])
    .given(asset('SPINDLE'), [registered('SPINDLE', { parent: 'MC' })])
    .given(asset('ROBOT'), [registered('ROBOT', { parent: 'LINE', workCenter: 'PACK-1' })]);

describe('the asset tree', () => {
  it('grows by parts', () => {
    line()
      .when(registerAsset, { asset: 'PUMP', description: 'PUMP', parent: 'MC' })
      .then([happened(asset('PUMP'), registered('PUMP', { parent: 'MC' })), happened(asset('MC'), part('MC', 'PUMP'))]);
    line().when(registerAsset, { asset: 'MC', description: '' }).thenRejected('asset-exists');
    line().when(registerAsset, { asset: 'X', description: '', parent: 'Y' }).thenRejected('unknown-asset');
  });

  it('is never a ring', () => {
    line().when(moveAsset, { asset: 'LINE', parent: 'SPINDLE' }).thenRejected('asset-in-itself');
    line().when(moveAsset, { asset: 'MC', parent: 'MC' }).thenRejected('asset-in-itself');
    line()
      .when(moveAsset, { asset: 'SPINDLE', parent: 'ROBOT' })
      .then([
        happened(asset('SPINDLE'), {
          type: 'AssetMovedUnder',
          data: { asset: 'SPINDLE', parent: 'ROBOT', before: 'MC' },
        }),
        happened(asset('MC'), { type: 'PartAssetRemoved', data: { asset: 'MC', part: 'SPINDLE' } }),
        happened(asset('ROBOT'), part('ROBOT', 'SPINDLE')),
      ]);
  });

  it('takes the meters along to another work center', () => {
    line()
      .given(asset('MC'), [
        { type: 'MeterInstalledOnAsset', data: { asset: 'MC', meter: 'M', followsWorkCenter: true } },
      ])
      .when(linkAsset, { asset: 'MC', workCenter: 'ASSY-2' })
      .then([
        happened(asset('MC'), {
          type: 'AssetLinkedToWorkCenter',
          data: { asset: 'MC', workCenter: 'ASSY-2', before: 'ASSY-1' },
        }),
        happened(workCenterMeters('ASSY-1'), {
          type: 'MeterUnlinkedFromWorkCenter',
          data: { workCenter: 'ASSY-1', meter: 'M' },
        }),
        happened(workCenterMeters('ASSY-2'), {
          type: 'MeterLinkedToWorkCenter',
          data: { workCenter: 'ASSY-2', meter: 'M' },
        }),
      ]);
  });

  it('shows what stands still', () => {
    const row = (number: string, parent: string | null, status: 'up' | 'down'): AssetEntity => ({
      asset: number,
      description: '',
      level: 'unit',
      criticality: 'B',
      parent,
      workCenter: null,
      status,
      downSince: null,
      workOrder: null,
      version: 1,
    });
    expect(assetTree([row('LINE', null, 'up'), row('MC', 'LINE', 'down'), row('SPINDLE', 'MC', 'up')])).toMatchObject([
      {
        asset: 'LINE',
        standsStill: false,
        parts: [{ asset: 'MC', standsStill: true, parts: [{ asset: 'SPINDLE', standsStill: true }] }],
      },
    ]);
  });
});

describe('a downtime', () => {
  const order = 'WO-20260105-001';
  const downSince = '2026-01-05T08:00:00.000Z';
  const down = { asset: 'MC', workOrder: order, reason: 'stuck', workCenters: ['ASSY-1'], downSince };
  const turned = { type: 'AssetJournalTurned', data: { asset: 'MC', year: '2026' } } as const;
  const opened = { type: 'AssetJournalOpened', data: { asset: 'MC', year: '2026', downtimesBefore: 0 } } as const;
  const journal = journalOf('MC', '2026');
  const workOrderOpened = {
    type: 'WorkOrderOpened',
    data: { workOrder: order, asset: 'MC', kind: 'corrective', reason: 'stuck', workCenters: ['ASSY-1'], downSince },
  } as const;
  const isDown = () =>
    line()
      .given(asset('MC'), [turned])
      .given(journal, [opened, { type: 'AssetWentDown', data: down }])
      .given(workOrder(order), [workOrderOpened]);
  const completed = {
    type: 'WorkOrderCompleted',
    data: { workOrder: order, asset: 'MC', kind: 'corrective', spareParts: [], laborSeconds: 1 },
  } as const;

  it('opens a corrective work order in the same moment', () => {
    line()
      .when(takeAssetDown, { asset: 'MC', reason: 'stuck' })
      .then([
        happened(asset('MC'), turned),
        happened(journal, opened),
        happened(journal, { type: 'AssetWentDown', data: down }),
        happened(numbersOfDay('WO-20260105'), {
          type: 'NumberTaken',
          data: { series: 'WO', day: '20260105', number: 1 },
        }),
        happened(workOrder(order), workOrderOpened),
      ])
      .answering({ asset: 'MC', status: 'down', workOrder: order, workCenters: ['ASSY-1'], downSince });
    line().when(takeAssetDown, { asset: 'X', reason: '' }).thenRejected('unknown-asset');
  });

  it('stops the work centers of all parts', () => {
    const { decision } = line().when(takeAssetDown, { asset: 'LINE', reason: 'power' });
    expect(decision.answer).toMatchObject({ workCenters: ['ASSY-1', 'PACK-1'] });
  });

  it('takes an open work order of the asset, and no other', () => {
    const { decision } = line()
      .given(workOrder('W-1'), [{ ...workOrderOpened, data: { ...workOrderOpened.data, workOrder: 'W-1' } }])
      .when(takeAssetDown, { asset: 'MC', reason: 'stuck', workOrder: 'W-1' });
    expect(decision.answer).toMatchObject({ workOrder: 'W-1' });
    line().when(takeAssetDown, { asset: 'MC', reason: 'x', workOrder: 'W-9' }).thenRejected('unknown-work-order');
    line()
      .given(workOrder('W-1'), [workOrderOpened])
      .when(takeAssetDown, { asset: 'ROBOT', reason: 'x', workOrder: 'W-1' })
      .thenRejected('work-order-of-other-asset');
    line()
      .given(workOrder('W-1'), [workOrderOpened, completed])
      .when(takeAssetDown, { asset: 'MC', reason: 'x', workOrder: 'W-1' })
      .thenRejected('work-order-done');
  });

  it('is there once: a second click names the work order', () => {
    isDown()
      .when(takeAssetDown, { asset: 'MC', reason: 'again' })
      .thenRejected('asset-already-down', { workOrder: order });
  });

  it('ends by the release, after the work order is completed', () => {
    isDown()
      .when(releaseAsset, { asset: 'MC' }, { at: '2026-01-05T08:25:00.000Z' })
      .thenRejected('work-order-open', { workOrder: order, state: 'open' });
    const repaired = isDown().given(workOrder(order), [completed]);
    repaired
      .when(releaseAsset, { asset: 'MC', workOrder: 'W-9' })
      .thenRejected('other-work-order', { workOrder: order });
    repaired
      .when(releaseAsset, { asset: 'MC' }, { at: '2026-01-05T07:59:00.000Z' })
      .thenRejected('released-before-down');
    repaired
      .when(releaseAsset, { asset: 'MC', workOrder: order }, { at: '2026-01-05T08:25:00.000Z' })
      .then([happened(journal, { type: 'AssetReleased', data: { ...down, releasedAt: '2026-01-05T08:25:00.000Z' } })]);
    line().when(releaseAsset, { asset: 'MC' }).thenRejected('asset-not-down');
    line().when(releaseAsset, { asset: 'X' }).thenRejected('unknown-asset');
  });
});
