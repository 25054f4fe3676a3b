import { IdField, TextField } from '@millwright/platform';

export class CreateContainer {
  @IdField('Number of the container, pallet or box', { example: 'PAL-1' }) container: string;
  @TextField('What it is', { optional: true }) description?: string;
  @IdField('Where it stands', { example: 'MAIN' }) location: string;
}

/** Give one of the two. */
export class ContentBody {
  @IdField('Lot or serial number', { optional: true }) lot?: string;
  @IdField('Another container', { optional: true }) inner?: string;
}
export type ChangeContent = ContentBody & { readonly container: string };

export class MoveContainerBody {
  @IdField('Where to', { example: 'FINISHED' }) to: string;
}
export type MoveContainer = MoveContainerBody & { readonly container: string };
