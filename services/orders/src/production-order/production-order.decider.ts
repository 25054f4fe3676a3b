import {
  decider,
  happened,
  isZero,
  Rejection,
  rejection,
  streamOf,
  subtract,
  unknown,
} from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { inBaseUnit } from '../item/item.rules.js';
import { evolveOrder, notCreated, type OrderState } from './order-state.rules.js';
import type { CreateProductionOrder } from './production-order.commands.js';
import type { ProductionOrderEvent } from './production-order.events.js';

export const productionOrder = streamOf<OrderState, ProductionOrderEvent>('production-order', {
  initialState: notCreated,
  evolve: evolveOrder,
});

export const createProductionOrder = decider<CreateProductionOrder>({
  name: 'create-production-order',
  streams: (command) => [productionOrder(command.order), item(command.item)],
  decide: (command, look) => {
    const { order, item: number } = command;
    if (look(productionOrder(order)).decided) {
      return rejection(
        'production-order-exists',
        `There is an order ${order} already. Number the new one differently.`,
        { facts: { order } },
      );
    }
    const { current } = look(item(number));
    if (!current) return unknown('item', number);
    const quantity = inBaseUnit(current, command.quantity);
    if (quantity instanceof Rejection) return quantity;
    if (current.tracking === 'serial' && !isWhole(quantity.value)) {
      return rejection(
        'quantity-not-whole',
        `${number} has serial numbers, so only whole pieces can be ordered, not ${quantity.value}.`,
        { kind: 'invalid', facts: { item: number } },
      );
    }
    return {
      events: [happened(productionOrder(order), { type: 'ProductionOrderCreated', data: { ...command, quantity } })],
      answer: { order, status: 'draft' },
    };
  },
});

const isWhole = (value: string): boolean => isZero(subtract(value, value.split('.')[0]));
