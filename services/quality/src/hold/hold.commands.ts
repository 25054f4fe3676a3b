import {
  FromField,
  IdField,
  ListField,
  OneOfField,
  PageQuery,
  SortField,
  TextField,
  ToField,
} from '@millwright/platform';
import type { HeldSubject } from './hold.events.js';

export class HeldSubjectPart {
  @OneOfField(['unit', 'lot'], 'A serialized unit or a lot') kind: 'unit' | 'lot';
  @IdField('Serial number or lot number', { example: 'GM-0007' }) id: string;
  @IdField('Its item', { optional: true, example: 'GM-40' }) item?: string;
}

export class PlaceHold {
  @IdField('Number of the hold; the next free one when absent', { optional: true, example: 'H-20260105-001' })
  hold?: string;
  @ListField(() => HeldSubjectPart, 'What must not be used, moved or shipped', { min: 1 }) subjects: HeldSubjectPart[];
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}

export class ReleaseHoldBody {
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export type ReleaseHold = ReleaseHoldBody & { readonly hold: string };

export interface NoteRecall {
  readonly recall: string;
  readonly lot: string;
  readonly reason: string;
  readonly subjects: readonly HeldSubject[];
}

/** What was held is gone: scrapped. */
export interface EndHoldOfScrapped {
  readonly hold: string;
  readonly nonconformance: string;
}

export class HoldQuery extends PageQuery {
  @SortField(['hold', 'placedAt', 'releasedAt']) sort?: string;
  @IdField('Only those of this nonconformance', { optional: true }) nonconformance?: string;
  @FromField('placed') from?: string;
  @ToField('placed') to?: string;
  @OneOfField(['placed', 'released'], 'Only those', { optional: true }) status?: 'placed' | 'released';
  @IdField('Only those on this unit or lot', { optional: true, example: 'GM-0007' }) subject?: string;
}
