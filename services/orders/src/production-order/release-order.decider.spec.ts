import { quality, published } from '@millwright/contracts';
import { given, happened, type Rejection } from '@millwright/event-sourcing';
import { billOfMaterial } from '../bill-of-material/bill-of-material.decider.js';
import { item } from '../item/item.decider.js';
import type { ItemEvent } from '../item/item.events.js';
import { releasePolicy } from '../release-policy/release-policy.decider.js';
import { releasedRevisions } from '../released-revisions/released-revisions.decider.js';
import { routing } from '../routing/routing.decider.js';
import { productionOrder } from './production-order.decider.js';
import { inspectionPlan, orderReadiness, releaseProductionOrder } from './release-order.decider.js';

const order = 'PO-1';
const pieces = (value: string) => ({ value, unit: 'C62' });
const defined = (number: string, revision = 'A'): ItemEvent => ({
  type: 'ItemReleased',
  data: {
    item: number,
    revision,
    description: '',
    unit: 'C62',
    tracking: number === 'GM-40' ? 'serial' : 'lot',
    conversions: [],
  },
});
const assembling = {
  operation: '10',
  description: 'Assemble',
  workCenter: 'ASSY-1',
  after: [],
  setupSeconds: 0,
  runSecondsPerUnit: 240,
};
const testing = {
  operation: '20',
  description: 'Test',
  workCenter: 'TEST-1',
  after: ['10'],
  inspectionPlan: 'IP-1',
  setupSeconds: 0,
  runSecondsPerUnit: 60,
};
const screws = { operation: '10', item: 'SCR-8', quantity: pieces('4'), backflush: true };
const planReleased = (revision: string) =>
  published(quality.InspectionPlanReleased, { plan: 'IP-1', revision, characteristics: [] });
const enough = [{ item: 'SCR-8', available: '80' }];

const items = () =>
  given(item('GM-40'), [defined('GM-40'), defined('GM-40', 'B')]).given(item('SCR-8'), [defined('SCR-8')]);
const draft = () =>
  items().given(productionOrder(order), [
    { type: 'ProductionOrderCreated', data: { order, item: 'GM-40', quantity: pieces('20'), externalOrder: 'ERP-7' } },
  ]);
const withDefinitions = () =>
  draft()
    .given(routing('GM-40', 'A'), [
      { type: 'RoutingDrafted', data: { item: 'GM-40', revision: 'A', operations: [assembling, testing] } },
    ])
    .given(billOfMaterial('GM-40', 'A'), [
      { type: 'BillOfMaterialDrafted', data: { item: 'GM-40', revision: 'A', lines: [screws] } },
    ])
    .given(releasedRevisions('GM-40'), [
      { type: 'BillOfMaterialStarted', data: { item: 'GM-40', revision: 'A' } },
      { type: 'BillOfMaterialBecameCurrent', data: { item: 'GM-40', revision: 'A' } },
      { type: 'RoutingBecameCurrent', data: { item: 'GM-40', revision: 'A' } },
    ]);
const ready = () => withDefinitions().given(inspectionPlan('IP-1'), [planReleased('1'), planReleased('2')]);
const reasons = (refused: Rejection | undefined) => refused?.more.reasons?.map(({ code }) => code);

describe('releasing an order', () => {
  it('pins every revision that it is made by', () => {
    ready()
      .when(releaseProductionOrder, { order, availability: enough })
      .then([
        happened(productionOrder(order), {
          type: 'ProductionOrderReleased',
          data: {
            order,
            externalOrder: 'ERP-7',
            item: 'GM-40',
            itemRevision: 'B',
            tracking: 'serial',
            quantity: pieces('20'),
            billOfMaterialRevision: 'A',
            routingRevision: 'A',
            operations: [assembling, { ...testing, inspectionPlanRevision: '2' }],
            components: [
              { operation: '10', item: 'SCR-8', tracking: 'lot', quantityPer: pieces('4'), backflush: true },
            ],
          },
        }),
      ])
      .answering({
        order,
        status: 'released',
        itemRevision: 'B',
        billOfMaterialRevision: 'A',
        routingRevision: 'A',
        warnings: [],
      });
  });

  it('is refused with every reason at once', () => {
    const { decision } = withDefinitions()
      .given(item('GM-40'), [{ type: 'ItemBlocked', data: { item: 'GM-40', reason: 'redesign' } }])
      .given(item('SCR-8'), [{ type: 'ItemBlocked', data: { item: 'SCR-8', reason: 'rust' } }])
      .given(releasePolicy, [
        { type: 'ReleasePolicySet', data: { missingMaterial: 'block', missingBillOfMaterial: 'warn' } },
      ])
      .when(releaseProductionOrder, { order, availability: [{ item: 'SCR-8', available: '79' }] })
      .thenRejected('release-blocked', { order });
    expect(decision.rejection?.more.reasons).toMatchObject([
      { code: 'item-blocked', item: 'GM-40', as: 'product' },
      { code: 'item-blocked', item: 'SCR-8', as: 'component' },
      { code: 'inspection-plan-not-released', plan: 'IP-1', operation: '20' },
      { code: 'missing-material', item: 'SCR-8', required: '80', available: '79', short: '1', unit: 'C62' },
    ]);
  });

  it('only warns of missing material unless the policy blocks', () => {
    const { decision } = ready().when(releaseProductionOrder, { order, availability: [] });
    expect(decision.answer).toMatchObject({
      status: 'released',
      warnings: [{ code: 'missing-material', item: 'SCR-8', short: '80' }],
    });
  });

  it('is refused without a routing, and with one asked for that is not released', () => {
    expect(reasons(draft().when(releaseProductionOrder, { order, availability: enough }).decision.rejection)).toEqual([
      'no-routing',
    ]);
    const asked = ready().given(productionOrder(order), [
      {
        type: 'ProductionOrderCreated',
        data: { order, item: 'GM-40', quantity: pieces('1'), routingRevision: 'Z', billOfMaterialRevision: 'Z' },
      },
    ]);
    expect(reasons(asked.when(releaseProductionOrder, { order, availability: enough }).decision.rejection)).toEqual([
      'no-routing',
      'no-bill-of-material',
    ]);
  });

  it('is refused while the bill of material is still a draft', () => {
    const drafted = ready()
      .given(productionOrder(order), [
        { type: 'ProductionOrderCreated', data: { order, item: 'SCR-8', quantity: pieces('1') } },
      ])
      .given(releasedRevisions('SCR-8'), [{ type: 'BillOfMaterialStarted', data: { item: 'SCR-8', revision: 'A' } }]);
    expect(reasons(drafted.when(releaseProductionOrder, { order, availability: enough }).decision.rejection)).toEqual([
      'no-routing',
      'no-bill-of-material',
    ]);
  });

  it('needs no bill of material where nobody has written one, unless the policy blocks', () => {
    const plain = () =>
      draft()
        .given(routing('GM-40', 'A'), [
          { type: 'RoutingDrafted', data: { item: 'GM-40', revision: 'A', operations: [assembling] } },
        ])
        .given(releasedRevisions('GM-40'), [{ type: 'RoutingBecameCurrent', data: { item: 'GM-40', revision: 'A' } }]);
    expect(plain().when(releaseProductionOrder, { order, availability: enough }).decision.answer).toMatchObject({
      warnings: [{ code: 'no-bill-of-material' }],
    });
    const strict = plain().given(releasePolicy, [
      { type: 'ReleasePolicySet', data: { missingMaterial: 'warn', missingBillOfMaterial: 'block' } },
    ]);
    expect(reasons(strict.when(releaseProductionOrder, { order, availability: enough }).decision.rejection)).toEqual([
      'no-bill-of-material',
    ]);
  });

  it('is refused when a component is used at an operation that the routing does not have', () => {
    const lost = ready().given(billOfMaterial('GM-40', 'A'), [
      {
        type: 'BillOfMaterialDrafted',
        data: { item: 'GM-40', revision: 'A', lines: [{ ...screws, operation: '15' }] },
      },
    ]);
    expect(
      lost.when(releaseProductionOrder, { order, availability: enough }).decision.rejection?.more.reasons,
    ).toMatchObject([{ code: 'unknown-operation', operation: '15', item: 'SCR-8' }]);
  });

  it('takes no plan that was withdrawn', () => {
    const withdrawn = (revision: string) =>
      published(quality.InspectionPlanWithdrawn, { plan: 'IP-1', revision, reason: 'wrong limit' });
    const one = ready()
      .given(inspectionPlan('IP-1'), [withdrawn('2')])
      .when(releaseProductionOrder, { order, availability: enough });
    expect(one.decision.events[0].event.data).toMatchObject({ operations: [{}, { inspectionPlanRevision: '1' }] });
    const none = ready()
      .given(inspectionPlan('IP-1'), [withdrawn('1'), withdrawn('2')])
      .when(releaseProductionOrder, { order, availability: enough });
    expect(reasons(none.decision.rejection)).toEqual(['inspection-plan-not-released']);
  });

  it('adds up what several operations need of one item', () => {
    const twice = ready().given(billOfMaterial('GM-40', 'A'), [
      {
        type: 'BillOfMaterialDrafted',
        data: {
          item: 'GM-40',
          revision: 'A',
          lines: [screws, { ...screws, operation: '20', quantity: pieces('0.5') }],
        },
      },
    ]);
    expect(twice.when(releaseProductionOrder, { order, availability: enough }).decision.answer).toMatchObject({
      warnings: [{ required: '90', short: '10' }],
    });
  });
});

describe('readiness', () => {
  it('tells before the release what the release would say', () => {
    const plant = withDefinitions();
    const refused = plant.when(releaseProductionOrder, { order, availability: enough }).decision.rejection;
    plant
      .when(
        {
          name: 'ask',
          streams: () => [],
          decide: (_nothing, look) => ({
            events: [],
            answer: { ...orderReadiness(look(productionOrder(order)), look, enough, []) },
          }),
        },
        {},
      )
      .answering({
        order,
        status: 'draft',
        ready: false,
        blockers: refused?.more.reasons,
        warnings: [],
        shortages: [],
      });
  });

  it('tells after the release what is missing for the work', () => {
    const shortage = { item: 'SCR-8', unit: 'C62', short: '3' };
    const released = {
      decided: 'released' as const,
      ordered: { order, item: 'GM-40', quantity: pieces('20') },
      progress: { operations: new Map(), verdicts: new Map(), scrappedUnits: new Set<string>() },
    };
    const look = () => {
      throw new Error('nothing to look at');
    };
    expect(orderReadiness(released, look, enough, [shortage])).toMatchObject({
      ready: true,
      blockers: [],
      warnings: [{ code: 'missing-material', ...shortage }],
    });
    expect(orderReadiness({ ...released, decided: 'paused' }, look, enough, [])).toMatchObject({
      ready: false,
      blockers: [{ code: 'order-paused' }],
    });
  });
});
