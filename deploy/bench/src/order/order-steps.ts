import { pieces, places, type Product } from '../plant/product.js';
import type { Step } from '../plant/step.js';

export const plainProduct: Product = {
  item: 'BRACKET',
  inputs: ['PLATE', 'SCREW', 'LABEL'].map((item) => ({ item, operation: '10' })),
  operations: [{ operation: '10' }],
  pieces: 1,
};

const { pieces: size } = plainProduct;

const issuedLots = (answer: string): number => (JSON.parse(answer) as { issued: unknown[] }).issued.length;

/**
 * A plain order from its creation to its output in stock. The inputs are reserved by the plant itself when the order is
 * released; that it did so is seen when everything that is reserved is issued.
 */
export const plainOrder: readonly Step[] = [
  {
    name: 'create',
    service: 'orders',
    path: () => '/production-orders',
    body: (order) => ({ order, item: plainProduct.item, quantity: pieces(size) }),
  },
  { name: 'release', service: 'orders', path: (order) => `/production-orders/${order}/release`, body: () => undefined },
  {
    name: 'issue',
    service: 'inventory',
    path: (order) => `/demands/${order}/issue`,
    body: () => ({ to: places.line }),
    tooEarly: ['unknown-demand', 'nothing-to-issue'],
    restMilliseconds: 100,
    holds: (answer) => issuedLots(answer) === plainProduct.inputs.length,
  },
  {
    name: 'report',
    service: 'tracking',
    path: (order) => `/jobs/${order}/10/report`,
    body: () => ({ good: pieces(size) }),
    restMilliseconds: 300,
  },
  {
    name: 'receive',
    service: 'inventory',
    path: () => '/production-receipts',
    body: (order) => ({ order, lot: order, quantity: pieces(size), location: places.finished }),
    tooEarly: ['lot-not-completed'],
    restMilliseconds: 100,
  },
];
