import { IdField, TextField } from '@millwright/platform';

export class OpenRecallBody {
  @IdField('Number of the recall; the hold that it places has the same', { example: 'RC-1' }) recall: string;
  @IdField('The lot, or the unit, that is suspect', { example: 'G1' }) lot: string;
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}

export class CloseRecallBody {
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export type CloseRecall = CloseRecallBody & { readonly recall: string };
