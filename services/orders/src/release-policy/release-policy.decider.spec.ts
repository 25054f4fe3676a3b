import { given, happened, nothing } from '@millwright/event-sourcing';
import { releasePolicy, setReleasePolicy } from './release-policy.decider.js';

it('only warns of what nobody has said anything about', () => {
  nothing()
    .when(setReleasePolicy, { missingMaterial: 'block' })
    .then([
      happened(releasePolicy, {
        type: 'ReleasePolicySet',
        data: { missingMaterial: 'block', missingBillOfMaterial: 'warn' },
      }),
    ]);
});

it('keeps what is not said anew', () => {
  given(releasePolicy, [
    { type: 'ReleasePolicySet', data: { missingMaterial: 'block', missingBillOfMaterial: 'warn' } },
  ])
    .when(setReleasePolicy, { missingBillOfMaterial: 'block' })
    .then([
      happened(releasePolicy, {
        type: 'ReleasePolicySet',
        data: { missingMaterial: 'block', missingBillOfMaterial: 'block' },
      }),
    ]);
});
