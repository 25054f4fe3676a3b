import { decider, happened, heardStream, rejection, type Look } from '@millwright/event-sourcing';
import { quality, type HeardEvent } from '@millwright/contracts';
import { billOfMaterial } from '../bill-of-material/bill-of-material.decider.js';
import { item } from '../item/item.decider.js';
import { releasePolicy } from '../release-policy/release-policy.decider.js';
import { chosenRevision, releasedRevisions } from '../released-revisions/released-revisions.decider.js';
import { routing } from '../routing/routing.decider.js';
import { legalFor, transitionProblem, type OrderStatus } from './order-status.rules.js';
import type { Shortage } from './order-view.rules.js';
import { statusOf, type OrderState } from './order-state.rules.js';
import { productionOrder } from './production-order.decider.js';
import type { OrderedProduction } from './production-order.events.js';
import {
  judgeRelease,
  judgeWork,
  type Finding,
  type FreeStock,
  type JudgedItem,
  type ReleaseFacts,
  type ReleaseJudgement,
} from './release.rules.js';

export interface ReleaseProductionOrder {
  readonly order: string;
  readonly availability: readonly FreeStock[];
}

export interface OrderReadiness {
  readonly order: string;
  readonly status: OrderStatus;
  readonly ready: boolean;
  readonly blockers: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly shortages: readonly Shortage[];
}

type InspectionPlanHeard =
  HeardEvent<typeof quality.InspectionPlanReleased> | HeardEvent<typeof quality.InspectionPlanWithdrawn>;

/** The released revisions of an inspection plan that were not withdrawn, the latest last. */
export const inspectionPlan = heardStream<readonly string[], InspectionPlanHeard>('quality', 'inspection-plan', {
  initialState: [],
  evolve: (revisions, { type, data }) => {
    const others = revisions.filter((revision) => revision !== data.revision);
    return type === quality.InspectionPlanReleased.type ? [...others, data.revision] : others;
  },
});

export const releaseProductionOrder = decider<ReleaseProductionOrder>({
  name: 'release-production-order',
  streams: ({ order }) => [productionOrder(order), releasePolicy],
  decide: ({ order, availability }, look) => {
    const state = look(productionOrder(order));
    const problem = transitionProblem(order, statusOf(state), 'release');
    if (problem) return problem;
    const { blockers, warnings, released } = judgedRelease(state, look, availability);
    if (!released) {
      return rejection(
        'release-blocked',
        `Order ${order} cannot be released: ${blockers.map(({ detail }) => detail).join(' ')}`,
        { reasons: blockers, facts: { order, warnings } },
      );
    }
    const { itemRevision, billOfMaterialRevision, routingRevision } = released;
    return {
      events: [happened(productionOrder(order), { type: 'ProductionOrderReleased', data: released })],
      answer: { order, status: 'released', itemRevision, billOfMaterialRevision, routingRevision, warnings },
    };
  },
});

/** The one judgement of whether an order can be released: of the command, and of the readiness that is asked for before. */
export function judgedRelease(
  { ordered }: OrderState,
  look: Look,
  availability: readonly FreeStock[],
): ReleaseJudgement {
  if (!ordered) throw new Error('Only an order that was created can be judged');
  return judgeRelease(releaseFacts(ordered, look, availability));
}

/** Whether an order can be released; of one that is released already, whether it can be worked on. */
export function orderReadiness(
  state: OrderState,
  look: Look,
  availability: readonly FreeStock[],
  shortages: readonly Shortage[],
): OrderReadiness | undefined {
  const status = statusOf(state);
  if (!state.ordered || !status) return undefined;
  const { blockers, warnings } = legalFor(status).includes('release')
    ? judgedRelease(state, look, availability)
    : judgeWork(status, shortages);
  return { order: state.ordered.order, status, ready: blockers.length === 0, blockers, warnings, shortages };
}

function releaseFacts(ordered: OrderedProduction, look: Look, availability: readonly FreeStock[]): ReleaseFacts {
  const { billsOfMaterial, routings, hasBillOfMaterial } = look(releasedRevisions(ordered.item));
  const routingRevision = chosenRevision(routings, ordered.routingRevision);
  const materialRevision = chosenRevision(billsOfMaterial, ordered.billOfMaterialRevision);
  const operations = routingRevision === undefined ? [] : look(routing(ordered.item, routingRevision)).operations;
  const lines = materialRevision === undefined ? [] : look(billOfMaterial(ordered.item, materialRevision)).lines;
  const planNames = new Set(operations.flatMap(({ inspectionPlan: plan }) => plan ?? []));
  return {
    ordered,
    item: judgedItem(ordered.item, look),
    routing: routingRevision === undefined ? undefined : { revision: routingRevision, operations },
    billOfMaterial:
      materialRevision === undefined
        ? undefined
        : {
            revision: materialRevision,
            lines: lines.map(({ quantity: quantityPer, ...line }) => ({ ...line, quantityPer })),
          },
    hasBillOfMaterial,
    components: new Map(lines.map((line) => [line.item, judgedItem(line.item, look)])),
    plans: new Map(
      [...planNames].flatMap((plan) =>
        look(inspectionPlan(plan))
          .slice(-1)
          .map((revision) => [plan, revision]),
      ),
    ),
    policy: look(releasePolicy),
    availability,
  };
}

function judgedItem(number: string, look: Look): JudgedItem {
  const { current, blocked } = look(item(number));
  return current && { revision: current.revision, tracking: current.tracking, unit: current.unit, blocked };
}
