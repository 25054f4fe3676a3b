import { decider, happened, rejection, streamOf, unknown, type Rejection } from '@millwright/event-sourcing';
import type {
  ChangeInspectionPlanDraft,
  DraftInspectionPlan,
  ReleaseInspectionPlan,
  WithdrawInspectionPlan,
} from './inspection-plan.commands.js';
import type { InspectionPlanEvent, PlanContent } from './inspection-plan.events.js';
import { planProblem } from './inspection-plan.rules.js';

export interface PlanRevisionState {
  readonly status: 'draft' | 'released' | 'withdrawn';
  readonly content: PlanContent;
}

export interface InspectionPlanState {
  readonly revisions: ReadonlyMap<string, PlanRevisionState>;
  /** Released and not withdrawn, the newest last. */
  readonly released: readonly string[];
}

const withRevision = (
  state: InspectionPlanState,
  revision: string,
  now: PlanRevisionState,
  released = state.released,
): InspectionPlanState => ({
  revisions: new Map([...state.revisions, [revision, now]]),
  released,
});

const contentOf = ({ item, stage, characteristics, sampling, needsApproval }: PlanContent): PlanContent => ({
  item,
  stage,
  characteristics,
  sampling,
  needsApproval,
});

/** All revisions of a plan: a handful in its life. */
export const inspectionPlan = streamOf<InspectionPlanState, InspectionPlanEvent>('inspection-plan', {
  initialState: { revisions: new Map(), released: [] },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'InspectionPlanDrafted':
      case 'InspectionPlanDraftChanged':
        return withRevision(state, data.revision, { status: 'draft', content: contentOf(data) });
      case 'InspectionPlanReleased':
        return withRevision(state, data.revision, { status: 'released', content: contentOf(data) }, [
          ...state.released,
          data.revision,
        ]);
      case 'InspectionPlanWithdrawn': {
        const before = state.revisions.get(data.revision);
        const left = state.released.filter((one) => one !== data.revision);
        return before
          ? withRevision(state, data.revision, { ...before, status: 'withdrawn' }, left)
          : { ...state, released: left };
      }
    }
  },
});

const completed = ({
  item,
  stage = 'in-process',
  characteristics,
  sampling = { rule: 'all' },
  needsApproval = [],
}: DraftInspectionPlan | ChangeInspectionPlanDraft): PlanContent => ({
  item,
  stage,
  characteristics: characteristics.map((one) => ({ ...one, description: one.description ?? one.characteristic })),
  sampling: { ...sampling },
  needsApproval: [...new Set(needsApproval)],
});

const notADraft = (plan: string, revision: string, { status }: PlanRevisionState): Rejection =>
  rejection(
    'illegal-transition',
    `Inspection plan ${plan} ${revision} is ${status}; only a draft can be changed or released. Draft the next revision.`,
    {
      legal: status === 'released' ? ['withdraw'] : [],
      facts: { plan, revision, state: status },
    },
  );

export const draftInspectionPlan = decider<DraftInspectionPlan>({
  name: 'draft-inspection-plan',
  streams: ({ plan }) => [inspectionPlan(plan)],
  decide: (command, look) => {
    const { plan, revision } = command;
    if (look(inspectionPlan(plan)).revisions.has(revision)) {
      return rejection(
        'inspection-plan-exists',
        `There is an inspection plan ${plan} ${revision} already. Choose the next revision.`,
        { facts: { plan, revision } },
      );
    }
    const content = completed(command);
    return (
      planProblem(content) ?? {
        events: [
          happened(inspectionPlan(plan), { type: 'InspectionPlanDrafted', data: { plan, revision, ...content } }),
        ],
        answer: { plan, revision, status: 'draft' },
      }
    );
  },
});

export const changeInspectionPlanDraft = decider<ChangeInspectionPlanDraft>({
  name: 'change-inspection-plan-draft',
  streams: ({ plan }) => [inspectionPlan(plan)],
  decide: (command, look) => {
    const { plan, revision } = command;
    const draft = look(inspectionPlan(plan)).revisions.get(revision);
    if (!draft) return unknown('inspection-plan', `${plan} ${revision}`);
    if (draft.status !== 'draft') return notADraft(plan, revision, draft);
    const content = completed(command);
    return (
      planProblem(content) ?? {
        events: [
          happened(inspectionPlan(plan), { type: 'InspectionPlanDraftChanged', data: { plan, revision, ...content } }),
        ],
        answer: { plan, revision, status: 'draft' },
      }
    );
  },
});

export const releaseInspectionPlan = decider<ReleaseInspectionPlan>({
  name: 'release-inspection-plan',
  streams: ({ plan }) => [inspectionPlan(plan)],
  decide: ({ plan, revision }, look) => {
    const draft = look(inspectionPlan(plan)).revisions.get(revision);
    if (!draft) return unknown('inspection-plan', `${plan} ${revision}`);
    if (draft.status !== 'draft') return notADraft(plan, revision, draft);
    return {
      events: [
        happened(inspectionPlan(plan), { type: 'InspectionPlanReleased', data: { plan, revision, ...draft.content } }),
      ],
      answer: { plan, revision, status: 'released' },
    };
  },
});

export const withdrawInspectionPlan = decider<WithdrawInspectionPlan>({
  name: 'withdraw-inspection-plan',
  streams: ({ plan }) => [inspectionPlan(plan)],
  decide: ({ plan, revision, reason }, look) => {
    const released = look(inspectionPlan(plan)).revisions.get(revision);
    if (!released) return unknown('inspection-plan', `${plan} ${revision}`);
    if (released.status !== 'released') {
      return rejection(
        'illegal-transition',
        `Inspection plan ${plan} ${revision} is ${released.status}; only a released one can be withdrawn.`,
        {
          legal: released.status === 'draft' ? ['change', 'release'] : [],
          facts: { plan, revision, state: released.status },
        },
      );
    }
    return {
      events: [happened(inspectionPlan(plan), { type: 'InspectionPlanWithdrawn', data: { plan, revision, reason } })],
      answer: { plan, revision, status: 'withdrawn' },
    };
  },
});
