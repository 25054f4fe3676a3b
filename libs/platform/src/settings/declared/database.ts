import { url } from '../kinds.js';
import type { Setting } from '../setting.js';

const connection = url(
  ['postgres:', 'postgresql:'],
  'a URL such as postgres://user:password@host:5432/database, in which @ / # ? % of a password are written as %40 %2F %23 %3F %25',
  ({ username, pathname }) => username !== '' && pathname.length > 1,
);

export const databaseUrl: Setting<string> = {
  name: 'MILLWRIGHT_DATABASE_URL',
  what: "Connects as the service's role, which may add to the log and never change it",
  example: 'postgres://millwright_orders:…@localhost:5432/orders',
  kind: connection,
  readBy: ['service', 'migrate'],
  neededBy: ['service', 'migrate'],
  secret: 'the password in its URL',
};

export const databaseOwnerUrl: Setting<string> = {
  name: 'MILLWRIGHT_DATABASE_OWNER_URL',
  what: 'Connects as the owner of the same database, who makes schemas and the role; a service that does not get it migrates nothing but its read models',
  example: 'postgres://millwright:…@localhost:5432/orders',
  kind: connection,
  readBy: ['service', 'migrate', 'restore'],
  neededBy: ['migrate'],
  secret: 'the password in its URL',
};
