import { at, list } from '../json.js';
import { figures } from './figures.js';
import { components, plant } from './plant.js';
import { onHand } from './receipts.js';
import type { Stage } from './stage.js';

/** Stock follows what tracking consumed, by itself. */
export async function balances(stage: Stage): Promise<void> {
  for (const { item } of components) {
    await stage.comes(`balance: ${item} on hand`, String(figures.left[item]), async () =>
      at(await stage.inventory.get(`/items/${item}/availability`), 'onHand'),
    );
  }
  for (const [lot, left] of Object.entries(figures.leftOfLot)) {
    await stage.comes(`balance: lot ${lot}`, String(left), async () =>
      at(await stage.inventory.get(`/lots/${lot}`), 'balance.onHand'),
    );
  }
  await stage.comes(`balance: GM-40 in ${plant.locations.finished}`, String(figures.good), () =>
    onHand(stage, plant.product, plant.locations.finished),
  );
  const consumed = list(await stage.inventory.get(`/demands/${plant.order.number}`), 'lines').map((line) => [
    String(at(line, 'item')),
    at(line, 'consumed') ?? null,
  ]);
  stage.check('balance: consumed by the order', expectedConsumption(), Object.fromEntries(consumed));
  const left = components.map(({ item }) => `${item} ${figures.left[item]}`).join(', ');
  stage.say(
    `On hand: ${left}, lot G1 ${figures.leftOfLot.G1}, lot G2 ${figures.leftOfLot.G2}, GM-40 ${figures.good} in ${plant.locations.finished}.`,
  );
}

function expectedConsumption(): { [item: string]: string } {
  const byItem = components.map(({ item, each, operation }) => {
    const units = operation === plant.operations.packing ? figures.good : figures.quantity;
    return [item, String(each * units)];
  });
  return Object.fromEntries(byItem);
}
