import { allPermissions, type Permission } from './permissions.js';

/** What everybody at the plant may see. Not what other people did, and not the inside of the system. */
const plant: readonly Permission[] = [
  'master-data.read',
  'orders.read',
  'execution.read',
  'analysis.read',
  'quality.read',
  'inventory.read',
  'maintenance.read',
  'access.own',
];

const domain = (area: string): readonly Permission[] => allPermissions.filter((one) => one.startsWith(`${area}.`));

const holding = (permitted: readonly Permission[]): ReadonlySet<Permission> => new Set(permitted);

/** Which role holds which permissions. */
export const permissionsOf = {
  operator: holding([
    ...plant,
    'execution.work',
    'machines.report',
    'quality.inspect',
    'quality.report',
    'maintenance.request',
    'labor.read',
  ]),
  planner: holding([
    ...plant,
    ...domain('orders'),
    'master-data.maintain',
    'numbers.define',
    'execution.supervise',
    'people.read',
    'labor.read',
  ]),
  quality: holding([...plant, ...domain('quality'), 'inventory.block', 'inventory.recall', 'execution.supervise']),
  warehouse: holding([...plant, ...domain('inventory').filter((one) => one !== 'inventory.recall')]),
  maintenance: holding([...plant, ...domain('maintenance'), 'machines.report']),
  // Looks at how far read models are, to know when what it has sent can be read.
  integrator: holding([
    ...allPermissions.filter((one) => !/^(access|operations)\./.test(one)),
    'access.own',
    'operations.read',
  ]),
  auditor: holding([...allPermissions.filter((one) => one.endsWith('.read')), 'access.audit', 'access.own']),
  administrator: holding([
    ...plant,
    ...domain('access'),
    ...domain('people'),
    ...domain('operations'),
    'events.read',
    'policies.set',
    'webhooks.manage',
    'labor.read',
  ]),
};

export type Role = keyof typeof permissionsOf;
export const roles = Object.keys(permissionsOf) as readonly Role[];
export const isRole = (name: unknown): name is Role => typeof name === 'string' && Object.hasOwn(permissionsOf, name);
