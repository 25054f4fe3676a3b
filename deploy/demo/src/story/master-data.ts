import { waitFor } from '../waiting.js';
import { components, items, pieces, plant } from './plant.js';
import { type Role, type Stage, roles } from './stage.js';

const everyDay = [1, 2, 3, 4, 5];

const names: Record<Role, { badge: string; name: string }> = {
  planner: { badge: '3001', name: 'Paula Planner' },
  storekeeper: { badge: '4001', name: 'Sam Store' },
  operator: { badge: '1001', name: 'Olga Operator' },
  expiredOperator: { badge: '1002', name: 'Emil Expired' },
  secondOperator: { badge: '1003', name: 'Sandra Second' },
  inspector: { badge: '2001', name: 'Ines Inspector' },
  qualityEngineer: { badge: '2002', name: 'Quentin Quality' },
  packer: { badge: '1004', name: 'Pia Packer' },
  technician: { badge: '5001', name: 'Tom Technician' },
};

export async function masterData(stage: Stage): Promise<void> {
  await people(stage);
  await workCenters(stage);
  await materials(stage);
  await howItIsMade(stage);
  await quality(stage);
  await machine(stage);
  await store(stage);
  stage.say(
    `Plant ${plant.site}: work centers ${Object.values(plant.workCenters).join(', ')}, ${items.length} items, ${roles.length} people, one machine under maintenance.`,
  );
}

async function people({ tracking, memory, times }: Stage): Promise<void> {
  const act = { by: 'system:personnel', station: 'OFFICE', at: times.onTheDayBefore('08:00') };
  for (const role of roles) memory.people[role] = await tracking.create('/people', names[role], act, 'person');
}

async function workCenters(stage: Stage): Promise<void> {
  const act = stage.act('planner', 'OFFICE', stage.times.onTheDayBefore('08:05'));
  const { name, start, end, break: pause } = plant.shift;
  const shifts = [{ name, weekdays: everyDay, start, end, breaks: [{ ...pause }] }];
  for (const workCenter of Object.values(plant.workCenters)) {
    await stage.orders.do(
      '/work-centers',
      { workCenter, description: `Work center ${workCenter}`, area: 'HALL-1', timeZone: plant.timeZone, shifts },
      act,
    );
  }
}

async function materials(stage: Stage): Promise<void> {
  const act = stage.act('planner', 'OFFICE', stage.times.onTheDayBefore('08:10'));
  for (const { item, description, tracking } of items) {
    await stage.orders.do('/items', { item, revision: plant.revision, description, unit: 'C62', tracking }, act);
  }
}

async function howItIsMade(stage: Stage): Promise<void> {
  const act = stage.act('planner', 'OFFICE', stage.times.onTheDayBefore('08:20'));
  const { product: item, revision, operations, workCenters, minutes, skill, inspectionPlan } = plant;
  const lines = components.map((one) => ({
    operation: one.operation,
    item: one.item,
    quantity: pieces(one.each),
    backflush: one.backflush,
  }));
  await stage.orders.do('/bills-of-material', { item, revision, lines }, act);
  await stage.orders.do(`/bills-of-material/${item}/${revision}/release`, {}, act);
  const route = [
    {
      operation: operations.assembly,
      description: 'assemble',
      workCenter: workCenters.assembly,
      skill: skill.skill,
      skillLevel: skill.level,
      setupSeconds: minutes.setup * 60,
      runSecondsPerUnit: minutes.idealUnit * 60,
    },
    {
      operation: operations.test,
      description: 'test',
      workCenter: workCenters.test,
      inspectionPlan,
      runSecondsPerUnit: minutes.test * 60,
    },
    {
      operation: operations.packing,
      description: 'pack',
      workCenter: workCenters.packing,
      runSecondsPerUnit: minutes.pack * 60,
    },
  ];
  await stage.orders.do('/routings', { item, revision, operations: route }, act);
  await stage.orders.do(`/routings/${item}/${revision}/release`, {}, act);
  await stage.orders.do('/release-policy', { missingMaterial: 'warn' }, { ...act, seen: 0 }, 'PUT');
  await stage.tracking.do('/number-series', { series: item, pattern: plant.units, item }, act);
}

async function quality(stage: Stage): Promise<void> {
  const act = stage.act('qualityEngineer', 'OFFICE', stage.times.onTheDayBefore('08:30'));
  const characteristics = [
    { characteristic: 'no-load-current', description: 'No-load current', unit: 'AMP', lower: '0.80', upper: '1.20' },
    {
      characteristic: 'noise',
      description: 'Noise in dB(A)',
      unit: '2N',
      upper: '62.0',
      originOperation: plant.operations.assembly,
    },
  ];
  await stage.quality.do(
    '/inspection-plans',
    { plan: plant.inspectionPlan, revision: plant.revision, item: plant.product, characteristics },
    act,
  );
}

async function machine(stage: Stage): Promise<void> {
  const act = stage.act('technician', 'WORKSHOP', stage.times.onTheDayBefore('08:40'));
  const { asset, meter, plan, everyCycles } = plant.machine;
  await stage.maintenance.do('/assets', { asset: 'HALL-1', description: 'Hall 1' }, act);
  await stage.maintenance.do(
    '/assets',
    {
      asset,
      description: 'Assembly press',
      parent: 'HALL-1',
      workCenter: plant.workCenters.assembly,
      criticality: 'A',
    },
    act,
  );
  await stage.maintenance.do('/meters', { meter, asset, unit: 'C62', counts: 'cycles-of-work-center' }, act);
  await stage.maintenance.do(
    '/plans',
    { plan, asset, description: 'Lubricate the press', every: { meter, value: String(everyCycles) } },
    act,
  );
}

async function store(stage: Stage): Promise<void> {
  const act = stage.act('storekeeper', 'STORE', stage.times.onTheDayBefore('08:50'));
  const { store: main, line, finished, shipped, scrap } = plant.locations;
  const locations = [
    { location: main, description: 'Main store', kind: 'store' },
    { location: line, description: 'Line 1', kind: 'line-side' },
    { location: finished, description: 'Finished goods', kind: 'finished' },
    { location: shipped, description: 'On the way to customers', kind: 'shipped' },
    { location: scrap, description: 'Scrap', kind: 'scrap' },
  ];
  for (const location of locations) await stage.inventory.do('/locations', location, act);
  for (const { item } of items) {
    await waitFor(
      `inventory knows item ${item}`,
      () => stage.inventory.ask(`/items/${item}/availability`),
      ({ status }) => status === 200,
    );
  }
}
