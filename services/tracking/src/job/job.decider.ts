import { add, streamOf, type By, type Quantity } from '@millwright/event-sourcing';
import { jobId } from './job.rules.js';
import type { ActivityKind, JobComponent, JobEvent, Tracking } from './job.events.js';

export interface OpenActivity {
  readonly activity: string;
  readonly kind: ActivityKind;
  readonly person: string;
  /** Start of the stretch of work that is running; absent while paused. */
  readonly runningSince?: string;
}

export interface JobState {
  readonly status: 'none' | 'open' | 'done' | 'closed';
  readonly order: string;
  readonly externalOrder?: string;
  readonly operation: string;
  readonly description: string;
  readonly workCenter: string;
  readonly item: string;
  readonly itemRevision: string;
  readonly tracking: Tracking;
  readonly quantity: Quantity;
  readonly after: readonly string[];
  readonly last: boolean;
  readonly skill?: string;
  readonly skillLevel?: number;
  readonly inspectionPlan?: string;
  readonly components: readonly JobComponent[];
  /** Decimal strings in the unit of `quantity`. */
  readonly good: string;
  readonly scrap: string;
  readonly rework: string;
  /** Scrapped at another operation before they came here. */
  readonly lost: string;
  readonly started: boolean;
  readonly open: readonly OpenActivity[];
}

const notOpened: JobState = {
  status: 'none',
  order: '',
  operation: '',
  description: '',
  workCenter: '',
  item: '',
  itemRevision: '',
  tracking: 'lot',
  quantity: { value: '0', unit: '' },
  after: [],
  last: false,
  components: [],
  good: '0',
  scrap: '0',
  rework: '0',
  lost: '0',
  started: false,
  open: [],
};

const reported = (state: JobState, good: string, scrap: string, rework: string): JobState => ({
  ...state,
  started: true,
  good: add(state.good, good),
  scrap: add(state.scrap, scrap),
  rework: add(state.rework, rework),
});

const without = (state: JobState, activity: string): readonly OpenActivity[] =>
  state.open.filter((one) => one.activity !== activity);
const running = (state: JobState, { activity, kind, person }: OpenActivity, runningSince?: string): JobState => ({
  ...state,
  started: true,
  open: [...without(state, activity), { activity, kind, person, runningSince }],
});

const evolve = (state: JobState, event: JobEvent, by: By): JobState => {
  switch (event.type) {
    case 'JobOpened':
      return { ...state, ...event.data, status: 'open' };
    case 'OperationStarted':
    case 'OperationResumed':
      return running(state, event.data, by.at);
    case 'OperationPaused':
      return running(state, event.data);
    case 'OperationFinished':
      return { ...state, open: without(state, event.data.activity) };
    case 'StartOverridden':
      return state;
    case 'PiecesReported':
      return reported(state, event.data.good.value, event.data.scrap.value, event.data.rework.value);
    case 'ReportOfPastRecorded':
      return reported(state, event.data.good, event.data.rejected, event.data.review);
    case 'PiecesWillNotArrive':
      return { ...state, lost: add(state.lost, event.data.quantity.value) };
    case 'OperationDone':
      return { ...state, status: 'done' };
    case 'OperationReopened':
      return { ...state, status: 'open' };
    case 'JobClosed':
      return { ...state, status: 'closed' };
  }
};

/** One operation of one order; the id is `<order>/<operation>`, as `jobId` makes it. */
export const job = streamOf<JobState, JobEvent>('job', { initialState: notOpened, evolve });

export { jobId };
export const jobOf = (order: string, operation: string) => job(jobId(order, operation));
