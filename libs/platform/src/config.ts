import { IANAZone } from 'luxon';
import { accessSettings, defaultAccess, type AccessSettings } from './access/access-settings.js';
import { SettingProblem } from './setting-problem.js';

/** What is the same for the whole plant. */
export class PlantSettings {
  constructor(
    /** ISA-95 site: part of every stream, envelope and key. */
    readonly site: string,
    /** IANA time zone of the plant's shifts and days. */
    readonly timeZone: string,
    /** Whom it believes, and how much of one. */
    readonly access: AccessSettings = defaultAccess,
  ) {}
}

export interface ServiceSettings {
  readonly plant: PlantSettings;
  readonly host: string;
  readonly port: number;
  /** Connects as the service's role. */
  readonly databaseUrl: string;
  /** Connects as the owner of the database; with it the service migrates its log at the start. */
  readonly databaseOwnerUrl?: string;
  readonly kafkaBrokers: readonly string[];
  readonly kafkaTopicPrefix: string;
  readonly logLevel: string;
  /** How long requests are still taken after SIGTERM, until whoever sends them has noticed that readiness is red. */
  readonly drainMilliseconds: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

function required(environment: Environment, name: string, example: string): string {
  const value = environment[name];
  if (!value) throw new SettingProblem(`${name} is not set; it should be something like ${example}`);
  return value;
}

function portOf(environment: Environment): number {
  const port = Number(environment.MILLWRIGHT_PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new SettingProblem(
      `MILLWRIGHT_PORT is ${environment.MILLWRIGHT_PORT}; it should be a port number from 0 to 65535`,
    );
  return port;
}

function drainOf(environment: Environment): number {
  const seconds = Number(environment.MILLWRIGHT_DRAIN_SECONDS ?? 2);
  if (!(seconds >= 0 && seconds <= 20))
    throw new SettingProblem(
      `MILLWRIGHT_DRAIN_SECONDS is ${environment.MILLWRIGHT_DRAIN_SECONDS}; it should be a number of seconds from 0 to 20`,
    );
  return seconds * 1000;
}

export function plantSettings(environment: Environment): PlantSettings {
  const site = environment.MILLWRIGHT_SITE ?? 'PLANT';
  if (!/^[A-Za-z0-9._-]{1,32}$/.test(site))
    throw new SettingProblem(
      `MILLWRIGHT_SITE is ${site}; it should be 1 to 32 letters, digits, dots, dashes or underscores`,
    );
  const timeZone = environment.MILLWRIGHT_TIME_ZONE ?? 'UTC';
  if (!IANAZone.isValidZone(timeZone))
    throw new SettingProblem(
      `MILLWRIGHT_TIME_ZONE is ${timeZone}; it should be an IANA time zone such as Europe/Berlin`,
    );
  return new PlantSettings(site, timeZone, accessSettings(environment));
}

export const addressSettings = (
  environment: Environment,
): Pick<ServiceSettings, 'plant' | 'host' | 'port' | 'logLevel'> => ({
  plant: plantSettings(environment),
  host: environment.MILLWRIGHT_HOST ?? '127.0.0.1',
  port: portOf(environment),
  logLevel: environment.MILLWRIGHT_LOG_LEVEL ?? 'info',
});

/** The settings of one service that runs by itself. */
export const serviceSettings = (environment: Environment): ServiceSettings => ({
  ...addressSettings(environment),
  databaseUrl: required(
    environment,
    'MILLWRIGHT_DATABASE_URL',
    'postgres://millwright_orders:secret@localhost:5432/orders',
  ),
  databaseOwnerUrl: environment.MILLWRIGHT_DATABASE_OWNER_URL,
  kafkaBrokers: required(environment, 'MILLWRIGHT_KAFKA_BROKERS', 'localhost:9092').split(','),
  kafkaTopicPrefix: environment.MILLWRIGHT_KAFKA_TOPIC_PREFIX ?? 'millwright',
  drainMilliseconds: drainOf(environment),
});
