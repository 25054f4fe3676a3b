import { Get, Param } from '@nestjs/common';
import type { Look, StreamRef } from '@millwright/event-sourcing';
import { Answers, History, notFound, ReadModels, Resource } from '@millwright/platform';
import { componentAvailability } from '../material/lot-balance.projection.js';
import { OrderShortageEntity } from '../material/order-shortage.entity.js';
import { shortagesOf } from './order-view.rules.js';
import { productionOrder } from './production-order.decider.js';
import { orderReadiness } from './release-order.decider.js';
import type { FreeStock } from './release.rules.js';

@Resource('orders', 'production-orders')
export class ReadinessController {
  constructor(
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Get(':order/readiness')
  @Answers({
    needs: 'orders.read',
    summary: 'What keeps an order from being released or worked on',
    description: 'Judged by the same rule as the release itself; recorded nowhere.',
  })
  async readiness(@Param('order') order: string) {
    const [availability, shortages] = await Promise.all([
      this.read.query<FreeStock>(componentAvailability, [order]),
      this.read.find(OrderShortageEntity, { where: { order } }),
    ]);
    const readiness = await askedOf(this.history, (look) =>
      orderReadiness(look(productionOrder(order)), look, availability, shortagesOf(shortages)),
    );
    return readiness ?? notFound('production-order', order);
  }
}

class NotLoaded {
  constructor(readonly stream: StreamRef) {}
}

/** Runs a rule outside a command: what it looks at is loaded, and it is run again until it asks for nothing new. */
async function askedOf<Answer>(history: History, rule: (look: Look) => Answer): Promise<Answer> {
  const loaded = new Map<string, unknown>();
  const look = ((stream: StreamRef) => {
    const name = `${stream.category}/${stream.id}`;
    if (!loaded.has(name)) throw new NotLoaded(stream);
    return loaded.get(name);
  }) as Look;
  for (;;) {
    try {
      return rule(look);
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error;
      const { stream } = error;
      loaded.set(`${stream.category}/${stream.id}`, (await history.stateOf(stream)).state);
    }
  }
}
