import { Get, Query } from '@nestjs/common';
import {
  Answers,
  FromField,
  IdField,
  OneOfField,
  PageQuery,
  ReadModels,
  Resource,
  SortField,
  ToField,
} from '@millwright/platform';
import { VarianceEntity } from './variance.entity.js';

class VarianceQuery extends PageQuery {
  @SortField(['variance', 'foundAt']) sort?: string;
  @IdField('Only of this order', { optional: true }) order?: string;
  @IdField('Only of this item', { optional: true }) item?: string;
  @IdField('Only of this lot', { optional: true }) lot?: string;
  @OneOfField(['issued-beyond-requirement', 'consumed-more-than-there-was'], 'Only those', { optional: true })
  kind?: VarianceEntity['kind'];
  @FromField('found') from?: string;
  @ToField('found') to?: string;
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
  list(@Query() query: VarianceQuery) {
    const { order, item, lot, kind } = query;
    return this.read.page(VarianceEntity, query, {
      key: 'variance',
      where: { order, item, lot, kind },
      dates: 'foundAt',
    });
  }
}
