import { OneOfField, TextField } from '@millwright/platform';
import type { MachineState } from './machine.events.js';

export const reportedStates = ['production', 'setup', 'down', 'idle', 'planned-stop', 'unknown'] as const;

/** The state from the time of the command (Millwright-Occurred-At) until the next report. */
export class MachineStateBody {
  @OneOfField(reportedStates, 'State of the machine from now on') state: MachineState;
  @TextField('Why, as a reason of the plant: `tool broken`, `no operator`, `no material`', { optional: true })
  reason?: string;
}

export interface ReportMachineState extends MachineStateBody {
  readonly workCenter: string;
}

export interface StopMachine {
  readonly workCenter: string;
  readonly workOrder: string;
  readonly asset: string;
  readonly reason: string;
  readonly since: string;
}

export type ReleaseMachine = Pick<StopMachine, 'workCenter' | 'workOrder'> & { readonly releasedAt: string };
