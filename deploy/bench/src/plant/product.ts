import { eventually } from '@millwright/testing';
import { Preparer } from './preparer.js';

export interface Operation {
  readonly operation: string;
  readonly inspectionPlan?: string;
}

export interface Product {
  readonly item: string;
  /** Items of which each piece takes one, and at which operation. */
  readonly inputs: readonly { readonly item: string; readonly operation: string }[];
  readonly operations: readonly Operation[];
  /** Of one order. */
  readonly pieces: number;
}

export const pieces = (value: number): { value: string; unit: string } => ({ value: String(value), unit: 'C62' });
export const places = { store: 'STORE', line: 'LINE', finished: 'FINISHED' } as const;

/** Tells the plant of what the product is made, how and where, as an integrator would. */
export async function setUpProduct(prepare: Preparer, { item, inputs, operations }: Product): Promise<void> {
  for (const one of [item, ...new Set(inputs.map((input) => input.item))])
    await prepare.do('orders/items', { item: one, revision: 'A', description: one, unit: 'C62', tracking: 'lot' });
  for (const { operation } of operations)
    await prepare.do('orders/work-centers', { workCenter: workCenterOf(item, operation), description: operation });
  for (const { inspectionPlan } of operations)
    if (inspectionPlan !== undefined) await setUpInspection(prepare, inspectionPlan);
  const lines = inputs.map((input) => ({ ...input, quantity: pieces(1), backflush: true }));
  await prepare.do('orders/bills-of-material', { item, revision: 'A', lines });
  await prepare.do(`orders/bills-of-material/${item}/A/release`, {});
  await prepare.do('orders/routings', {
    item,
    revision: 'A',
    operations: operations.map((one) => ({
      ...one,
      description: `operation ${one.operation}`,
      workCenter: workCenterOf(item, one.operation),
      runSecondsPerUnit: 60,
    })),
  });
  await prepare.do(`orders/routings/${item}/A/release`, {});
}

const workCenterOf = (item: string, operation: string): string => `${item}-${operation}`;

async function setUpInspection(prepare: Preparer, plan: string): Promise<void> {
  const characteristics = [{ characteristic: 'noise', unit: '2N', upper: '62.0' }];
  await prepare.do('quality/inspection-plans', { plan, revision: 'A', characteristics });
  await prepare.do(`quality/inspection-plans/${plan}/A/release`, {});
}

export async function setUpPlaces(prepare: Preparer): Promise<void> {
  const kinds = { [places.store]: 'store', [places.line]: 'line-side', [places.finished]: 'finished' };
  for (const [location, kind] of Object.entries(kinds))
    await prepare.do('inventory/locations', { location, description: location, kind });
}

const receiptsAtOnce = 100;

/** Lots of inputs, so that each lot serves some orders. */
export async function receiveInputs(
  prepare: Preparer,
  { inputs }: Product,
  { lots, size, name }: { readonly lots: number; readonly size: number; readonly name: string },
): Promise<void> {
  const receipts = [...new Set(inputs.map(({ item }) => item))].flatMap((item) =>
    Array.from({ length: lots }, (_, n) => ({
      lot: `${item}-${name}-${String(n).padStart(5, '0')}`,
      item,
      quantity: pieces(size),
      location: places.store,
    })),
  );
  for (const { item } of inputs)
    await eventually(() => prepare.get(`inventory/items/${item}/availability`), {
      until: (found) => found !== undefined,
      what: `inventory knows ${item}`,
    });
  for (let n = 0; n < receipts.length; n += receiptsAtOnce)
    await prepare.do('inventory/receipts/bulk', { receipts: receipts.slice(n, n + receiptsAtOnce) });
}
