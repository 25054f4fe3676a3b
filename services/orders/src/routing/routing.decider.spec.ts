import { given, happened, nothing } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { releasedRevisions } from '../released-revisions/released-revisions.decider.js';
import { workCenter } from '../work-center/work-center.decider.js';
import type { RoutingOperationPart } from './routing.commands.js';
import { draftRouting, releaseRouting, routing } from './routing.decider.js';
import type { RoutingEvent } from './routing.events.js';

const plant = () =>
  given(item('GM-40'), [
    {
      type: 'ItemReleased',
      data: { item: 'GM-40', revision: 'A', description: '', unit: 'C62', tracking: 'serial', conversions: [] },
    },
  ]).given(workCenter('ASSY-1'), [
    {
      type: 'WorkCenterReleased',
      data: {
        workCenter: 'ASSY-1',
        revision: '1',
        description: '',
        timeZone: 'UTC',
        simultaneousJobs: 1,
        shifts: [],
        holidays: [],
      },
    },
  ]);
const step = (operation: string, after?: string[]): RoutingOperationPart => ({
  operation,
  description: '',
  workCenter: 'ASSY-1',
  after,
});
const kept = (operation: string, after: string[]) => ({
  operation,
  description: '',
  workCenter: 'ASSY-1',
  after,
  setupSeconds: 0,
  runSecondsPerUnit: 0,
});
const draft = (...operations: RoutingOperationPart[]) =>
  plant().when(draftRouting, { item: 'GM-40', revision: 'A', operations });
const recorded = (...operations: ReturnType<typeof kept>[]) => [
  happened(routing('GM-40', 'A'), { type: 'RoutingDrafted', data: { item: 'GM-40', revision: 'A', operations } }),
];

describe('drafting', () => {
  it('puts an operation after the one before it unless said otherwise', () => {
    draft(step('10'), step('20'), step('30')).then(recorded(kept('10', []), kept('20', ['10']), kept('30', ['20'])));
  });

  it('allows parallel branches that join', () => {
    draft(step('10'), step('20', ['10']), step('30', ['10']), step('40', ['20', '30'])).then(
      recorded(kept('10', []), kept('20', ['10']), kept('30', ['10']), kept('40', ['20', '30'])),
    );
  });

  it('takes any name for an operation', () => {
    draft(step('Turning & Milling Q.C.'), step('Lapping / 1')).then(
      recorded(kept('Turning & Milling Q.C.', []), kept('Lapping / 1', ['Turning & Milling Q.C.'])),
    );
  });

  it('asks for level 1 of a skill unless said otherwise', () => {
    const { decision } = draft({ ...step('10'), skill: 'torque' }, { ...step('20'), skillLevel: 3 });
    expect(decision.events[0].event.data).toMatchObject({
      operations: [{ skill: 'torque', skillLevel: 1 }, { skillLevel: undefined }],
    });
  });

  it.each([
    ['an operation twice', [step('10'), step('10')], 'duplicate-operation', { operation: '10' }],
    [
      'a predecessor that is not there',
      [step('10', ['5'])],
      'unknown-predecessor',
      { operation: '10', predecessor: '5' },
    ],
    ['an operation after itself', [step('10', ['10'])], 'cyclic-routing', { cycle: ['10', '10'] }],
    [
      'a round',
      [step('10', []), step('20', ['10', '40']), step('30', ['20']), step('40', ['30'])],
      'cyclic-routing',
      { cycle: ['20', '40', '30', '20'] },
    ],
    [
      'an unknown work center',
      [{ ...step('10'), workCenter: 'NONE' }],
      'unknown-work-center',
      { 'work-center': 'NONE' },
    ],
  ])('is refused with %s', (_what, operations, code, facts) => {
    draft(...operations).thenRejected(code, facts);
  });

  it('is refused for an unknown item and for a revision that is there', () => {
    nothing().when(draftRouting, { item: 'GM-40', revision: 'A', operations: [] }).thenRejected('unknown-item');
    given(routing('GM-40', 'A'), [{ type: 'RoutingDrafted', data: { item: 'GM-40', revision: 'A', operations: [] } }])
      .when(draftRouting, { item: 'GM-40', revision: 'A', operations: [] })
      .thenRejected('routing-exists');
  });
});

describe('releasing', () => {
  const drafted: RoutingEvent = {
    type: 'RoutingDrafted',
    data: { item: 'GM-40', revision: 'A', operations: [kept('10', [])] },
  };
  const released: RoutingEvent = { type: 'RoutingReleased', data: { item: 'GM-40', revision: 'A' } };

  it('makes it the current one', () => {
    given(routing('GM-40', 'A'), [drafted])
      .when(releaseRouting, { item: 'GM-40', revision: 'A' })
      .then([
        happened(routing('GM-40', 'A'), released),
        happened(releasedRevisions('GM-40'), { type: 'RoutingBecameCurrent', data: { item: 'GM-40', revision: 'A' } }),
      ]);
  });

  it('is refused when there is none, and the second time', () => {
    nothing().when(releaseRouting, { item: 'GM-40', revision: 'A' }).thenRejected('unknown-routing');
    given(routing('GM-40', 'A'), [drafted, released])
      .when(releaseRouting, { item: 'GM-40', revision: 'A' })
      .thenRejected('illegal-transition');
  });

  it('does not mistake one item and revision for another', () => {
    expect(routing('A/B', 'C').id).not.toBe(routing('A', 'B/C').id);
  });
});
