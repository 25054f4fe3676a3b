export type WorkOrderStatus = 'none' | 'open' | 'assigned' | 'started' | 'completed' | 'verified' | 'cancelled';

const legal: Readonly<Record<WorkOrderStatus, readonly string[]>> = {
  none: [],
  open: ['assign', 'start', 'cancel'],
  assigned: ['assign', 'start', 'cancel'],
  started: ['assign', 'complete', 'cancel'],
  completed: ['verify'],
  verified: [],
  cancelled: [],
};

/** What can be done with a work order now. */
export const legalFor = (status: WorkOrderStatus): readonly string[] => legal[status];

export const isDone = (status: WorkOrderStatus): boolean =>
  status === 'completed' || status === 'verified' || status === 'cancelled';

/** Whole seconds from one instant to another, never less than none. */
export const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
