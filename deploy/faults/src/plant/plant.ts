import { randomBytes, randomInt } from 'node:crypto';
import { randomPassword, Session } from '@millwright/platform';
import { firstKey, freePort, roleOf, serviceEnvironment } from '@millwright/testing';
import { type ServiceName, services } from '../services.js';
import { Broker } from './broker.js';
import { Database } from './database.js';
import { Replica } from './replica.js';
import type { RunningPlant } from './running-plant.js';

export const SITE = 'FAULTS';
export const TOPIC_PREFIX = 'millwright';

export interface PlantOptions {
  /** Everything of the run lies in it. It must be open to be walked through: as root the database runs under another account. */
  readonly directory: string;
  /** A repository with other built services, to see whether this harness finds what was broken in them. */
  readonly repository?: string;
  /** A repository with the built services of the release before: the plant begins with those. */
  readonly previous?: string;
  /** More variables for a service. */
  readonly environment?: Readonly<Partial<Record<ServiceName, Readonly<Record<string, string>>>>>;
}

const anyOf = (addresses: readonly string[]): string => addresses[randomInt(addresses.length)];

/** The distributed system: five services, a database each on one server, a broker; each piece can be broken and mended. */
export class Plant implements RunningPlant {
  private readonly all: Replica[] = [];
  private readonly passwords = new Map(services.map((service) => [service, randomBytes(12).toString('hex')]));
  private readonly away = new Set<Replica>();
  private started = 0;
  private readonly administratorPassword = randomPassword();
  private signingIn: Promise<Session> | undefined;

  private constructor(
    readonly options: PlantOptions,
    readonly database: Database,
    readonly broker: Broker,
  ) {}

  /** A database and a broker, without services yet. */
  static async prepare(options: PlantOptions): Promise<Plant> {
    const [database, broker] = await Promise.all([
      Database.beside(options.directory),
      Broker.beside(options.directory),
    ]);
    const plant = new Plant(options, database, broker);
    try {
      await Promise.all([database.start().then(() => database.createDatabases()), broker.start()]);
      return plant;
    } catch (error) {
      await plant.stop();
      throw error;
    }
  }

  async open(): Promise<void> {
    for (const service of services) await this.add(service, this.options.previous);
    await this.untilReady(120_000);
  }

  get topics(): { broker: string; topicPrefix: string } {
    return { broker: this.broker.address, topicPrefix: TOPIC_PREFIX };
  }

  get replicas(): readonly Replica[] {
    return this.all;
  }

  replicasOf(service: ServiceName): readonly Replica[] {
    return this.all.filter((one) => one.service === service);
  }

  /** Where a load balancer would send requests: to all that are meant to be there. */
  addressesOf(service: ServiceName): readonly string[] {
    return this.replicasOf(service).flatMap((one) => (this.away.has(one) ? [] : [one.url]));
  }

  /** Takes a replica out of the rotation, or puts it back. */
  rotate(replica: Replica, away: boolean): void {
    this.away[away ? 'add' : 'delete'](replica);
  }

  /** For the header of a request; signs in when it is needed first, which needs all services. */
  async bearer(): Promise<string> {
    this.signingIn ??= this.signIn();
    return (await this.signingIn).bearer();
  }

  private signIn(): Promise<Session> {
    const addresses = Object.fromEntries(services.map((service) => [service, this.addressesOf(service)[0]]));
    const { administratorPassword } = this;
    return firstKey({
      addresses,
      signsInAt: () => anyOf(this.addressesOf('tracking')),
      administratorPassword,
      principal: 'system:faults',
      roles: ['integrator', 'administrator'],
    });
  }

  /** A further process of a service. */
  async add(service: ServiceName, repository = this.options.repository): Promise<Replica> {
    const database = this.database.proxiedUrl(service);
    const url = new URL(database);
    url.username = roleOf(service);
    url.password = this.passwords.get(service) ?? '';
    const environment = {
      ...serviceEnvironment({
        site: SITE,
        timeZone: 'Europe/Berlin',
        host: '127.0.0.1',
        port: await freePort(),
        databaseUrl: url.href,
        databaseOwnerUrl: database,
        kafkaBrokers: this.broker.address,
        kafkaTopicPrefix: TOPIC_PREFIX,
        administratorPassword: this.administratorPassword,
      }),
      ...this.options.environment?.[service],
    };
    const name = `${service}-${++this.started}`;
    const { directory } = this.options;
    const replica = new Replica({ service, name, environment, directory, repository });
    replica.start();
    this.all.push(replica);
    return replica;
  }

  async remove(replica: Replica): Promise<void> {
    await replica.stop();
    this.all.splice(this.all.indexOf(replica), 1);
    this.away.delete(replica);
  }

  /** The process that does the background work of a service just now. */
  async leaderOf(service: ServiceName): Promise<Replica> {
    for (const giveUpAt = Date.now() + 30_000; Date.now() < giveUpAt;) {
      for (const replica of this.replicasOf(service)) if ((await replica.health())?.leader) return replica;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`No process of ${service} leads.`);
  }

  async untilReady(patienceMs?: number): Promise<void> {
    await Promise.all(this.all.map((one) => one.untilReady(patienceMs)));
  }

  async stop(): Promise<void> {
    for (const replica of this.all) replica.wake();
    await Promise.allSettled(this.all.map((one) => one.stop()));
    await Promise.allSettled([this.broker.stop(), this.database.stop()]);
  }
}
