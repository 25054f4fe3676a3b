import {
  decider,
  happened,
  rejection,
  streamOf,
  unknown,
  type Look,
  type Occurrence,
} from '@millwright/event-sourcing';
import { workCenterMeters } from '../meter/work-center-meters.decider.js';
import type { LinkAsset, MoveAsset, RegisterAsset } from './asset.commands.js';
import type { AssetEvent } from './asset.events.js';

export interface AssetState {
  readonly isRegistered: boolean;
  readonly parent?: string;
  readonly workCenter?: string;
  readonly parts: ReadonlySet<string>;
  /** Meters that count what the work center does. */
  readonly followingMeters: readonly string[];
  readonly journalYear?: string;
}

export const asset = streamOf<AssetState, AssetEvent>('asset', {
  initialState: { isRegistered: false, parts: new Set(), followingMeters: [] },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'AssetRegistered':
        return { ...state, isRegistered: true, parent: data.parent, workCenter: data.workCenter };
      case 'AssetMovedUnder':
        return { ...state, parent: data.parent };
      case 'PartAssetAdded':
        return { ...state, parts: new Set([...state.parts, data.part]) };
      case 'PartAssetRemoved':
        return { ...state, parts: new Set([...state.parts].filter((part) => part !== data.part)) };
      case 'AssetLinkedToWorkCenter':
        return { ...state, workCenter: data.workCenter };
      case 'MeterInstalledOnAsset':
        return data.followsWorkCenter ? { ...state, followingMeters: [...state.followingMeters, data.meter] } : state;
      case 'AssetJournalTurned':
        return { ...state, journalYear: data.year };
    }
  },
});

/** The work center that an asset belongs to: its own, or that of the nearest asset that it is a part of. */
export function workCenterOf(of: string | undefined, look: Look): string | undefined {
  if (of === undefined) return undefined;
  const { workCenter, parent } = look(asset(of));
  return workCenter ?? workCenterOf(parent, look);
}

/** The work centers of an asset and of everything beneath it: what stands still when it is down. */
export function workCentersBeneath(top: string, look: Look): string[] {
  const { workCenter, parts } = look(asset(top));
  const beneath = [...parts].sort().flatMap((part) => workCentersBeneath(part, look));
  return [...new Set([...(workCenter === undefined ? [] : [workCenter]), ...beneath])];
}

const isBeneath = (one: string, top: string, look: Look): boolean => {
  const { parent } = look(asset(one));
  return one === top || (parent !== undefined && isBeneath(parent, top, look));
};

const partAdded = (parent: string | undefined, part: string): Occurrence[] =>
  parent === undefined ? [] : [happened(asset(parent), { type: 'PartAssetAdded', data: { asset: parent, part } })];

export const registerAsset = decider<RegisterAsset>({
  name: 'register-asset',
  streams: (command) => [asset(command.asset), ...(command.parent === undefined ? [] : [asset(command.parent)])],
  decide: ({ asset: number, description, level = 'unit', criticality = 'B', parent, workCenter }, look) => {
    if (look(asset(number)).isRegistered)
      return rejection('asset-exists', `There is an asset ${number} already.`, { facts: { asset: number } });
    if (parent !== undefined && !look(asset(parent)).isRegistered) return unknown('asset', parent);
    return {
      events: [
        happened(asset(number), {
          type: 'AssetRegistered',
          data: { asset: number, description, level, criticality, parent, workCenter },
        }),
        ...partAdded(parent, number),
      ],
      answer: { asset: number },
    };
  },
});

export const moveAsset = decider<MoveAsset>({
  name: 'move-asset',
  streams: (command) => [asset(command.asset)],
  decide: ({ asset: number, parent }, look) => {
    const { isRegistered, parent: before } = look(asset(number));
    if (!isRegistered) return unknown('asset', number);
    if (parent === before) return { events: [], answer: { asset: number, parent } };
    if (parent !== undefined && !look(asset(parent)).isRegistered) return unknown('asset', parent);
    if (parent !== undefined && isBeneath(parent, number, look)) {
      return rejection(
        'asset-in-itself',
        `${parent} is ${number} or a part of it; an asset cannot be a part of itself.`,
        { kind: 'invalid', facts: { asset: number, parent } },
      );
    }
    if (before !== undefined) look(asset(before));
    return {
      events: [
        happened(asset(number), { type: 'AssetMovedUnder', data: { asset: number, parent, before } }),
        ...(before === undefined
          ? []
          : [happened(asset(before), { type: 'PartAssetRemoved', data: { asset: before, part: number } })]),
        ...partAdded(parent, number),
      ],
      answer: { asset: number, parent },
    };
  },
});

/** The meters that count what the work center does go with the link. */
export const linkAsset = decider<LinkAsset>({
  name: 'link-asset-to-work-center',
  streams: (command) => [asset(command.asset)],
  decide: ({ asset: number, workCenter }, look) => {
    const { isRegistered, workCenter: before, followingMeters } = look(asset(number));
    if (!isRegistered) return unknown('asset', number);
    if (workCenter === before) return { events: [], answer: { asset: number, workCenter } };
    for (const one of [workCenter, before]) if (one !== undefined) look(workCenterMeters(one));
    const moved = followingMeters.flatMap((meter) => [
      ...(before === undefined
        ? []
        : [
            happened(workCenterMeters(before), {
              type: 'MeterUnlinkedFromWorkCenter',
              data: { workCenter: before, meter },
            }),
          ]),
      ...(workCenter === undefined
        ? []
        : [happened(workCenterMeters(workCenter), { type: 'MeterLinkedToWorkCenter', data: { workCenter, meter } })]),
    ]);
    return {
      events: [
        happened(asset(number), { type: 'AssetLinkedToWorkCenter', data: { asset: number, workCenter, before } }),
        ...moved,
      ],
      answer: { asset: number, workCenter },
    };
  },
});
