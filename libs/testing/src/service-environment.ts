/** Where a service of the distributed system runs and what it finds there; all that may differ between places. */
export interface Place {
  readonly site: string;
  readonly timeZone: string;
  readonly host: string;
  readonly port: number;
  readonly metricsPort?: number;
  /** Connects as the role of the service to the database of the service. */
  readonly databaseUrl: string;
  /** Connects as the owner of that database, to migrate it; without it somebody else has. */
  readonly databaseOwnerUrl?: string;
  readonly kafkaBrokers: string;
  readonly kafkaTopicPrefix?: string;
  readonly logLevel?: string;
  /** Where traces go. */
  readonly otlpUrl?: string;
  /** Of the administrator that the first start makes; printed once by tracking where it is not given. */
  readonly administratorPassword?: string;
}

/** The environment of a service in the distributed system: here, in docker-compose.yml (a spec compares them), everywhere. */
export function serviceEnvironment(place: Place): Record<string, string> {
  return {
    MILLWRIGHT_SITE: place.site,
    MILLWRIGHT_TIME_ZONE: place.timeZone,
    MILLWRIGHT_HOST: place.host,
    MILLWRIGHT_PORT: String(place.port),
    ...(place.metricsPort === undefined ? {} : { MILLWRIGHT_METRICS_PORT: String(place.metricsPort) }),
    MILLWRIGHT_DATABASE_URL: place.databaseUrl,
    ...(place.databaseOwnerUrl === undefined ? {} : { MILLWRIGHT_DATABASE_OWNER_URL: place.databaseOwnerUrl }),
    MILLWRIGHT_KAFKA_BROKERS: place.kafkaBrokers,
    MILLWRIGHT_KAFKA_TOPIC_PREFIX: place.kafkaTopicPrefix ?? 'millwright',
    MILLWRIGHT_LOG_LEVEL: place.logLevel ?? 'info',
    ...(place.otlpUrl === undefined ? {} : { MILLWRIGHT_OTLP_URL: place.otlpUrl }),
    ...(place.administratorPassword === undefined
      ? {}
      : { MILLWRIGHT_ADMINISTRATOR_PASSWORD: place.administratorPassword }),
  };
}

export const roleOf = (service: string): string => `millwright_${service}`;
