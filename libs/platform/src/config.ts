import type { KafkaSecurity } from '@millwright/messaging';
import { IANAZone } from 'luxon';
import { accessSettings, defaultAccess, type AccessSettings } from './access/access-settings.js';
import { AllowedTargets, NoTarget } from './egress/allowed-targets.js';
import { kafkaSecuritySettings } from './kafka-security-settings.js';
import { SettingProblem } from './setting-problem.js';
import { telemetrySettings, type TelemetrySettings } from './telemetry/telemetry-settings.js';
import { defaultSchedule } from './webhooks/retry-schedule.js';

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

/** How published events are sent to webhooks. */
export interface WebhookSettings {
  readonly allowed: AllowedTargets;
  /** Seconds after each failed attempt. */
  readonly schedule: readonly number[];
  /** How long an attempt may take. */
  readonly attemptMilliseconds: number;
}

export interface ServiceSettings {
  readonly plant: PlantSettings;
  readonly webhooks: WebhookSettings;
  readonly telemetry: TelemetrySettings;
  readonly host: string;
  readonly port: number;
  /** Where Prometheus reads metrics; nowhere without it. */
  readonly metricsPort?: number;
  /** Connects as the service's role. */
  readonly databaseUrl: string;
  /** Connects as the owner of the database; with it the service migrates its log at the start. */
  readonly databaseOwnerUrl?: string;
  readonly kafkaBrokers: readonly string[];
  readonly kafkaTopicPrefix: string;
  readonly kafkaSecurity: KafkaSecurity;
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

function portOf(environment: Environment, name: string, otherwise: string): number {
  const port = Number(environment[name] ?? otherwise);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new SettingProblem(`${name} is ${environment[name]}; it should be a port number from 0 to 65535`);
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

const listOf = (text: string | undefined): string[] => (text ?? '').split(',').filter((one) => one.trim() !== '');

function allowedOf({ MILLWRIGHT_WEBHOOK_ALLOW: text }: Environment): AllowedTargets {
  try {
    return new AllowedTargets(listOf(text));
  } catch (error) {
    if (error instanceof NoTarget) throw new SettingProblem(`MILLWRIGHT_WEBHOOK_ALLOW is ${text}; ${error.message}`);
    throw error;
  }
}

function scheduleOf({ MILLWRIGHT_WEBHOOK_RETRY_SECONDS: text }: Environment): readonly number[] {
  if (text === undefined) return defaultSchedule;
  const seconds = listOf(text).map(Number);
  if (seconds.length > 0 && seconds.length <= 50 && seconds.every((one) => one > 0 && one <= 604_800)) return seconds;
  throw new SettingProblem(
    `MILLWRIGHT_WEBHOOK_RETRY_SECONDS is ${text}; it should be the seconds after each failed attempt, such as 5,300,1800`,
  );
}

export const webhookSettings = (environment: Environment): WebhookSettings => ({
  allowed: allowedOf(environment),
  schedule: scheduleOf(environment),
  attemptMilliseconds: 15_000,
});

export const addressSettings = (
  environment: Environment,
): Pick<ServiceSettings, 'plant' | 'webhooks' | 'telemetry' | 'host' | 'port' | 'metricsPort' | 'logLevel'> => ({
  plant: plantSettings(environment),
  webhooks: webhookSettings(environment),
  telemetry: telemetrySettings(environment),
  host: environment.MILLWRIGHT_HOST ?? '127.0.0.1',
  port: portOf(environment, 'MILLWRIGHT_PORT', '3000'),
  metricsPort:
    environment.MILLWRIGHT_METRICS_PORT === undefined ? undefined : portOf(environment, 'MILLWRIGHT_METRICS_PORT', ''),
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
  kafkaSecurity: kafkaSecuritySettings(environment),
  drainMilliseconds: drainOf(environment),
});
