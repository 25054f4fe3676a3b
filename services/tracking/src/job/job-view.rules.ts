import { isPositive } from '@millwright/event-sourcing';

export type ShownStatus = 'waiting' | 'ready' | 'in-progress' | 'paused' | 'done' | 'closed';

interface Job {
  readonly operation: string;
  readonly status: string;
  readonly started: boolean;
  readonly tracking: string;
  readonly after: readonly string[];
  readonly good: string;
}

interface Activity {
  readonly status: string;
}

/** What a person sees of a job: from its count, the work open on it, and the operations before it. */
export function jobStatus(job: Job, activities: readonly Activity[], ofOrder: readonly Job[]): ShownStatus {
  if (job.status === 'done' || job.status === 'closed') return job.status;
  const open = activities.filter(({ status }) => status !== 'finished');
  if (open.length > 0 && open.every(({ status }) => status === 'paused')) return 'paused';
  if (job.started) return 'in-progress';
  const before = ofOrder.filter(({ operation }) => job.after.includes(operation));
  // Serialized pieces arrive one by one, a lot when everything before is done.
  const arrived = ({ status, good }: Job): boolean =>
    job.tracking === 'serial' ? isPositive(good) : status === 'done' || status === 'closed';
  return before.every(arrived) ? 'ready' : 'waiting';
}

/** The jobs of one order, or some of them, as a person sees them. */
export const jobViews = <J extends Job, A extends Activity & { readonly operation: string }>(
  jobs: readonly J[],
  activities: readonly A[],
  ofOrder: readonly J[] = jobs,
) =>
  jobs.map((job) => {
    const own = activities.filter(({ operation }) => operation === job.operation);
    return { ...job, status: jobStatus(job, own, ofOrder), activities: own };
  });
