import { OneOfField } from '@millwright/platform';
import type { Severity } from './release-policy.events.js';

const severities = ['warn', 'block'] as const;

export class SetReleasePolicy {
  @OneOfField(severities, 'What it does to a release that free stock does not cover the order; as before when absent', {
    optional: true,
  })
  missingMaterial?: Severity;
  @OneOfField(
    severities,
    'What it does to a release that the item has no bill of material at all; as before when absent',
    { optional: true },
  )
  missingBillOfMaterial?: Severity;
}
