import { given } from '@millwright/event-sourcing';
import { jobOf } from '../job/job.decider.js';
import type { JobEvent } from '../job/job.events.js';
import { materialDemand } from '../material/material-demand.decider.js';
import { issued, jobOpened, pieces, released } from '../order/gear-motor.spec.js';
import { productionOrder } from '../order/production-order.decider.js';
import { unit } from './unit.decider.js';
import type { UnitEvent } from './unit.events.js';

export const gm1 = unit('GM-1');
export const created: UnitEvent = {
  type: 'UnitCreated',
  data: { unit: 'GM-1', order: 'PO-1', item: 'GM-40', itemRevision: 'A' },
};
export const workCenters: Record<string, string> = { '10': 'ASSY-1', '20': 'TEST-1', '30': 'PACK-1' };
export const at = (operation: string, attempt = 1) => ({
  unit: 'GM-1',
  order: 'PO-1',
  item: 'GM-40',
  operation,
  workCenter: workCenters[operation],
  attempt,
});
export const movedIn = (operation: string, attempt = 1): UnitEvent => ({
  type: 'UnitMovedIn',
  data: at(operation, attempt),
});
export const finished = (operation: string, attempt = 1): UnitEvent => ({
  type: 'UnitFinishedOperation',
  data: at(operation, attempt),
});
export const went = (...operations: string[]): UnitEvent[] =>
  operations.flatMap((operation) => [movedIn(operation), finished(operation)]);
export const held: UnitEvent = {
  type: 'HoldPutOnUnit',
  data: { unit: 'GM-1', order: 'PO-1', item: 'GM-40', hold: 'H-1', reason: 'noise' },
};
export const motor = {
  product: { kind: 'unit' as const, id: 'GM-1', item: 'GM-40' },
  order: 'PO-1',
  operation: '10',
  workCenter: 'ASSY-1',
  item: 'MT-40',
  tracking: 'serial' as const,
  lot: 'M1',
  quantity: pieces('1'),
  backflushed: false,
};
export const consumed = (
  change: Partial<typeof motor> | { item: string; tracking: 'lot'; lot: string } = {},
): UnitEvent => ({
  type: 'MaterialConsumed',
  data: { ...motor, ...change },
});
export const housing = consumed({ item: 'HS-40', tracking: 'lot', lot: 'H1' });
export const verdict = (verdict: 'passed' | 'failed', inspection = 'I-1'): UnitEvent => ({
  type: 'InspectionVerdictHeard',
  data: { unit: 'GM-1', order: 'PO-1', operation: '20', inspection, verdict },
});
export const reported = (
  operation: string,
  good: string,
  { scrap = '0', rework = '0', scrapReason }: { scrap?: string; rework?: string; scrapReason?: string } = {},
): JobEvent => ({
  type: 'PiecesReported',
  data: {
    order: 'PO-1',
    operation,
    workCenter: workCenters[operation],
    item: 'GM-40',
    last: operation === '30',
    good: pieces(good),
    scrap: pieces(scrap),
    rework: pieces(rework),
    scrapReason,
    unit: 'GM-1',
  },
});

export const plant = (...events: UnitEvent[]): ReturnType<typeof given> =>
  given(productionOrder('PO-1'), [released()])
    .given(gm1, [created, ...events])
    .given(jobOf('PO-1', '10'), [jobOpened('10')])
    .given(jobOf('PO-1', '20'), [jobOpened('20')])
    .given(jobOf('PO-1', '30'), [jobOpened('30')])
    .given(materialDemand('PO-1'), [
      issued('MT-40', 'M1', '1'),
      issued('MT-40', 'M2', '1'),
      issued('HS-40', 'H1', '2'),
      issued('SC-M4', 'S1', '4'),
      issued('SC-M4', 'S2', '4'),
    ]);

describe('the unit of the specs', () => {
  it('passes what it went through', () => {
    expect(went('10').map(({ type }) => type)).toEqual(['UnitMovedIn', 'UnitFinishedOperation']);
  });
});
