import { streamOf } from '@millwright/event-sourcing';
import type { ReleasedRevisionsEvent } from './released-revisions.events.js';

/** Which revisions of an item's definitions an order may be released with; the last released one is the current one. */
export interface ReleasedRevisions {
  /** Somebody has begun to write one, released or not. */
  readonly hasBillOfMaterial: boolean;
  readonly billsOfMaterial: readonly string[];
  readonly routings: readonly string[];
}

/**
 * Of one item. Written together with the definitions' own streams, so that a release that looks here and a definition
 * that is being released cannot miss each other.
 */
export const releasedRevisions = streamOf<ReleasedRevisions, ReleasedRevisionsEvent>('released-revisions', {
  initialState: { hasBillOfMaterial: false, billsOfMaterial: [], routings: [] },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'BillOfMaterialStarted':
        return { ...state, hasBillOfMaterial: true };
      case 'BillOfMaterialBecameCurrent':
        return { ...state, billsOfMaterial: [...state.billsOfMaterial, data.revision] };
      case 'RoutingBecameCurrent':
        return { ...state, routings: [...state.routings, data.revision] };
    }
  },
});

/** The revision asked for, if it is released; without one asked for, the current one. */
export const chosenRevision = (released: readonly string[], wanted?: string): string | undefined =>
  wanted === undefined ? released.at(-1) : released.find((revision) => revision === wanted);

/** Stream id of one revision of an item's definition; no two pairs give the same, whatever is in the numbers. */
export const revisionId = (item: string, revision: string): string => `${encodeURIComponent(item)}/${revision}`;
