import { text } from '../kinds.js';
import type { Program, Setting } from '../setting.js';

export const apiKey: Setting<string> = {
  name: 'MILLWRIGHT_API_KEY',
  what: 'With which the programs that use a running system sign in: a key with the role integrator to import, administrator to rebuild',
  example: '…',
  kind: text,
  readBy: ['import', 'rebuild'],
  secret: 'all',
};

// No program below reads the rest, but they may stand in the same environment.

const readElsewhere = (by: Program, name: string, what: string): Setting<string> => ({
  name,
  what,
  example: '…',
  kind: text,
  readBy: [by],
  secret: name.includes('PASSWORD') ? 'all' : undefined,
});
const composed = (name: string, what: string): Setting<string> => readElsewhere('compose', name, what);
const tested = (name: string, what: string): Setting<string> => readElsewhere('tests', name, what);

export const ownerPassword = composed('MILLWRIGHT_DATABASE_OWNER_PASSWORD', "Of the databases' owner, who migrates");
export const rolePassword = composed(
  'MILLWRIGHT_DATABASE_PASSWORD',
  "Of the services' roles that have none of their own",
);

const ofRole = (service: string): Setting<string> =>
  composed(`MILLWRIGHT_DATABASE_PASSWORD_${service.toUpperCase()}`, `Of the role of ${service}`);

export const ordersPassword = ofRole('orders');
export const trackingPassword = ofRole('tracking');
export const qualityPassword = ofRole('quality');
export const inventoryPassword = ofRole('inventory');
export const maintenancePassword = ofRole('maintenance');
export const grafanaPassword = composed('MILLWRIGHT_GRAFANA_PASSWORD', 'Of Grafana, with the profile observability');

export const testBroker = tested('MILLWRIGHT_KAFKA', 'Where a broker for tests comes from: docker or java');
export const collectSamples = tested('MILLWRIGHT_COLLECT_SAMPLES', 'Whether specs add to the samples of stored events');
export const testLevel = tested('MILLWRIGHT_TEST_LEVEL', 'Which specs are run');
export const testPostgres = tested('MILLWRIGHT_TEST_POSTGRES', 'The PostgreSQL that specs share');
export const testKafka = tested('MILLWRIGHT_TEST_KAFKA', 'The brokers that specs share');
export const testKafkaMissing = tested('MILLWRIGHT_TEST_KAFKA_MISSING', 'Why there are no brokers');
export const orphaned = tested('MILLWRIGHT_REMOVE_IF_ORPHANED', 'What is removed when the parent has died');
