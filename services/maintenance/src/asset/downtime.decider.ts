import {
  decider,
  happened,
  Rejection,
  rejection,
  streamOf,
  unknown,
  type Look,
  type Occasion,
  type Occurrence,
  type StreamRef,
  drawNumber,
} from '@millwright/event-sourcing';
import { openWorkOrderOf, workOrder } from '../work-order/work-order.decider.js';
import { legalFor } from '../work-order/work-order.rules.js';
import type { ReleaseAsset, TakeAssetDown } from './asset.commands.js';
import { asset, workCentersBeneath } from './asset.decider.js';
import type { AssetEvent, AssetJournalEvent, Downtime } from './asset.events.js';

export interface AssetJournal {
  readonly down?: Downtime;
  readonly downtimes: number;
}

const journal = streamOf<AssetJournal, AssetJournalEvent>('asset', {
  initialState: { downtimes: 0 },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'AssetJournalOpened':
        return { downtimes: data.downtimesBefore };
      case 'AssetWentDown': {
        const { workCenters, workOrder: order, reason, downSince } = data;
        return { down: { workCenters, workOrder: order, reason, downSince }, downtimes: state.downtimes + 1 };
      }
      case 'AssetReleased':
        return { downtimes: state.downtimes };
    }
  },
});
/** The downtimes of an asset in a year. */
export const journalOf = (number: string, year: string) => journal(`${number}/${year}`);

/** An asset by what is recorded of it: itself, what was ever a part of it, and its downtimes of all years. */
export const assetStreams = (number: string, events: readonly AssetEvent[]) => [
  asset(number),
  ...events.flatMap(({ type, data }) => (type === 'PartAssetAdded' ? [asset(data.part)] : [])),
  ...events.flatMap(({ type, data }) => (type === 'AssetJournalTurned' ? [journalOf(number, data.year)] : [])),
];

/** The downtime that the asset is in now. */
export function currentDowntime(number: string, look: Look): Downtime | undefined {
  const { journalYear } = look(asset(number));
  return journalYear === undefined ? undefined : look(journalOf(number, journalYear)).down;
}

interface Page {
  readonly stream: StreamRef<AssetJournal, AssetJournalEvent>;
  readonly turned: readonly Occurrence[];
}

/** The journal of this year; a new one is opened by the first downtime of a year and carries the count forward. */
function journalFor(number: string, at: string, look: Look): Page {
  const { journalYear } = look(asset(number));
  const year = at.slice(0, 4);
  if (journalYear !== undefined && journalYear >= year) return { stream: journalOf(number, journalYear), turned: [] };
  const stream = journalOf(number, year);
  look(stream);
  const downtimesBefore = journalYear === undefined ? 0 : look(journalOf(number, journalYear)).downtimes;
  return {
    stream,
    turned: [
      happened(asset(number), { type: 'AssetJournalTurned', data: { asset: number, year } }),
      happened(stream, { type: 'AssetJournalOpened', data: { asset: number, year, downtimesBefore } }),
    ],
  };
}

interface Opened {
  readonly number: string;
  readonly events: readonly Occurrence[];
}

/** The work order of the downtime: the one named, which must be of this asset and not done, or a new corrective one. */
function workOrderFor(
  command: TakeAssetDown,
  downtime: Pick<Downtime, 'workCenters' | 'downSince'>,
  look: Look,
  occasion: Occasion,
): Opened | Rejection {
  const { asset: number, workOrder: wanted, reason } = command;
  if (wanted === undefined) {
    const drawn = drawNumber('WO', look, occasion, (one) => look(workOrder(one)).status === 'none');
    const opened = happened(workOrder(drawn.number), {
      type: 'WorkOrderOpened',
      data: { workOrder: drawn.number, asset: number, kind: 'corrective', reason, ...downtime },
    });
    return { number: drawn.number, events: [drawn.taken, opened] };
  }
  const problem = openWorkOrderOf(number, wanted, look);
  if (problem) return problem;
  return {
    number: wanted,
    events: [happened(workOrder(wanted), { type: 'WorkOrderDowntimeBegan', data: { workOrder: wanted, ...downtime } })],
  };
}

export const takeAssetDown = decider<TakeAssetDown>({
  name: 'take-asset-down',
  streams: (command) => [asset(command.asset)],
  decide: (command, look, occasion) => {
    const { asset: number, reason } = command;
    if (!look(asset(number)).isRegistered) return unknown('asset', number);
    const down = currentDowntime(number, look);
    if (down) {
      return rejection(
        'asset-already-down',
        `${number} is down since ${down.downSince}; work order ${down.workOrder} is about it.`,
        { legal: ['release'], facts: { asset: number, workOrder: down.workOrder, downSince: down.downSince } },
      );
    }
    const downtime = { workCenters: workCentersBeneath(number, look), downSince: occasion.at };
    const order = workOrderFor(command, downtime, look, occasion);
    if (order instanceof Rejection) return order;
    const { stream, turned } = journalFor(number, occasion.at, look);
    return {
      events: [
        ...turned,
        happened(stream, {
          type: 'AssetWentDown',
          data: { asset: number, workOrder: order.number, reason, ...downtime },
        }),
        ...order.events,
      ],
      answer: {
        asset: number,
        status: 'down',
        workOrder: order.number,
        workCenters: downtime.workCenters,
        downSince: downtime.downSince,
      },
    };
  },
});

export const releaseAsset = decider<ReleaseAsset>({
  name: 'release-asset',
  streams: (command) => [asset(command.asset)],
  decide: ({ asset: number, workOrder: named }, look, occasion) => {
    const { isRegistered, journalYear } = look(asset(number));
    if (!isRegistered) return unknown('asset', number);
    const down = currentDowntime(number, look);
    if (!down || journalYear === undefined)
      return rejection('asset-not-down', `${number} is not down.`, { legal: ['down'], facts: { asset: number } });
    const facts = { asset: number, workOrder: down.workOrder, downSince: down.downSince };
    if (named !== undefined && named !== down.workOrder)
      return rejection('other-work-order', `${number} is down for work order ${down.workOrder}, not ${named}.`, {
        facts,
      });
    const order = look(workOrder(down.workOrder));
    if (order.status !== 'completed' && order.status !== 'verified') {
      return rejection(
        'work-order-open',
        `Work order ${down.workOrder} of ${number} is ${order.status}. Complete it first.`,
        { legal: legalFor(order.status), facts: { ...facts, state: order.status } },
      );
    }
    if (occasion.at < down.downSince)
      return rejection(
        'released-before-down',
        `${number} went down at ${down.downSince} and cannot be released before that.`,
        { kind: 'invalid', facts },
      );
    const released = { asset: number, ...down, releasedAt: occasion.at };
    return {
      events: [happened(journalOf(number, journalYear), { type: 'AssetReleased', data: released })],
      answer: {
        asset: number,
        status: 'up',
        workOrder: down.workOrder,
        workCenters: down.workCenters,
        downSince: down.downSince,
        releasedAt: occasion.at,
      },
    };
  },
});
