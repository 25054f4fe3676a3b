import { TextField } from '@millwright/platform';

export interface OpenJob {
  readonly order: string;
  readonly operation: string;
}

export class CloseJobBody {
  @TextField('Why it ends with fewer pieces than ordered') reason: string;
}

export interface CloseJob extends OpenJob, Readonly<CloseJobBody> {}
