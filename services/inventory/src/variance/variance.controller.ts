import { Get, Query } from '@nestjs/common';
import { Answers, IdField, PageQuery, ReadModels, Resource } from '@millwright/platform';
import { VarianceEntity } from './variance.entity.js';

class VarianceQuery extends PageQuery {
  @IdField('Only of this order', { optional: true }) order?: string;
}

@Resource('inventory', 'variances')
export class VarianceController {
  constructor(private readonly read: ReadModels) {}

  @Get()
  @Answers({
    needs: 'inventory.read',
    summary: 'What was issued beyond a requirement, or consumed beyond what there was',
    returns: VarianceEntity,
    list: true,
  })
  list(@Query() { order, ...page }: VarianceQuery) {
    return this.read.page(VarianceEntity, 'variance', page, { where: { order } });
  }
}
