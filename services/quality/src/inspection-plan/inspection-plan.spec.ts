import { given, happened, nothing } from '@millwright/event-sourcing';
import {
  changeInspectionPlanDraft,
  draftInspectionPlan,
  inspectionPlan,
  releaseInspectionPlan,
  withdrawInspectionPlan,
} from './inspection-plan.decider.js';
import { judged } from './inspection-plan.rules.js';

const plan = inspectionPlan('IP');
const noise = { characteristic: 'noise', description: 'Noise', unit: '2N', upper: '62.0' };
const content = {
  stage: 'in-process',
  characteristics: [noise],
  sampling: { rule: 'all' },
  needsApproval: [],
} as const;
const of = { plan: 'IP', revision: 'A' };
const drafted = { type: 'InspectionPlanDrafted', data: { ...of, ...content } } as const;
const released = { type: 'InspectionPlanReleased', data: { ...of, ...content } } as const;
const withdrawn = { type: 'InspectionPlanWithdrawn', data: { ...of, reason: 'wrong' } } as const;

describe('an inspection plan', () => {
  it('is drafted, changed, released and withdrawn', () => {
    nothing()
      .when(draftInspectionPlan, { ...of, characteristics: [noise] })
      .then([happened(plan, drafted)])
      .answering({ ...of, status: 'draft' });
    given(plan, [drafted])
      .when(changeInspectionPlanDraft, { ...of, characteristics: [noise] })
      .then([happened(plan, { ...drafted, type: 'InspectionPlanDraftChanged' })]);
    given(plan, [drafted])
      .when(releaseInspectionPlan, of)
      .then([happened(plan, released)]);
    given(plan, [drafted, released])
      .when(withdrawInspectionPlan, { ...of, reason: 'wrong' })
      .then([happened(plan, withdrawn)]);
  });

  it('never changes once released', () => {
    given(plan, [drafted])
      .when(draftInspectionPlan, { ...of, characteristics: [noise] })
      .thenRejected('inspection-plan-exists');
    const change = { ...of, characteristics: [noise] };
    for (const rule of [changeInspectionPlanDraft, releaseInspectionPlan]) {
      given(plan, [drafted, released]).when(rule, change).thenRejected('illegal-transition', { state: 'released' });
      given(plan, [drafted, released, withdrawn])
        .when(rule, change)
        .thenRejected('illegal-transition', { state: 'withdrawn' });
      nothing().when(rule, change).thenRejected('unknown-inspection-plan');
    }
    given(plan, [drafted])
      .when(withdrawInspectionPlan, { ...of, reason: 'x' })
      .thenRejected('illegal-transition');
    nothing()
      .when(withdrawInspectionPlan, { ...of, reason: 'x' })
      .thenRejected('unknown-inspection-plan');
  });

  it('must be able to say passed or failed', () => {
    nothing()
      .when(draftInspectionPlan, { ...of, characteristics: [noise, noise] })
      .thenRejected('duplicate-characteristic', { characteristic: 'noise' });
    nothing()
      .when(draftInspectionPlan, { ...of, characteristics: [{ ...noise, lower: '62.1' }] })
      .thenRejected('limits-crossed');
    for (const sampling of [
      { rule: 'first-n' },
      { rule: 'percent' },
      { rule: 'aql', level: 'II' },
      { rule: 'percent', percent: '101' },
    ] as const) {
      nothing()
        .when(draftInspectionPlan, { ...of, characteristics: [noise], sampling })
        .thenRejected('sampling-incomplete');
    }
  });
});

describe('a measured value', () => {
  it.each([
    ['0.8', 'passed'],
    ['0.799999', 'failed'],
    ['1.20', 'passed'],
    ['1.200001', 'failed'],
    ['-1', 'failed'],
  ])('%s against 0.80 to 1.20 is %s', (value, verdict) => {
    expect(judged({ characteristic: 'c', description: '', unit: 'AMP', lower: '0.80', upper: '1.20' }, value)).toBe(
      verdict,
    );
  });

  it('of an attribute conforms unless it is 0; one with a unit and no limits is only recorded', () => {
    const attribute = { characteristic: 'c', description: '' };
    expect([judged(attribute, '1'), judged(attribute, '0.0'), judged({ ...attribute, unit: 'NM' }, '0')]).toEqual([
      'passed',
      'failed',
      'passed',
    ]);
  });
});
