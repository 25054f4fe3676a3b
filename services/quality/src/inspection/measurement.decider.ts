import { decider, happened, rejection, unknown } from '@millwright/event-sourcing';
import { lotLine } from '../lot-line/lot-line.decider.js';
import type { CancelInspection, RecordMeasurements } from './inspection.commands.js';
import { inspection, type InspectionState } from './inspection.decider.js';
import { measured } from './verdict.decider.js';

const notOpen = (number: string, { status }: InspectionState) =>
  rejection(
    'illegal-transition',
    `Inspection ${number} is ${status}; its verdict does not change any more. Open another inspection.`,
    { legal: [], facts: { inspection: number, state: status } },
  );

export const recordMeasurements = decider<RecordMeasurements>({
  name: 'record-measurements',
  streams: (command) => [inspection(command.inspection)],
  decide: ({ inspection: number, measurements, rejected }, look, occasion) => {
    const state = look(inspection(number));
    if (state.status === 'none') return unknown('inspection', number);
    if (state.status !== 'open') return notOpen(number, state);
    const line = look(lotLine({ subject: state.subject.id, operation: state.operation, plan: state.plan }));
    return measured({ number, state, line, measurements, rejected }, look, occasion);
  },
});

export const cancelInspection = decider<CancelInspection>({
  name: 'cancel-inspection',
  streams: (command) => [inspection(command.inspection)],
  decide: ({ inspection: number, reason }, look) => {
    const { status, ...state } = look(inspection(number));
    if (status === 'none') return unknown('inspection', number);
    if (status !== 'open') return notOpen(number, { status, ...state });
    const line = lotLine({ subject: state.subject.id, operation: state.operation, plan: state.plan });
    look(line);
    return {
      events: [
        happened(inspection(number), { type: 'InspectionCancelled', data: { inspection: number, reason } }),
        happened(line, { type: 'LotLineInspectionCancelled', data: { lot: state.subject.id, inspection: number } }),
      ],
      answer: { inspection: number, status: 'cancelled' },
    };
  },
});
