import { Answers, notFound, ReadModels, Resource } from '@millwright/platform';
import { Get, Param } from '@nestjs/common';
import { InspectedOrderEntity } from './judged-goods.entity.js';
import { linesOfLot, receiptsOfLot, verdictsOfOrder } from './judged-goods.projection.js';
import { judgementOf, passedOfOrder, type CountingVerdict, type JudgedLine } from './judged-goods.rules.js';

@Resource('quality', 'orders')
export class OrderQualityController {
  constructor(private readonly read: ReadModels) {}

  @Get(':order/passed')
  @Answers({
    needs: 'quality.read',
    summary: 'How much of an order has passed quality',
    description:
      'By the latest verdict of each unit or lot at the last inspected operation; scrapped units do not count.',
  })
  async passed(@Param('order') order: string) {
    const [released, verdicts] = await Promise.all([
      this.read.one(InspectedOrderEntity, { order }, 'production-order'),
      this.read.query<CountingVerdict>(verdictsOfOrder, [order]),
    ]);
    return { order, unit: released.unit, ...passedOfOrder(released.operations, verdicts) };
  }
}

@Resource('quality', 'lots')
export class LotQualityController {
  constructor(private readonly read: ReadModels) {}

  @Get(':lot/judgement')
  @Answers({
    needs: 'quality.read',
    summary: 'How much of a lot or serial was accepted, rejected and is pending, by operation and plan',
    description: 'Without lines where it was received and never presented for inspection.',
  })
  async judgement(@Param('lot') lot: string) {
    const [lines, received] = await Promise.all([
      this.read.query<JudgedLine>(linesOfLot, [lot]),
      this.read.query(receiptsOfLot, [lot]),
    ]);
    return judgementOf(lot, lines, received.length > 0) ?? notFound('lot', lot);
  }
}
