import { IdField, OneOfField, TextField } from '@millwright/platform';
import type { ActivityKind } from '../job/job.events.js';

interface AtJob {
  readonly order: string;
  readonly operation: string;
}

export class StartBody {
  @OneOfField(['setup', 'run', 'rework'], 'What the person does; `run` when absent', { optional: true })
  kind?: ActivityKind;
  @TextField('A supervisor lets the person start without the skill: why', { optional: true }) overrideReason?: string;
}

export interface StartOperation extends AtJob, Readonly<StartBody> {}

export class ActivityBody {
  @IdField('The activity, as answered by the start') activity: string;
}

export interface OnActivity extends AtJob, Readonly<ActivityBody> {}
