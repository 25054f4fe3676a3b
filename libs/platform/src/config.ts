import type { KafkaSecurity } from '@millwright/messaging';
import { accessSettings, defaultAccess, type AccessSettings } from './access/access-settings.js';
import { AllowedTargets } from './egress/allowed-targets.js';
import { kafkaSecuritySettings } from './kafka-security-settings.js';
import * as of from './settings/declared/index.js';
import { readSettings } from './settings/read-settings.js';
import type { Settings } from './settings/settings.js';
import { telemetrySettings, type TelemetrySettings } from './telemetry/telemetry-settings.js';

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

/** What every process of a plant is told. */
interface ProcessSettings {
  readonly plant: PlantSettings;
  readonly webhooks: WebhookSettings;
  readonly telemetry: TelemetrySettings;
  readonly host: string;
  readonly port: number;
  /** Where Prometheus reads metrics; nowhere without it. */
  readonly metricsPort?: number;
  readonly logLevel: string;
}

export interface SiteSettings extends ProcessSettings {
  /** Where the data is kept. */
  readonly directory: string;
}

export interface ServiceSettings extends ProcessSettings {
  /** Connects as the service's role. */
  readonly databaseUrl: string;
  /** Connects as the owner of the database; with it the service migrates its log at the start. */
  readonly databaseOwnerUrl?: string;
  readonly kafkaBrokers: readonly string[];
  readonly kafkaTopicPrefix: string;
  readonly kafkaSecurity: KafkaSecurity;
  /** How long requests are still taken after SIGTERM, until whoever sends them has noticed that readiness is red. */
  readonly drainMilliseconds: number;
}

/** What migrating takes. */
export interface MigrationSettings {
  readonly databaseUrl: string;
  readonly databaseOwnerUrl: string;
  readonly logLevel: string;
}

export const plantSettings = (settings: Settings): PlantSettings =>
  new PlantSettings(settings.of(of.site), settings.of(of.timeZone), accessSettings(settings));

const attemptMilliseconds = 15_000;

export const webhookSettings = (settings: Settings): WebhookSettings => ({
  allowed: settings.maybe(of.webhookAllow) ?? new AllowedTargets(),
  schedule: settings.of(of.webhookRetrySeconds),
  attemptMilliseconds,
});

/** To the public internet only. */
export const defaultWebhooks: WebhookSettings = webhookSettings(readSettings('site', {}));

const processSettings = (settings: Settings): ProcessSettings => ({
  plant: plantSettings(settings),
  webhooks: webhookSettings(settings),
  telemetry: telemetrySettings(settings),
  host: settings.of(of.host),
  port: settings.of(of.port),
  metricsPort: settings.maybe(of.metricsPort),
  logLevel: settings.of(of.logLevel),
});

/** The settings of all five services in one process. */
export const siteSettings = (settings: Settings): SiteSettings => ({
  ...processSettings(settings),
  directory: settings.of(of.dataDirectory),
});

/** The settings of one service that runs by itself. */
export const serviceSettings = (settings: Settings): ServiceSettings => ({
  ...processSettings(settings),
  databaseUrl: settings.of(of.databaseUrl),
  databaseOwnerUrl: settings.maybe(of.databaseOwnerUrl),
  kafkaBrokers: settings.of(of.kafkaBrokers),
  kafkaTopicPrefix: settings.of(of.kafkaTopicPrefix),
  kafkaSecurity: kafkaSecuritySettings(settings),
  drainMilliseconds: settings.of(of.drainSeconds) * 1_000,
});

export const migrationSettings = (settings: Settings): MigrationSettings => ({
  databaseUrl: settings.of(of.databaseUrl),
  databaseOwnerUrl: settings.of(of.databaseOwnerUrl),
  logLevel: settings.of(of.logLevel),
});
