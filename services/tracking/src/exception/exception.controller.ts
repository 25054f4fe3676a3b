import { Get, Query } from '@nestjs/common';
import { Answers, ReadModels, Resource, type Page } from '@millwright/platform';
import { ExceptionsQuery } from './exception.commands.js';
import { PlantException } from './exception.entity.js';

interface CodeCount {
  readonly code: string;
  readonly exceptions: number;
  readonly orders: number;
}

const summarySql = `
  select code, count(*)::int as exceptions, count(distinct production_order)::int as orders from plant_exception group by code order by code`;

@Resource('tracking', 'exceptions')
export class ExceptionController {
  constructor(private readonly read: ReadModels) {}

  @Get()
  @Answers({
    needs: 'analysis.read',
    summary: 'What was recorded although, or because, a rule speaks against it',
    description:
      'Reports of the past that break a rule of the present (operation-not-in-routing, no-duration, over-completion, skill-missing, machine-overlap, person-overlap), refusals that are remembered (component-already-installed), start-overridden, backflush-variance.',
    returns: PlantException,
  })
  list(@Query() query: ExceptionsQuery): Promise<Page<PlantException>> {
    const { order, code, operation, workCenter, person } = query;
    const where = { order, code, operation, workCenter, person };
    return this.read.page(PlantException, query, { key: 'id', where, dates: 'at' });
  }

  @Get('summary')
  @Answers({ needs: 'analysis.read', summary: 'How many of each kind' })
  async summary(): Promise<{ items: CodeCount[]; total: number }> {
    const items = await this.read.query<CodeCount>(summarySql);
    return { items, total: items.reduce((total, { exceptions }) => total + exceptions, 0) };
  }
}
