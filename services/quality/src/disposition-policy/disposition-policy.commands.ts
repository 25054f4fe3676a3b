import { IdsField } from '@millwright/platform';
import { IsIn } from 'class-validator';
import { namedDispositions, type NamedDisposition } from './disposition-policy.events.js';

export class SetDispositionPolicy {
  @IdsField('Dispositions that the material review board must approve, whatever was found; none when empty', { max: 4 })
  @IsIn(namedDispositions, { each: true, message: `each of $property must be one of ${namedDispositions.join(', ')}` })
  needsApproval: NamedDisposition[];
}
