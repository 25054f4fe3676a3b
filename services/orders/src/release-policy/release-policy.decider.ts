import { decider, happened, streamOf } from '@millwright/event-sourcing';
import type { SetReleasePolicy } from './release-policy.commands.js';
import type { ReleasePolicy, ReleasePolicyEvent } from './release-policy.events.js';

const stream = streamOf<ReleasePolicy, ReleasePolicyEvent>('release-policy', {
  initialState: { missingMaterial: 'warn', missingBillOfMaterial: 'warn' },
  evolve: (_before, { type, data }) => {
    switch (type) {
      case 'ReleasePolicySet':
        return data;
    }
  },
});
/** One for the plant. */
export const releasePolicy = stream('plant');

export const setReleasePolicy = decider<SetReleasePolicy>({
  name: 'set-release-policy',
  streams: () => [releasePolicy],
  decide: ({ missingMaterial, missingBillOfMaterial }, look) => {
    const before = look(releasePolicy);
    const policy: ReleasePolicy = {
      missingMaterial: missingMaterial ?? before.missingMaterial,
      missingBillOfMaterial: missingBillOfMaterial ?? before.missingBillOfMaterial,
    };
    return { events: [happened(releasePolicy, { type: 'ReleasePolicySet', data: policy })], answer: { ...policy } };
  },
});
