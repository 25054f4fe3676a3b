import {
  isMoreThan,
  isZero,
  Rejection,
  rejection,
  unknown,
  type Look,
  type Quantity,
} from '@millwright/event-sourcing';
import { heardLot } from '../goods/lot.decider.js';
import { heardUnit } from '../goods/unit.decider.js';
import { inspectionPlan } from '../inspection-plan/inspection-plan.decider.js';
import type { PlanContent } from '../inspection-plan/inspection-plan.events.js';
import { inUnit, item, onePiece } from '../item/item.decider.js';
import { lotLine } from '../lot-line/lot-line.decider.js';
import {
  balanceOf,
  moreThanReceived,
  notPresented,
  type LineInspection,
  type LotLineState,
} from '../lot-line/lot-line.rules.js';
import {
  orderHeard,
  unknownOperation,
  type HeardOperation,
  type HeardOrder,
} from '../production-order/production-order.decider.js';
import type { OpenInspection } from './inspection.commands.js';
import type { InspectedSubject } from './inspection.events.js';

/** What an inspection will be about, once all that is known has been looked at. */
export interface InspectedGoods {
  readonly planRevision: string;
  readonly content: PlanContent;
  readonly subject: InspectedSubject;
  readonly order?: string;
  readonly operation?: string;
  readonly quantity: Quantity;
  readonly attempt: number;
  readonly repeats?: string;
}

interface KnownGoods {
  readonly order?: string;
  readonly item?: string;
  readonly received?: Quantity;
}

interface PlannedInspection {
  readonly planRevision: string;
  readonly content: PlanContent;
  readonly operation?: string;
}

export function inspectedGoods(command: OpenInspection, look: Look): InspectedGoods | Rejection {
  const known = knownGoods(command, look);
  if (known instanceof Rejection) return known;
  const order = command.order ?? known.order;
  const ordered = orderHeard(order, look);
  if (command.order !== undefined && !ordered) return unknown('production-order', command.order);
  const planned = plannedInspection(command, ordered, look);
  if (planned instanceof Rejection) return planned;
  const of = command.subject.item ?? known.item ?? ordered?.item;
  const problem = planForOtherItem(command, planned.content, of);
  if (problem) return problem;
  const { kind, id } = command.subject;
  const present = kind === 'unit' ? presentedUnit : presentedLot;
  const presented = present(command, planned.operation, { ...known, item: of }, look);
  return presented instanceof Rejection
    ? presented
    : { ...planned, subject: { kind, id, item: of }, order, ...presented };
}

function planForOtherItem(
  { plan, subject }: OpenInspection,
  { item: expected }: PlanContent,
  of: string | undefined,
): Rejection | undefined {
  if (expected === undefined || of === undefined || expected === of) return undefined;
  return rejection('plan-for-other-item', `Inspection plan ${plan} is for ${expected}; ${subject.id} is a ${of}.`, {
    facts: { plan, expected, item: of },
  });
}

function knownGoods({ subject: { kind, id }, order }: OpenInspection, look: Look): KnownGoods | Rejection {
  if (kind === 'lot') return heardLot(id, look);
  const unit = look(heardUnit(id));
  if (unit.scrapped)
    return rejection('unit-scrapped', `Unit ${id} was scrapped; there is nothing to inspect any more.`, {
      facts: { unit: id },
    });
  if (order !== undefined && unit.order !== undefined && unit.order !== order) {
    return rejection('unit-of-other-order', `Unit ${id} belongs to order ${unit.order}, not to ${order}.`, {
      facts: { unit: id, order: unit.order },
    });
  }
  // A serial that came from a supplier is a lot of one in inventory.
  return { order: unit.order, item: unit.item ?? heardLot(id, look).item };
}

const operationsWith = (plan: string, order: HeardOrder | undefined, operation: string | undefined): HeardOperation[] =>
  (order?.operations ?? []).filter(
    (one) => one.inspectionPlan === plan && (operation === undefined || one.operation === operation),
  );

const operationMissing = (plan: string, legal: readonly string[]): Rejection =>
  rejection(
    'operation-missing',
    `The order has inspection plan ${plan} at operations ${legal.join(', ')}. Say which one it is.`,
    { kind: 'invalid', legal },
  );

/** The revision that the order was released with, else the newest released one; and the operation that has the plan. */
function plannedInspection(
  { plan, operation }: OpenInspection,
  order: HeardOrder | undefined,
  look: Look,
): PlannedInspection | Rejection {
  const { revisions, released } = look(inspectionPlan(plan));
  if (revisions.size === 0) return unknown('inspection-plan', plan);
  const problem = operation === undefined ? undefined : unknownOperation(order, operation);
  if (problem) return problem;
  const places = operationsWith(plan, order, operation);
  if (places.length > 1)
    return operationMissing(
      plan,
      places.map((one) => one.operation),
    );
  const at = places.at(0);
  const planRevision = at?.inspectionPlanRevision ?? released.at(-1);
  if (planRevision === undefined)
    return rejection(
      'inspection-plan-not-released',
      `No revision of inspection plan ${plan} is released. Release one first.`,
      { legal: ['release'], facts: { plan } },
    );
  const content = revisions.get(planRevision)?.content;
  return content
    ? { planRevision, content, operation: operation ?? at?.operation }
    : unknown('inspection-plan', `${plan} ${planRevision}`);
}

type Presented = Pick<InspectedGoods, 'quantity' | 'attempt' | 'repeats'>;

/** A unit is one; inspected again, the new verdict stands for the one before. */
function presentedUnit(
  { subject, plan, quantity }: OpenInspection,
  operation: string | undefined,
  { item: of }: KnownGoods,
  look: Look,
): Presented | Rejection {
  const one = onePiece(subject.id, quantity, of === undefined ? undefined : look(item(of)));
  if (one instanceof Rejection) return one;
  const line = look(lotLine({ subject: subject.id, operation, plan }));
  const latest = line.latest === undefined ? undefined : line.inspections.get(line.latest);
  if (latest?.status === 'open') {
    return rejection(
      'inspection-open',
      `Inspection ${line.latest} of ${subject.id} is still open. Record its measurements or cancel it.`,
      { legal: ['measure', 'cancel'], facts: { inspection: line.latest } },
    );
  }
  return {
    quantity: one,
    attempt: line.attempts + 1,
    ...(latest?.status === 'judged' ? { repeats: line.latest } : {}),
  };
}

/** Of a lot, no more than came in and is not under inspection; or again what an earlier inspection was about. */
function presentedLot(
  command: OpenInspection,
  operation: string | undefined,
  known: KnownGoods,
  look: Look,
): Presented | Rejection {
  const {
    subject: { id },
    plan,
    repeats,
  } = command;
  const line = look(lotLine({ subject: id, operation, plan }));
  const again = repeats === undefined ? undefined : judgedBefore(id, repeats, line);
  if (again instanceof Rejection) return again;
  const balance = balanceOf(line, known.received);
  const rest = again?.quantity ?? notPresented(balance);
  const quantity = quantityOf(command, rest, known, look);
  if (quantity instanceof Rejection) return quantity;
  const isBounded = known.received !== undefined || again !== undefined;
  if (isBounded && (isMoreThan(quantity.value, rest) || isZero(quantity.value)))
    return moreThanReceived(id, quantity.value, balance);
  return { quantity, attempt: again ? line.attempts + 1 : Math.max(1, line.attempts), repeats };
}

function judgedBefore(lot: string, inspection: string, { inspections }: LotLineState): LineInspection | Rejection {
  const before = inspections.get(inspection);
  if (before?.status === 'judged') return before;
  return rejection(
    'nothing-to-repeat',
    `Lot ${lot} has no judged inspection ${inspection} by this plan that could be repeated.`,
    { facts: { inspection } },
  );
}

/** What was said, in the unit that the lot is counted in; all the rest when nothing was said. */
function quantityOf(
  { subject, quantity }: OpenInspection,
  rest: string,
  { received, item: of }: KnownGoods,
  look: Look,
): Quantity | Rejection {
  const known = of === undefined ? undefined : look(item(of));
  if (quantity) return inUnit(quantity, received?.unit ?? known?.unit ?? quantity.unit, known);
  if (received) return { value: rest, unit: received.unit };
  return rejection('quantity-missing', `Nothing was heard of lot ${subject.id} yet. Say how much of it is presented.`, {
    kind: 'invalid',
    facts: { lot: subject.id },
  });
}
