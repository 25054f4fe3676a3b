import { IdField, IdsField, ListField, TextField, WholeField } from '@millwright/platform';

export class RoutingOperationPart {
  @IdField('Name of the operation, unique in the routing', { example: '10' }) operation: string;
  @TextField('What is done') description: string;
  @IdField('Where it is done', { example: 'ASSY-1' }) workCenter: string;
  @IdsField('Operations that must be done before: the one before it in the list when absent, none when empty', {
    optional: true,
    example: ['10'],
  })
  after?: string[];
  @IdField('Skill that the operator needs', { optional: true, example: 'torque' }) skill?: string;
  @WholeField('Level of the skill; 1 when absent', { optional: true, min: 1, max: 100 }) skillLevel?: number;
  @IdField('Plan by which the pieces are inspected here', { optional: true, example: 'IP-GM-40' })
  inspectionPlan?: string;
  @WholeField('Planned set-up time in seconds; 0 when absent', { optional: true, max: 31_536_000 })
  setupSeconds?: number;
  @WholeField('Planned run time for one piece in seconds; 0 when absent', { optional: true, max: 31_536_000 })
  runSecondsPerUnit?: number;
}

export class DraftRouting {
  @IdField('The product', { example: 'GM-40' }) item: string;
  @IdField('Revision of the routing', { example: 'A' }) revision: string;
  @ListField(() => RoutingOperationPart, 'The operations', { min: 1 }) operations: RoutingOperationPart[];
}

export interface ReleaseRouting {
  readonly item: string;
  readonly revision: string;
}
