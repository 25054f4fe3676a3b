import { decider, happened, rejection, streamOf, unknown } from '@millwright/event-sourcing';
import type { BlockItem, DefineItem, ReviseItem, UnblockItem } from './item.commands.js';
import type { ItemEvent, ItemRevision } from './item.events.js';
import { conversionProblem } from './item.rules.js';

export interface ItemState {
  readonly current?: ItemRevision;
  readonly revisions: readonly string[];
  /** Why it must not be made or used, while it is blocked. */
  readonly blocked?: string;
}

export const item = streamOf<ItemState, ItemEvent>('item', {
  initialState: { revisions: [] },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'ItemReleased':
        return { ...state, current: data, revisions: [...state.revisions, data.revision] };
      case 'ItemBlocked':
        return { ...state, blocked: data.reason };
      case 'ItemUnblocked':
        return { ...state, blocked: undefined };
    }
  },
});

export const defineItem = decider<DefineItem>({
  name: 'define-item',
  streams: (command) => [item(command.item)],
  decide: ({ item: number, revision, description, unit, tracking, conversions = [] }, look) => {
    if (look(item(number)).current) {
      return rejection('item-exists', `Item ${number} is defined already. Release a further revision of it instead.`, {
        facts: { item: number },
      });
    }
    const released = { item: number, revision, description, unit, tracking, conversions };
    return (
      conversionProblem(unit, conversions) ?? {
        events: [happened(item(number), { type: 'ItemReleased', data: released })],
        answer: { item: number, revision },
      }
    );
  },
});

export const reviseItem = decider<ReviseItem>({
  name: 'revise-item',
  streams: (command) => [item(command.item)],
  decide: ({ item: number, revision, description, unit, conversions }, look) => {
    const { current, revisions } = look(item(number));
    if (!current) return unknown('item', number);
    if (revisions.includes(revision)) {
      return rejection(
        'item-revision-exists',
        `Item ${number} has a revision ${revision} already. Choose the next one.`,
        { facts: { item: number, revisions } },
      );
    }
    if (unit !== undefined && unit !== current.unit) {
      return rejection(
        'unit-mismatch',
        `Stock of ${number} is counted in ${current.unit}, so no revision can change that. Define another item.`,
        {
          kind: 'invalid',
          facts: { item: number, expected: current.unit },
        },
      );
    }
    const released = { ...current, revision, description, conversions: conversions ?? current.conversions };
    return (
      conversionProblem(current.unit, released.conversions) ?? {
        events: [happened(item(number), { type: 'ItemReleased', data: released })],
        answer: { item: number, revision },
      }
    );
  },
});

export const blockItem = decider<BlockItem>({
  name: 'block-item',
  streams: (command) => [item(command.item)],
  decide: ({ item: number, reason }, look) => {
    const { current, blocked } = look(item(number));
    if (!current) return unknown('item', number);
    if (blocked !== undefined)
      return rejection('illegal-transition', `Item ${number} is blocked already: ${blocked}`, { legal: ['unblock'] });
    return {
      events: [happened(item(number), { type: 'ItemBlocked', data: { item: number, reason } })],
      answer: { item: number, blocked: true },
    };
  },
});

export const unblockItem = decider<UnblockItem>({
  name: 'unblock-item',
  streams: (command) => [item(command.item)],
  decide: ({ item: number, reason }, look) => {
    const { current, blocked } = look(item(number));
    if (!current) return unknown('item', number);
    if (blocked === undefined)
      return rejection('illegal-transition', `Item ${number} is not blocked.`, { legal: ['block'] });
    return {
      events: [happened(item(number), { type: 'ItemUnblocked', data: { item: number, reason } })],
      answer: { item: number, blocked: false },
    };
  },
});
