import { dispatchItem, type DispatchRow } from './dispatch-list.rules.js';

const row: DispatchRow = {
  order: 'PO-1',
  operation: '10',
  description: '',
  item: 'GM-40',
  quantity: { value: '20', unit: 'C62' },
  good: '0',
  dueAt: null,
  started: false,
  isNext: true,
  skill: null,
  skillLevel: null,
  inspectionPlan: null,
  inspectionPlanRevision: null,
  components: [],
  demandKnown: false,
  shortItems: [],
  holds: [],
  workOrders: [],
};

it('asks for nothing where nothing is needed', () => {
  expect(dispatchItem(row)).toMatchObject({
    status: 'ready',
    readiness: {
      material: 'not-required',
      tool: 'not-required',
      skill: 'not-required',
      document: 'not-required',
      hold: 'ready',
      machine: 'ready',
    },
  });
});

it('does not know about material before inventory has said anything', () => {
  const needing = { ...row, components: ['SCR-8'] };
  expect(dispatchItem(needing).readiness.material).toBe('unknown');
  expect(dispatchItem({ ...needing, demandKnown: true }).readiness.material).toBe('ready');
  expect(dispatchItem({ ...needing, demandKnown: true, shortItems: ['SCR-8'] }).readiness.material).toBe('not-ready');
});

it('names what work waits for', () => {
  const item = dispatchItem({
    ...row,
    isNext: false,
    skill: 'torque',
    skillLevel: 2,
    inspectionPlan: 'IP-1',
    inspectionPlanRevision: '2',
    holds: ['H-1'],
    workOrders: ['WO-1'],
  });
  expect(item).toMatchObject({
    status: 'waiting',
    skill: 'torque',
    skillLevel: 2,
    inspectionPlan: { plan: 'IP-1', revision: '2' },
    holds: ['H-1'],
    workOrders: ['WO-1'],
    readiness: { skill: 'required', document: 'ready', hold: 'not-ready', machine: 'not-ready' },
  });
});
