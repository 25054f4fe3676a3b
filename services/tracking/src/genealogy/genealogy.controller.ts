import { Get, Param, Query } from '@nestjs/common';
import {
  Answers,
  type ComputedRows,
  History,
  notFound,
  PageQuery,
  ReadModels,
  Resource,
  SortField,
} from '@millwright/platform';
import { unit } from '../unit/unit.decider.js';
import {
  edgesTo,
  measurementsOf,
  nodesOf,
  revisionsOf,
  withoutNulls,
  type Direction,
  type TraceNode,
} from './genealogy.entity.js';

class TraceQuery extends PageQuery {
  @SortField(['depth', 'id']) sort?: string;
}

const reached = (direction: Direction, id: string): ComputedRows => ({
  name: `${direction} of ${id}`,
  sql: nodesOf(direction),
  parameters: [id],
  sorts: { depth: 'integer', id: 'text' },
  key: ['depth', 'id'],
});

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
  async backward(@Param('id') id: string, @Query() query: TraceQuery) {
    const db = this.read.manager;
    const [found, { state }, measurements] = await Promise.all([
      this.known(id, 'backward', query),
      this.history.stateOf(unit(id)),
      measurementsOf(db, id),
    ]);
    const { order, attempts, verdicts } = state;
    return { ...found, order, revisions: await revisionsOf(db, order), attempts, verdicts, measurements };
  }

  @Get(':id/forward')
  @Answers({ needs: 'analysis.read', summary: 'What it went into, up to shipments and customers' })
  forward(@Param('id') id: string, @Query() query: TraceQuery) {
    return this.known(id, 'forward', query);
  }

  private async known(id: string, direction: Direction, query: TraceQuery) {
    const [known] = await this.read.query('select id from genealogy_node where id = $1', [id]);
    if (!known) notFound('lot-or-unit', id);
    const { items, next } = await this.read.rows<TraceNode>(reached(direction, id), query);
    const nodes = items.map(withoutNulls);
    return { of: id, nodes, edges: await edgesTo(this.read.manager, direction, id, nodes), next };
  }
}
