import { decider, happened, Rejection, rejection, streamOf, unknown, type Look } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { inBaseUnit } from '../item/item.rules.js';
import { releasedRevisions, revisionId } from '../released-revisions/released-revisions.decider.js';
import type {
  BillOfMaterialLinePart,
  DraftBillOfMaterial,
  ReleaseBillOfMaterial,
} from './bill-of-material.commands.js';
import type { BillOfMaterialEvent, BillOfMaterialLine } from './bill-of-material.events.js';
import { duplicateLine, wayToItself } from './bill-of-material.rules.js';

export interface BillOfMaterialState {
  readonly status: 'none' | 'draft' | 'released';
  readonly lines: readonly BillOfMaterialLine[];
}

const stream = streamOf<BillOfMaterialState, BillOfMaterialEvent>('bill-of-material', {
  initialState: { status: 'none', lines: [] },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'BillOfMaterialDrafted':
        return { status: 'draft', lines: data.lines };
      case 'BillOfMaterialReleased':
        return { ...state, status: 'released' };
    }
  },
});
export const billOfMaterial = (product: string, revision: string) => stream(revisionId(product, revision));

export const draftBillOfMaterial = decider<DraftBillOfMaterial>({
  name: 'draft-bill-of-material',
  streams: ({ item: product, revision }) => [
    billOfMaterial(product, revision),
    item(product),
    releasedRevisions(product),
  ],
  decide: ({ item: product, revision, lines }, look) => {
    if (look(billOfMaterial(product, revision)).status !== 'none') {
      return rejection(
        'bill-of-material-exists',
        `There is a bill of material ${revision} of ${product} already. Choose the next revision.`,
        { facts: { item: product, revision } },
      );
    }
    if (!look(item(product)).current) return unknown('item', product);
    const known = duplicateLine(lines) ?? linesInBaseUnits(lines, look);
    if (known instanceof Rejection) return known;
    const contained = containsItself(product, known, look);
    if (contained) return contained;
    const { hasBillOfMaterial } = look(releasedRevisions(product));
    return {
      events: [
        happened(billOfMaterial(product, revision), {
          type: 'BillOfMaterialDrafted',
          data: { item: product, revision, lines: known },
        }),
        ...(hasBillOfMaterial
          ? []
          : [
              happened(releasedRevisions(product), {
                type: 'BillOfMaterialStarted',
                data: { item: product, revision },
              }),
            ]),
      ],
      answer: { item: product, revision, status: 'draft' },
    };
  },
});

export const releaseBillOfMaterial = decider<ReleaseBillOfMaterial>({
  name: 'release-bill-of-material',
  streams: ({ item: product, revision }) => [billOfMaterial(product, revision), releasedRevisions(product)],
  decide: ({ item: product, revision }, look) => {
    const { status, lines } = look(billOfMaterial(product, revision));
    if (status === 'none') return unknown('bill-of-material', `${product} ${revision}`);
    if (status === 'released')
      return rejection('illegal-transition', `Bill of material ${revision} of ${product} is released already.`, {
        legal: [],
      });
    look(releasedRevisions(product));
    return (
      containsItself(product, lines, look) ?? {
        events: [
          happened(billOfMaterial(product, revision), {
            type: 'BillOfMaterialReleased',
            data: { item: product, revision },
          }),
          happened(releasedRevisions(product), {
            type: 'BillOfMaterialBecameCurrent',
            data: { item: product, revision },
          }),
        ],
        answer: { item: product, revision, status: 'released' },
      }
    );
  },
});

function linesInBaseUnits(lines: readonly BillOfMaterialLinePart[], look: Look): BillOfMaterialLine[] | Rejection {
  const converted: BillOfMaterialLine[] = [];
  for (const { operation, item: component, quantity, backflush = false } of lines) {
    const { current } = look(item(component));
    if (!current) return unknown('item', component);
    const amount = inBaseUnit(current, quantity);
    if (amount instanceof Rejection) return amount;
    converted.push({ operation, item: component, quantity: amount, backflush });
  }
  return converted;
}

/** Looks through the current bills of material of the components; what is looked at cannot change before this is recorded. */
function containsItself(product: string, lines: readonly BillOfMaterialLine[], look: Look): Rejection | undefined {
  const currentLines = (component: string): readonly BillOfMaterialLine[] => {
    const revision = look(releasedRevisions(component)).billsOfMaterial.at(-1);
    return revision === undefined ? [] : look(billOfMaterial(component, revision)).lines;
  };
  const way = wayToItself(product, (one) => (one === product ? lines : currentLines(one)).map((line) => line.item));
  if (!way) return undefined;
  return rejection(
    'bill-of-material-contains-itself',
    `${product} would be made of itself: ${way.join(' > ')}. Take it out of the lines.`,
    { kind: 'invalid', facts: { item: product, way } },
  );
}
