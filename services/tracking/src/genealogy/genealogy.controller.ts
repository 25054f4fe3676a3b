import { Get, Param, Query } from '@nestjs/common';
import { Answers, History, notFound, PageQuery, ReadModels, Resource } from '@millwright/platform';
import { unit } from '../unit/unit.decider.js';
import { measurementsOf, revisionsOf, trace } from './genealogy.entity.js';

@Resource('tracking', 'genealogy')
export class GenealogyController {
  constructor(
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Get(':id/backward')
  @Answers({
    needs: 'analysis.read',
    summary: 'What is in it, down to the lots of the suppliers',
    description:
      'Of a unit also by whom, when, where, with what measured, for which order and by which revisions it was made.',
  })
  async backward(@Param('id') id: string, @Query() page: PageQuery) {
    const db = this.read.manager;
    const [found, { state }, measurements] = await Promise.all([
      this.known(id, 'backward', page),
      this.history.stateOf(unit(id)),
      measurementsOf(db, id),
    ]);
    const { order, attempts, verdicts } = state;
    return { ...found, order, revisions: await revisionsOf(db, order), attempts, verdicts, measurements };
  }

  @Get(':id/forward')
  @Answers({ needs: 'analysis.read', summary: 'What it went into, up to shipments and customers' })
  forward(@Param('id') id: string, @Query() page: PageQuery) {
    return this.known(id, 'forward', page);
  }

  private async known(id: string, direction: 'backward' | 'forward', page: PageQuery) {
    const [known] = await this.read.query('select id from genealogy_node where id = $1', [id]);
    return { of: known ? id : notFound('lot-or-unit', id), ...(await trace(this.read.manager, direction, id, page)) };
  }
}
