import { inventory, orders, published, type HeardEvent } from '@millwright/contracts';
import type { JobEvent } from '../job/job.events.js';

/** What the specs beside it are told in: an order for gear motors, assembled, tested and packed one by one. */
export const pieces = (value: string) => ({ value, unit: 'C62' });

export const gearMotors: orders.ProductionOrderReleased = {
  order: 'PO-1',
  item: 'GM-40',
  itemRevision: 'A',
  tracking: 'serial',
  quantity: pieces('2'),
  billOfMaterialRevision: 'A',
  routingRevision: 'A',
  operations: [
    {
      operation: '10',
      description: 'assemble',
      workCenter: 'ASSY-1',
      after: [],
      skill: 'assembly',
      skillLevel: 2,
      setupSeconds: 900,
      runSecondsPerUnit: 720,
    },
    {
      operation: '20',
      description: 'test',
      workCenter: 'TEST-1',
      after: ['10'],
      inspectionPlan: 'NOISE',
      setupSeconds: 0,
      runSecondsPerUnit: 300,
    },
    {
      operation: '30',
      description: 'pack',
      workCenter: 'PACK-1',
      after: ['20'],
      setupSeconds: 0,
      runSecondsPerUnit: 60,
    },
  ],
  components: [
    { operation: '10', item: 'MT-40', tracking: 'serial', quantityPer: pieces('1'), backflush: false },
    { operation: '10', item: 'HS-40', tracking: 'lot', quantityPer: pieces('1'), backflush: false },
    { operation: '10', item: 'SC-M4', tracking: 'lot', quantityPer: pieces('6'), backflush: true },
  ],
};

export const released = (
  change: Partial<orders.ProductionOrderReleased> = {},
): HeardEvent<typeof orders.ProductionOrderReleased> =>
  published(orders.ProductionOrderReleased, { ...gearMotors, ...change });

export const issued = (item: string, lot: string, value: string): HeardEvent<typeof inventory.MaterialIssued> =>
  published(inventory.MaterialIssued, { order: 'PO-1', item, lot, quantity: pieces(value), location: 'LINE-1' });

export const jobOpened = (operation: string, order = gearMotors): JobEvent => {
  const pinned = order.operations.find((one) => one.operation === operation) ?? order.operations[0];
  const { item, itemRevision, tracking, quantity } = order;
  const last = !order.operations.some(({ after }) => after.includes(operation));
  return {
    type: 'JobOpened',
    data: { ...pinned, order: order.order, item, itemRevision, tracking, quantity, last, components: [] },
  };
};

describe('the order of the specs', () => {
  it('has components only at operations that it has', () => {
    const operations = gearMotors.operations.map(({ operation }) => operation);
    expect(gearMotors.components.every(({ operation }) => operations.includes(operation))).toBe(true);
  });
});
