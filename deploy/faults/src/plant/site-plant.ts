import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { randomPassword, type Session } from '@millwright/platform';
import { firstKey, freePort } from '@millwright/testing';
import { services } from '../services.js';
import { SITE, type PlantOptions } from './plant.js';
import { Replica } from './replica.js';
import type { RunningPlant } from './running-plant.js';
import { SiteDatabase } from './site-database.js';
import { SmallVolume } from './small-volume.js';

/** The site runtime: one process with all five services, and the database that it keeps. */
export class SitePlant implements RunningPlant {
  readonly replicas: readonly Replica[];
  private signingIn: Promise<Session> | undefined;

  private constructor(
    readonly database: SiteDatabase,
    private readonly site: Replica,
    private readonly administratorPassword: string,
  ) {
    this.replicas = [site];
  }

  static async prepare({ directory, repository }: PlantOptions): Promise<SitePlant> {
    const volume = await SmallVolume.mount(directory);
    const data = join(volume?.directory ?? directory, 'data');
    await mkdir(data, { mode: 0o711 });
    const administratorPassword = randomPassword();
    const environment = {
      MILLWRIGHT_DATA: data,
      MILLWRIGHT_HOST: '127.0.0.1',
      MILLWRIGHT_PORT: String(await freePort()),
      MILLWRIGHT_SITE: SITE,
      MILLWRIGHT_TIME_ZONE: 'Europe/Berlin',
      MILLWRIGHT_LOG_LEVEL: 'info',
      MILLWRIGHT_ADMINISTRATOR_PASSWORD: administratorPassword,
    };
    const site = new Replica({ service: 'site', name: 'site', environment, directory, repository });
    return new SitePlant(new SiteDatabase(join(data, 'postgres'), volume), site, administratorPassword);
  }

  async open(): Promise<void> {
    this.site.start();
    await this.untilReady(120_000);
    await this.database.prepare();
  }

  replicasOf(): readonly Replica[] {
    return this.replicas;
  }

  addressesOf(): readonly string[] {
    return [this.site.url];
  }

  async bearer(): Promise<string> {
    this.signingIn ??= firstKey({
      addresses: Object.fromEntries(services.map((service) => [service, this.site.url])),
      administratorPassword: this.administratorPassword,
      principal: 'system:faults',
      roles: ['integrator', 'administrator'],
    });
    return (await this.signingIn).bearer();
  }

  untilReady(patienceMs?: number): Promise<void> {
    return this.site.untilReady(patienceMs);
  }

  async stop(): Promise<void> {
    this.site.wake();
    await this.site.stop();
    await this.database.volume?.unmount();
  }
}
