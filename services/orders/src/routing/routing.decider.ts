import { decider, happened, rejection, streamOf, unknown, type Look, type Rejection } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { releasedRevisions, revisionId } from '../released-revisions/released-revisions.decider.js';
import { workCenter } from '../work-center/work-center.decider.js';
import { graphProblem } from './operation-graph.rules.js';
import type { DraftRouting, ReleaseRouting, RoutingOperationPart } from './routing.commands.js';
import type { RoutingEvent, RoutingOperation } from './routing.events.js';

export interface RoutingState {
  readonly status: 'none' | 'draft' | 'released';
  readonly operations: readonly RoutingOperation[];
}

const stream = streamOf<RoutingState, RoutingEvent>('routing', {
  initialState: { status: 'none', operations: [] },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'RoutingDrafted':
        return { status: 'draft', operations: data.operations };
      case 'RoutingReleased':
        return { ...state, status: 'released' };
    }
  },
});
export const routing = (product: string, revision: string) => stream(revisionId(product, revision));

export const draftRouting = decider<DraftRouting>({
  name: 'draft-routing',
  streams: ({ item: product, revision }) => [routing(product, revision), item(product)],
  decide: ({ item: product, revision, operations: drafted }, look) => {
    if (look(routing(product, revision)).status !== 'none') {
      return rejection(
        'routing-exists',
        `There is a routing ${revision} of ${product} already. Choose the next revision.`,
        { facts: { item: product, revision } },
      );
    }
    if (!look(item(product)).current) return unknown('item', product);
    const operations = drafted.map(complete);
    return (
      graphProblem(operations) ??
      unknownWorkCenter(operations, look) ?? {
        events: [
          happened(routing(product, revision), {
            type: 'RoutingDrafted',
            data: { item: product, revision, operations },
          }),
        ],
        answer: { item: product, revision, status: 'draft' },
      }
    );
  },
});

export const releaseRouting = decider<ReleaseRouting>({
  name: 'release-routing',
  streams: ({ item: product, revision }) => [routing(product, revision), releasedRevisions(product)],
  decide: ({ item: product, revision }, look) => {
    const { status } = look(routing(product, revision));
    if (status === 'none') return unknown('routing', `${product} ${revision}`);
    if (status === 'released')
      return rejection('illegal-transition', `Routing ${revision} of ${product} is released already.`, { legal: [] });
    look(releasedRevisions(product));
    return {
      events: [
        happened(routing(product, revision), { type: 'RoutingReleased', data: { item: product, revision } }),
        happened(releasedRevisions(product), { type: 'RoutingBecameCurrent', data: { item: product, revision } }),
      ],
      answer: { item: product, revision, status: 'released' },
    };
  },
});

/** Without predecessors given, an operation comes after the one before it in the list. */
const complete = (
  drafted: RoutingOperationPart,
  at: number,
  all: readonly RoutingOperationPart[],
): RoutingOperation => ({
  ...drafted,
  after: [...new Set(drafted.after ?? (at === 0 ? [] : [all[at - 1].operation]))],
  skillLevel: drafted.skill === undefined ? undefined : (drafted.skillLevel ?? 1),
  setupSeconds: drafted.setupSeconds ?? 0,
  runSecondsPerUnit: drafted.runSecondsPerUnit ?? 0,
});

function unknownWorkCenter(operations: readonly RoutingOperation[], look: Look): Rejection | undefined {
  const missing = operations.find((operation) => !look(workCenter(operation.workCenter)).current);
  return missing && unknown('work-center', missing.workCenter);
}
