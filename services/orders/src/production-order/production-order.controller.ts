import { Body, Get, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  History,
  notFound,
  ReadModels,
  Resource,
  Sender,
  Sent,
} from '@millwright/platform';
import { componentAvailability } from '../material/lot-balance.projection.js';
import { OrderShortageEntity } from '../material/order-shortage.entity.js';
import { completeProductionOrder } from './complete-order.decider.js';
import {
  cancelProductionOrder,
  closeProductionOrder,
  pauseProductionOrder,
  planProductionOrder,
  reopenProductionOrder,
  resumeProductionOrder,
} from './order-transitions.decider.js';
import { isOfNow, orderView } from './order-view.rules.js';
import {
  CompletionBody,
  CreateProductionOrder,
  OrderListQuery,
  OrderReasonBody,
  PlanBody,
  ProductionOrderAnswer,
} from './production-order.commands.js';
import { createProductionOrder, productionOrder } from './production-order.decider.js';
import { ProductionOrderEntity } from './production-order.entity.js';
import type { FreeStock } from './release.rules.js';
import { releaseProductionOrder } from './release-order.decider.js';

const transitionRefusals = ['unknown-production-order', 'illegal-transition'];

@Resource('orders', 'production-orders')
export class ProductionOrderController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({
    needs: 'orders.plan',
    summary: 'Create a production order',
    creates: true,
    refuses: ['production-order-exists', 'unknown-item', 'unit-mismatch', 'quantity-not-whole'],
  })
  create(@Body() command: CreateProductionOrder, @Sent() sender: Sender) {
    return this.commands.execute(createProductionOrder, command, sender);
  }

  @Post(':order/plan')
  @Command({ needs: 'orders.plan', summary: 'Plan an order', refuses: transitionRefusals })
  plan(@Param('order') order: string, @Body() body: PlanBody, @Sent() sender: Sender) {
    return this.commands.execute(planProductionOrder, { ...body, order }, sender);
  }

  @Post(':order/release')
  @Command({
    needs: 'orders.release',
    summary: 'Release an order: everything that it is made by is pinned from now on',
    description: 'Refused with every blocking reason at once in `reasons`; what only warns is in `warnings`.',
    refuses: [...transitionRefusals, 'release-blocked'],
  })
  async release(@Param('order') order: string, @Sent() sender: Sender) {
    const availability = await this.read.query<FreeStock>(componentAvailability, [order]);
    return this.commands.execute(releaseProductionOrder, { order, availability }, sender);
  }

  @Post(':order/pause')
  @Command({ needs: 'orders.plan', summary: 'Pause an order', refuses: transitionRefusals })
  pause(@Param('order') order: string, @Body() body: OrderReasonBody, @Sent() sender: Sender) {
    return this.commands.execute(pauseProductionOrder, { ...body, order }, sender);
  }

  @Post(':order/resume')
  @Command({ needs: 'orders.plan', summary: 'Resume a paused order', refuses: transitionRefusals })
  resume(@Param('order') order: string, @Sent() sender: Sender) {
    return this.commands.execute(resumeProductionOrder, { order }, sender);
  }

  @Post(':order/complete')
  @Command({
    needs: 'orders.complete',
    summary: 'Complete an order',
    description: 'Not with more good pieces than the last operation reported and quality passed.',
    refuses: [...transitionRefusals, 'more-than-passed', 'unit-mismatch'],
  })
  complete(@Param('order') order: string, @Body() body: CompletionBody, @Sent() sender: Sender) {
    return this.commands.execute(completeProductionOrder, { ...body, order }, sender);
  }

  @Post(':order/reopen')
  @Command({ needs: 'orders.complete', summary: 'Reopen a completed order', refuses: transitionRefusals })
  reopen(@Param('order') order: string, @Body() body: OrderReasonBody, @Sent() sender: Sender) {
    return this.commands.execute(reopenProductionOrder, { ...body, order }, sender);
  }

  @Post(':order/close')
  @Command({ needs: 'orders.complete', summary: 'Close a completed order for ever', refuses: transitionRefusals })
  close(@Param('order') order: string, @Sent() sender: Sender) {
    return this.commands.execute(closeProductionOrder, { order }, sender);
  }

  @Post(':order/cancel')
  @Command({ needs: 'orders.plan', summary: 'Cancel an order', refuses: transitionRefusals })
  cancel(@Param('order') order: string, @Body() body: OrderReasonBody, @Sent() sender: Sender) {
    return this.commands.execute(cancelProductionOrder, { ...body, order }, sender);
  }

  @Get(':order')
  @Answers({
    needs: 'orders.read',
    summary: 'An order as it is, or as it was',
    description: 'With asOf or knownAt: as it was at that time; shortages are told of now only.',
    returns: ProductionOrderAnswer,
  })
  async one(@Param('order') order: string, @Query() time: AsOfQuery) {
    const [{ state, version }, shortages] = await Promise.all([
      this.history.stateOf(productionOrder(order), time),
      this.read.find(OrderShortageEntity, { where: { order } }),
    ]);
    return orderView(state, version, isOfNow(time) ? shortages : undefined) ?? notFound('production-order', order);
  }

  @Get()
  @Answers({ needs: 'orders.read', summary: 'Production orders', returns: ProductionOrderEntity, list: true })
  list(@Query() query: OrderListQuery) {
    const { status, item, externalOrder } = query;
    return this.read.page(ProductionOrderEntity, query, {
      key: 'order',
      where: { status, item, externalOrder },
      dates: 'dueAt',
    });
  }
}
