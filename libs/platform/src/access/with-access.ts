import { tracking } from '@millwright/contracts';
import type { ServiceDefinition } from '../service/service-definition.js';
import { access } from './access.projection.js';
import { Access0000000000051 } from './access.migration.js';

const facts = [
  tracking.AccessGranted,
  tracking.AccessWithdrawn,
  tracking.CredentialRevoked,
  tracking.SigningKeyAnnounced,
];

/** Every service hears who may do what; the owner of access has it in its own log. One that hears nobody has nothing to hear it from. */
export function withAccess(definition: ServiceDefinition): ServiceDefinition {
  const { name, hears, projections, migrations } = definition;
  return {
    ...definition,
    projections: [...projections, access],
    migrations: [...migrations, Access0000000000051],
    hears: name === 'tracking' || hears.length === 0 ? hears : [...new Set([...hears, ...facts])],
  };
}
