import { decider, happened, streamOf } from '@millwright/event-sourcing';
import type { SetDispositionPolicy } from './disposition-policy.commands.js';
import type { DispositionPolicyEvent, NamedDisposition } from './disposition-policy.events.js';

export interface DispositionPolicy {
  readonly needsApproval: readonly NamedDisposition[];
}

const policies = streamOf<DispositionPolicy, DispositionPolicyEvent>('disposition-policy', {
  initialState: { needsApproval: [] },
  evolve: (_state, { data }) => ({ needsApproval: data.needsApproval }),
});
/** There is one policy a site. */
export const dispositionPolicy = policies('site');

export const setDispositionPolicy = decider<SetDispositionPolicy>({
  name: 'set-disposition-policy',
  streams: () => [dispositionPolicy],
  decide: ({ needsApproval }, look) => {
    const before = look(dispositionPolicy).needsApproval;
    const wanted = [...new Set(needsApproval)].sort();
    if (wanted.join() === [...before].join()) return { events: [], answer: { needsApproval: wanted } };
    return {
      events: [happened(dispositionPolicy, { type: 'DispositionPolicySet', data: { needsApproval: wanted } })],
      answer: { needsApproval: wanted },
    };
  },
});
