import { pieces, places, type Product } from '../plant/product.js';
import type { Step } from '../plant/step.js';

const plan = 'NOISE';

/** Four operations: the first two take material, the third is inspected. */
export const storyProduct: Product = {
  item: 'GEARBOX',
  inputs: [
    { item: 'HOUSING', operation: '10' },
    { item: 'GEARS', operation: '10' },
    { item: 'SCREWS', operation: '20' },
    { item: 'OIL', operation: '20' },
  ],
  operations: [
    { operation: '10' },
    { operation: '20' },
    { operation: '30', inspectionPlan: plan },
    { operation: '40' },
  ],
  pieces: 10,
};

const all = pieces(storyProduct.pieces);

const report = (operation: string, restMilliseconds = 0): Step => ({
  name: `report ${operation}`,
  service: 'tracking',
  path: (order) => `/jobs/${order}/${operation}/report`,
  body: () => ({ good: all }),
  restMilliseconds,
});

/** What orders has to have heard before it lets an order be completed. */
const notHeardYet = ['more-than-passed', 'illegal-transition'];

/** The whole life of an order, from its creation until it is closed. */
export const storyOrder: readonly Step[] = [
  {
    name: 'create',
    service: 'orders',
    path: () => '/production-orders',
    body: (order) => ({ order, item: storyProduct.item, quantity: all }),
  },
  { name: 'release', service: 'orders', path: (order) => `/production-orders/${order}/release`, body: () => undefined },
  {
    name: 'issue',
    service: 'inventory',
    path: (order) => `/demands/${order}/issue`,
    body: () => ({ to: places.line }),
    tooEarly: ['unknown-demand', 'nothing-to-issue'],
    restMilliseconds: 100,
  },
  report('10', 300),
  report('20'),
  {
    name: 'inspect',
    service: 'quality',
    path: () => '/inspections',
    body: (order) => ({
      inspection: `IN-${order}`,
      plan,
      subject: { kind: 'lot', id: order, item: storyProduct.item },
      order,
      operation: '30',
      quantity: all,
      measurements: [{ characteristic: 'noise', value: '58.5', unit: '2N' }],
    }),
    tooEarly: ['unknown-production-order'],
    holds: (answer) => (JSON.parse(answer) as { verdict?: string }).verdict === 'passed',
  },
  report('30'),
  report('40'),
  {
    name: 'receive',
    service: 'inventory',
    path: () => '/production-receipts',
    body: (order) => ({ order, lot: order, quantity: all, location: places.finished }),
    tooEarly: ['lot-not-completed'],
    restMilliseconds: 100,
  },
  {
    name: 'complete',
    service: 'orders',
    path: (order) => `/production-orders/${order}/complete`,
    body: () => ({ good: all, scrapped: pieces(0) }),
    tooEarly: notHeardYet,
  },
  { name: 'close', service: 'orders', path: (order) => `/production-orders/${order}/close`, body: () => undefined },
];
