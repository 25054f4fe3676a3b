import {
  decider,
  happened,
  Rejection,
  rejection,
  unknown,
  type Decision,
  type Occurrence,
} from '@millwright/event-sourcing';
import { component } from '../component/component.decider.js';
import { consume, type AlreadyInstalled, type Consumer } from '../material/consumption.decider.js';
import { orderMaterial, takeOut } from '../material/order-material.decider.js';
import { releasedOrder } from '../order/production-order.decider.js';
import { onHold } from '../component/component-lot.decider.js';
import type { ConsumeIntoUnit, ExchangeComponent } from './unit.commands.js';
import { unit } from './unit.decider.js';
import { consumerOf, inProcess, notAt } from './unit-route.decider.js';

const isTaken = (found: readonly Occurrence[] | AlreadyInstalled): found is AlreadyInstalled => 'installedIn' in found;

/** The scan of a part that is in another product is refused, and kept: somebody has a label or a part in the wrong hands. */
const refused = (
  id: string,
  { order: { order } }: Consumer,
  scan: Pick<ConsumeIntoUnit, 'operation' | 'item' | 'lot'>,
  { installedIn, rejection: no }: AlreadyInstalled,
): Decision => ({
  events: [
    happened(unit(id), {
      type: 'ComponentRefused',
      data: { unit: id, order, operation: scan.operation, item: scan.item, lot: scan.lot, installedIn },
    }),
  ],
  rejection: no,
});

export const consumeIntoUnit = decider<ConsumeIntoUnit>({
  name: 'consume-into-unit',
  streams: (command) => [unit(command.unit)],
  decide: ({ unit: id, ...scan }, look) => {
    const found = inProcess(look, id);
    if (found instanceof Rejection) return found;
    const no = notAt(id, found, scan.operation);
    if (no) return no;
    const consumer = consumerOf(id, found, scan.operation);
    const consumed = consume(look, consumer, scan);
    if (consumed instanceof Rejection) return consumed;
    if (isTaken(consumed)) return refused(id, consumer, scan, consumed);
    return { events: consumed, answer: { unit: id, operation: scan.operation, item: scan.item, lot: scan.lot } };
  },
});

/** Also on a finished unit. The part that comes out keeps its history, and so does the unit. */
export const exchangeComponent = decider<ExchangeComponent>({
  name: 'exchange-component',
  streams: (command) => [unit(command.unit)],
  decide: ({ unit: id, operation, item, removed, installed, reason }, look) => {
    const state = look(unit(id));
    if (state.status === 'none') return unknown('unit', id);
    const held = onHold('unit', id, state);
    if (held) return held;
    if (state.status === 'scrapped')
      return rejection('unit-scrapped', `Unit ${id} is scrapped.`, { legal: [], facts: { unit: id } });
    const order = releasedOrder(look, state.order);
    if (order instanceof Rejection) return order;
    const old = state.components.findLast(
      (one) => one.operation === operation && one.item === item && one.lot === removed && !one.removedAt,
    );
    if (!old) {
      const legal = state.components.filter((one) => one.item === item && !one.removedAt).map(({ lot }) => lot);
      return rejection('component-not-installed', `${item} ${removed} is not in unit ${id}.`, {
        legal,
        facts: { item, lot: removed },
      });
    }
    const consumer = consumerOf(
      id,
      { state: { ...state, components: state.components.filter((one) => one !== old) }, order },
      operation,
    );
    const scan = { operation, item, lot: installed, quantity: old.quantity, position: old.position };
    const consumed = consume(look, consumer, scan);
    if (consumed instanceof Rejection) return consumed;
    if (isTaken(consumed)) return refused(id, consumer, scan, consumed);
    const out = happened(unit(id), {
      type: 'ComponentRemoved',
      data: { unit: id, order: order.order, operation, item, lot: removed, quantity: old.quantity, reason },
    });
    const wasClaimed = look(component(removed)).installedIn === id;
    look(orderMaterial(order.order));
    const freed = wasClaimed
      ? happened(component(removed), { type: 'ComponentTakenOut', data: { serial: removed, product: id } })
      : takeOut({ order: order.order, item, lot: removed, quantity: old.quantity });
    return { events: [out, freed, ...consumed], answer: { unit: id, operation, item, removed, installed } };
  },
});
