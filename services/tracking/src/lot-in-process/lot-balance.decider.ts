import {
  add,
  decider,
  happened,
  isPositive,
  isZero,
  Rejection,
  rejection,
  subtract,
  sum,
  unknown,
  type Look,
  type Occurrence,
  type Quantity,
} from '@millwright/event-sourcing';
import { orderOutput } from '../order/order-output.decider.js';
import { item as itemStream } from '../order/production-order.decider.js';
import { inUnit } from '../order/quantity.rules.js';
import type { MergeLots, RepackLots, SplitLot, TransformLots } from './lot-in-process.commands.js';
import { inLot, lotInProcess, type LotState } from './lot-in-process.decider.js';
import type { LotPart } from './lot-in-process.events.js';
import { fill, isBalanced, type Filled, type Source } from './lot-parts.rules.js';
import { atWork, type LotAtWork } from './lot-report.decider.js';
import { scrapParts } from './lot-scrap.decider.js';

export const isFree = (look: Look, id: string): boolean => look(lotInProcess(id)).status === 'none';
export const lotExists = (lot: string): Rejection =>
  rejection('lot-exists', `There is a lot ${lot} already.`, { facts: { lot } });

/** Between operations: what is under way at one is reported first. */
const notAtRest = ({ id, state: { at } }: LotAtWork): Rejection | undefined =>
  at &&
  rejection('lot-at-operation', `Lot ${id} is at operation ${at.operation}: report it first.`, {
    legal: ['report'],
    facts: { lot: id, operation: at.operation },
  });

const route = ({ state: { passed } }: LotAtWork): string => [...passed].sort().join('\n');

/** Lots of one order that have come equally far, between operations. */
function together(look: Look, ids: readonly string[]): LotAtWork[] | Rejection {
  const lots: LotAtWork[] = [];
  for (const id of new Set(ids)) {
    const found = atWork(look, id);
    if (found instanceof Rejection) return found;
    const no = notAtRest(found);
    if (no) return no;
    lots.push(found);
  }
  const [first] = lots;
  const other = lots.find(
    (one) =>
      one.order.order !== first.order.order ||
      one.state.item !== first.state.item ||
      one.state.unit !== first.state.unit ||
      route(one) !== route(first),
  );
  return other
    ? rejection(
        'lots-differ',
        `Lots ${first.id} and ${other.id} are not of the same order and item, or have not passed the same operations.`,
        { facts: { lots: [first.id, other.id] } },
      )
    : lots;
}

interface Balanced {
  readonly into: readonly LotPart[];
  /** Decimal string. */
  readonly loss: string;
}

/** The amounts in the unit of the lots, if they make up what goes in. `kept` may name a lot that keeps a part of itself. */
function balanced(
  look: Look,
  lots: readonly LotAtWork[],
  { into, loss }: Pick<SplitLot, 'into' | 'loss'>,
  kept?: string,
): Balanced | Rejection {
  const [{ state }] = lots;
  const inItsUnit = (given: Quantity) => inUnit(given, state.unit, state.item, look(itemStream(state.item)));
  const lost = inItsUnit(loss ?? { value: '0', unit: state.unit });
  if (lost instanceof Rejection) return lost;
  const parts: LotPart[] = [];
  for (const { lot, quantity } of into) {
    const amount = inItsUnit(quantity);
    if (amount instanceof Rejection) return amount;
    if ((lot !== kept && !isFree(look, lot)) || parts.some((one) => one.lot === lot)) return lotExists(lot);
    parts.push({ lot, quantity: amount });
  }
  const [all, out] = [sum(lots.map((one) => one.state.quantity)), sum(parts.map((part) => part.quantity.value))];
  if (isBalanced(all, out, lost.value)) return { into: parts, loss: lost.value };
  const names = lots.map(({ id }) => id).join(', ');
  const hint = kept === undefined ? '' : ` Name ${kept} itself in \`into\` for what stays in it.`;
  return rejection(
    'balance-broken',
    `${names}: ${all} ${state.unit} go in; ${out} out and ${lost.value} lost do not make that.${hint}`,
    {
      facts: {
        lots: lots.map(({ id }) => id),
        in: all,
        out,
        loss: lost.value,
        difference: subtract(all, add(out, lost.value)),
      },
    },
  );
}

const sourceOf = ({ id, state: { quantity, countedBefore } }: LotAtWork): Source => ({
  lot: id,
  quantity,
  countedBefore,
});

const present = <T extends object>(some: T): T | undefined => (Object.keys(some).length === 0 ? undefined : some);

export const madeOf = (
  { order, item, itemRevision, passed }: Pick<LotState, 'order' | 'item' | 'itemRevision' | 'passed'>,
  { lot, quantity, from, countedBefore }: Filled,
): Occurrence =>
  happened(lotInProcess(lot), {
    type: 'LotMadeOfLots',
    data: { lot, order, item, itemRevision, quantity, from, passed, countedBefore: present(countedBefore) },
  });

export function lotsChanged(
  look: Look,
  order: string,
  ended: readonly string[],
  begins: readonly { readonly lot: string }[],
): Occurrence {
  const output = orderOutput(order);
  look(output);
  return happened(output, { type: 'LotsChanged', data: { order, ended, begun: begins.map(({ lot }) => lot) } });
}

/** Pieces lost between operations count as scrap of the one passed last, whose good they were. */
const lost = (look: Look, found: LotAtWork, pieces: string, reason: string): Occurrence[] =>
  isPositive(pieces) ? scrapParts(look, [{ lot: found, pieces }], { reason }) : [];

export const splitLot = decider<SplitLot>({
  name: 'split-lot',
  streams: ({ lot }) => [lotInProcess(lot)],
  decide: (command, look) => {
    const { lot: id, scrapReason = 'split-loss' } = command;
    const lots = together(look, [id]);
    if (lots instanceof Rejection) return lots;
    const [found] = lots;
    const parts = balanced(look, lots, command, id);
    if (parts instanceof Rejection) return parts;
    const { state, order } = found;
    const children = parts.into.filter(({ lot }) => lot !== id);
    const remaining = parts.into.find(({ lot }) => lot === id)?.quantity ?? inLot(state, '0');
    const { filled, left } = fill([sourceOf(found)], children);
    const kept = fill(left, isZero(remaining.value) ? [] : [{ lot: id, quantity: remaining }]).filled[0];
    const split = happened(lotInProcess(id), {
      type: 'LotSplit',
      data: {
        lot: id,
        order: order.order,
        into: children,
        loss: inLot(state, parts.loss),
        remaining,
        countedBefore: kept && present(kept.countedBefore),
      },
    });
    return {
      events: [
        ...lost(look, found, parts.loss, scrapReason),
        split,
        ...filled.map((one) => madeOf(state, one)),
        lotsChanged(look, order.order, kept ? [] : [id], children),
      ],
      answer: { lot: id, remaining, into: parts.into, loss: inLot(state, parts.loss) },
    };
  },
});

export const mergeLots = decider<MergeLots>({
  name: 'merge-lots',
  streams: ({ lot }) => [lotInProcess(lot)],
  decide: ({ lot, with: others, into }, look) => {
    const lots = together(look, [lot, ...others]);
    if (lots instanceof Rejection) return lots;
    if (!isFree(look, into)) return lotExists(into);
    const [{ state, order }] = lots;
    const quantity = inLot(state, sum(lots.map((one) => one.state.quantity)));
    const merged = lots.map((one) =>
      happened(lotInProcess(one.id), {
        type: 'LotMerged',
        data: { lot: one.id, order: order.order, into, quantity: inLot(state, one.state.quantity) },
      }),
    );
    const { filled } = fill(lots.map(sourceOf), [{ lot: into, quantity }]);
    return {
      events: [
        ...merged,
        ...filled.map((one) => madeOf(state, one)),
        lotsChanged(
          look,
          order.order,
          lots.map(({ id }) => id),
          filled,
        ),
      ],
      answer: { lot: into, quantity },
    };
  },
});

type Remade = Pick<LotState, 'item' | 'itemRevision'>;

/** Lots go in, other lots come out, of the same item or of another one. */
function remake(look: Look, command: RepackLots, type: 'LotRepacked' | 'LotTransformed', as?: Remade) {
  const { lot, with: others = [], scrapReason = type === 'LotRepacked' ? 'repack-loss' : 'transform-loss' } = command;
  const lots = together(look, [lot, ...others]);
  if (lots instanceof Rejection) return lots;
  const parts = balanced(look, lots, command);
  if (parts instanceof Rejection) return parts;
  const [{ state, order }] = lots;
  const { filled, left } = fill(lots.map(sourceOf), parts.into);
  const losses = lots
    .map((one, place) => ({ lot: one, pieces: left[place].quantity }))
    .filter(({ pieces }) => isPositive(pieces));
  const emptied = lots.map(({ id }, place) =>
    happened(lotInProcess(id), {
      type,
      data: {
        lot: id,
        order: order.order,
        into: filled.flatMap((one) =>
          one.from.filter((part) => part.lot === id).map((part) => ({ lot: one.lot, quantity: part.quantity })),
        ),
        loss: inLot(state, left[place].quantity),
      },
    }),
  );
  const ended = lots.map(({ id }) => id);
  return {
    events: [
      ...(losses.length > 0 ? scrapParts(look, losses, { reason: scrapReason }) : []),
      ...emptied,
      ...filled.map((one) => madeOf({ ...state, ...as }, one)),
      lotsChanged(look, order.order, ended, filled),
    ],
    answer: { lots: ended, into: parts.into, loss: inLot(state, parts.loss), ...(as && { item: as.item }) },
  };
}

export const repackLots = decider<RepackLots>({
  name: 'repack-lots',
  streams: ({ lot }) => [lotInProcess(lot)],
  decide: (command, look) => remake(look, command, 'LotRepacked'),
});

/** Such as sorting into grades. What comes out goes on along the route of the order. */
export const transformLots = decider<TransformLots>({
  name: 'transform-lots',
  streams: ({ lot }) => [lotInProcess(lot)],
  decide: (command, look) => {
    const { lot, item } = command;
    const { unit, revision = '' } = look(itemStream(item));
    if (unit === undefined) return unknown('item', item);
    const { status, unit: counted } = look(lotInProcess(lot));
    if (status !== 'none' && unit !== counted) {
      return rejection('unit-mismatch', `${item} is counted in ${unit}, lot ${lot} in ${counted}.`, {
        kind: 'invalid',
        facts: { item, expected: counted, given: unit },
      });
    }
    return remake(look, command, 'LotTransformed', { item, itemRevision: revision });
  },
});
