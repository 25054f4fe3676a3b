import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiOf } from '@millwright/contracts';
import { repository, services } from '../code/sources.js';
import type { Document } from '../document/document.js';
import { breakingChanges } from './breaking-changes.js';

const released = JSON.parse(
  readFileSync(join(repository, 'libs/contracts/released/millwright.v1.json'), 'utf8'),
) as Document;

/** A copy of the released document with something changed in it. */
function changed(change: (document: Changeable) => void): Document {
  const copy = structuredClone(released) as unknown as Changeable;
  change(copy);
  return copy as unknown as Document;
}
type Changeable = {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- A spec reaches deep into a document to damage it.
  [part: string]: any;
};

const release = '/api/orders/v1/production-orders/{order}/release';
const orders = '/api/orders/v1/production-orders';

describe('a change of the contract', () => {
  it('breaks no client of the contract that was released last', () => {
    expect(breakingChanges(released, openApiOf(services) as Document)).toEqual([]);
  });

  it.each<[string, (document: Changeable) => void, string]>([
    ['a route is taken away', ({ paths }) => delete paths[release], `POST ${release} is gone`],
    [
      'an operation is renamed',
      ({ paths }) => (paths[release].post.operationId = 'go'),
      `POST ${release}: is named go now, not ordersProductionOrderRelease`,
    ],
    [
      'a property of an answer is taken away',
      ({ components }) => delete components.schemas.OrdersProductionOrderReleaseAnswer.properties.warnings,
      `POST ${release}: answer 200.warnings is gone`,
    ],
    [
      'a property of an answer may be absent',
      ({ components }) => (components.schemas.OrdersProductionOrderReleaseAnswer.required = ['order']),
      `POST ${release}: answer 200.version may be absent now`,
    ],
    [
      'a property of an answer changes its type',
      ({ components }) => (components.schemas.OrdersProductionOrderReleaseAnswer.properties.order.type = 'integer'),
      `POST ${release}: answer 200.order was string and is integer`,
    ],
    [
      'a field is demanded',
      ({ components }) => components.schemas.CreateProductionOrder.required.push('dueAt'),
      `POST ${orders}: body.dueAt is required now`,
    ],
    [
      'a field is not taken any more',
      ({ components }) => delete components.schemas.CreateProductionOrder.properties.dueAt,
      `POST ${orders}: body.dueAt is gone`,
    ],
    [
      'a field becomes shorter',
      ({ components }) => (components.schemas.CreateProductionOrder.properties.order.maxLength = 20),
      `POST ${orders}: body.order: maxLength was lowered to 20`,
    ],
    [
      'a filter takes fewer values',
      ({ paths }) => (byName(paths[orders].get, 'status').schema.enum = ['draft']),
      `GET ${orders}: parameter status no longer takes planned, released, in-progress, paused, completed, closed, cancelled`,
    ],
    [
      'a parameter is demanded',
      ({ paths }) => (byName(paths[orders].get, 'item').required = true),
      `GET ${orders}: parameter item is required now`,
    ],
  ])('is found where %s', (_, change, sentence) =>
    expect(breakingChanges(released, changed(change))).toContain(sentence),
  );

  it.each<[string, (document: Changeable) => void]>([
    ['a route is added', ({ paths }) => (paths['/api/orders/v1/new'] = paths[release])],
    [
      'an answer says more',
      ({ components }) => (components.schemas.OrdersProductionOrderReleaseAnswer.properties.more = { type: 'string' }),
    ],
    [
      'a field may be sent',
      ({ components }) => (components.schemas.CreateProductionOrder.properties.more = { type: 'string' }),
    ],
    ['a filter takes more values', ({ paths }) => byName(paths[orders].get, 'status').schema.enum.push('asleep')],
    [
      'a field may be longer',
      ({ components }) => (components.schemas.CreateProductionOrder.properties.order.maxLength = 200),
    ],
    [
      'a route can refuse for another reason',
      ({ paths }) => (paths[release].post.responses['418'] = { description: 'teapot' }),
    ],
  ])('is allowed where %s', (_, change) => expect(breakingChanges(released, changed(change))).toEqual([]));
});

const byName = (operation: Changeable, name: string): Changeable =>
  operation.parameters.find((one: { name?: string }) => one.name === name);
