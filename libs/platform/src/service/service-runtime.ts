import {
  type CommandExecutor,
  EventLog,
  Lease,
  Notifications,
  PastReadModels,
  Projector,
  Reactor,
  readModelDatabase,
  Timekeeper,
  type Loop,
  type ReadModel,
  type ServiceReaction,
  type ServiceTimer,
} from '@millwright/event-log';
import { Hearing, LocalTransport, PublishedFeed, Relay, type Publish } from '@millwright/messaging';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { Egress } from '../egress/egress.js';
import { ObservedExecutor } from '../telemetry/observed-executor.js';
import { tellReactions } from '../telemetry/tell-reactions.js';
import { traceSharedWork } from '../telemetry/tracing/trace-shared-work.js';
import type { ServiceTracing } from '../telemetry/tracing/tracing.js';
import { Courier } from '../webhooks/courier.js';
import { Postman } from '../webhooks/postman.js';
import { AccessList } from '../access/access-list.js';
import { RefusedAccesses } from '../access/refused-accesses.js';
import { Parked } from './parked.js';
import type { Plant } from './plant.js';
import { sourcesOf, type ServiceDefinition } from './service-definition.js';
import { migrateService } from './migrate-service.js';
import type { Readiness } from './readiness.js';
import { Troubles } from './troubles.js';

/**
 * One running service: its log, its read models and, while this process leads, all that happens in the background.
 * Starts by itself as soon as its database can be reached, and says in `readiness` what it waits for until then.
 */
export class ServiceRuntime {
  readonly log: EventLog;
  readonly tracing?: ServiceTracing;
  readonly executor: CommandExecutor;
  readonly database: DataSource;
  readonly projector: Projector;
  readonly past: PastReadModels;
  /** Who may do what here. */
  readonly access: AccessList;
  readonly refusedAccesses: RefusedAccesses;
  private readonly logger: Logger;
  private readonly troubles: Troubles;
  private readonly background: readonly Pick<Loop, 'start' | 'stop'>[];
  readonly feed: PublishedFeed;
  readonly egress: Egress;
  private readonly courier: Courier;
  readonly reactor: Reactor;
  readonly relay: Relay;
  readonly parking: Parked;
  readonly hearing: Hearing;
  private readonly notifications: Notifications;
  private readonly lease: Lease;
  private started = false;
  private heardOthers = false;
  /** The read models have come to where the log was when this process began to lead. */
  private caughtUp = false;
  /** It took over from another replica, and had been answering by what that one heard and projected: it goes on answering. */
  private tookOver = false;
  private stopping = false;
  private starting: Promise<void> | undefined;
  private unheard: Promise<void> | undefined;
  private obstacle = 'the start';
  /** What of its database a newer version has made. */
  private newer: readonly string[] = [];

  constructor(
    readonly definition: ServiceDefinition,
    private readonly plant: Plant,
  ) {
    const { name, hears } = definition;
    const projections = definition.projections as readonly ReadModel[];
    const { url } = plant.databaseOf(name);
    const connection = { url, service: name, site: plant.settings.site, alone: plant.isAlone };
    this.logger = plant.logger.child({ service: name });
    this.log = new EventLog(connection, definition.upcasts);
    this.log.onAppendCall((milliseconds) => plant.metrics.append(name, milliseconds / 1_000));
    this.tracing = plant.tracing?.of(name);
    this.executor = new ObservedExecutor(this.log, this.logger, this.tracing);
    this.database = readModelDatabase(connection, definition);
    this.troubles = new Troubles(this.logger, { url, setting: 'MILLWRIGHT_DATABASE_URL' });
    const onError = (error: unknown): void =>
      void this.troubles.tell(error, 'Background work failed and is tried again');
    this.projector = new Projector(this.log, this.database, projections, onError);
    this.past = new PastReadModels(connection, definition.entities, projections);
    this.access = new AccessList(this.database, onError);
    this.refusedAccesses = new RefusedAccesses(this.database, onError);
    this.reactor = new Reactor((definition.reactions ?? []) as readonly ServiceReaction[], {
      log: this.log,
      executor: this.executor,
      readModels: this.database.manager,
      projected: this.projector.progress,
      ...tellReactions(this.logger, onError),
    });
    const timekeeper = new Timekeeper(
      (definition.timers ?? []) as readonly ServiceTimer[],
      this.executor,
      this.database.manager,
      onError,
    );
    const publishes = definition.publishes as Readonly<Record<string, Publish>>;
    this.relay = new Relay(this.log, publishes, plant.transport, onError);
    this.feed = new PublishedFeed(this.log, publishes);
    this.egress = new Egress(plant.webhooks.allowed);
    this.courier = new Courier({
      feed: this.feed,
      log: this.log,
      db: this.database.manager,
      executor: this.executor,
      projected: this.projector.progress,
      postman: new Postman(this.egress, plant.webhooks.attemptMilliseconds, this.tracing, (kind) =>
        plant.metrics.webhookAttempt(name, kind),
      ),
      schedule: plant.webhooks.schedule,
      onError,
    });
    this.hearing = new Hearing(
      this.log,
      plant.transport,
      { sources: sourcesOf(definition), types: new Set(hears.map(({ type }) => type)) },
      onError,
    );
    if (this.tracing) traceSharedWork(this.tracing, this, { projections, transport: plant.transport });
    this.parking = new Parked(this.log, () => this.database.manager, this);
    this.background = [
      this.projector.loop,
      this.projector.rebuilds,
      this.reactor.loop,
      this.relay.loop,
      ...timekeeper.loops,
      this.courier,
    ];
    this.notifications = new Notifications(connection, {
      appended: (position) => this.log.grew(position),
      projected: (position) => this.projector.progress.moveTo(position),
    });
    this.lease = new Lease(this.log.pool, 'leader', plant.instance, {
      begin: () => this.lead(),
      end: () => this.follow(),
      onError,
    });
    this.log.onGrowth(() => [this.projector.loop, this.reactor.loop, this.relay.loop].forEach((loop) => loop.wake()));
    if (plant.transport instanceof LocalTransport) plant.transport.expect(name, sourcesOf(definition));
    plant.services.push(this);
  }

  get readiness(): Readiness {
    const { waitingFor, relay } = this;
    const { problems } = this.plant.transport;
    return {
      service: this.definition.name,
      ready: waitingFor.length === 0,
      leader: this.lease.isHeld,
      waitingFor,
      troubledBy: [...this.newer, ...problems, ...relay.troublesBeside(problems)],
    };
  }

  private get waitingFor(): readonly string[] {
    const { projector, reactor, relay, hearing, plant } = this;
    const failing = [projector.loop, reactor.loop].flatMap(({ name, lastError }) =>
      lastError ? [`${name}: ${lastError}`] : [],
    );
    const isNew = this.lease.isHeld && !this.tookOver;
    return [
      ...(plant.isEnding ? ['its end: it is shutting down'] : []),
      ...(this.started ? this.troubles.ofDatabase(this.lease) : [this.obstacle]),
      ...failing,
      ...hearing.missing,
      ...(relay.halted === undefined ? [] : [relay.halted]),
      // Before it has heard the others once, a service does not know the plant; later it works on with what it knows.
      ...(isNew && !this.heardOthers ? ['the other services'] : []),
      ...(isNew && !this.caughtUp ? ['its read models'] : []),
    ];
  }

  get isStarted(): boolean {
    return this.started;
  }

  /** Returns at once; the service becomes ready when what it needs can be reached. */
  start(): void {
    this.starting = this.startWhenPossible();
  }

  /** The background work ends after the piece that is being done; another replica goes on with it. */
  async giveUpLead(): Promise<void> {
    this.stopping = true;
    await this.starting;
    await this.lease.stop();
  }

  async stop(): Promise<void> {
    await this.giveUpLead();
    await this.unheard;
    await this.notifications.stop();
    await this.access.stop();
    await this.refusedAccesses.stop();
    await this.past.close();
    if (this.database.isInitialized) await this.database.destroy();
    await this.log.close();
  }

  private async startWhenPossible(): Promise<void> {
    for (let wait = 100; !this.started && !this.stopping; wait = Math.min(wait * 2, 3_000)) {
      try {
        await this.prepare();
        this.started = true;
      } catch (error) {
        this.obstacle = this.troubles.tell(error, 'Not started yet', 'warn');
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  /** See `migrateService`. */
  async migrate(): Promise<void> {
    this.newer = await migrateService(this, this.plant.databaseOf(this.definition.name));
    for (const sentence of this.newer) this.logger.warn(sentence);
  }

  private async prepare(): Promise<void> {
    await this.migrate();
    await this.projector.prepare();
    await this.reactor.prepare();
    await this.relay.prepare();
    await this.courier.prepare();
    await this.definition.begins?.(this, this.plant.settings);
    await this.access.look();
    this.access.start();
    if (!this.plant.isAlone) await this.notifications.start();
    await this.lease.start();
  }

  private async lead(): Promise<void> {
    this.logger.info('Leads');
    this.tookOver = this.started;
    await this.projector.look();
    this.projector.loop.start();
    void this.workWhenCaughtUp();
    // A broker that is away must not keep the service from working on what it knows.
    void this.listen();
  }

  /** Reactions and timers look into the read models: after a restore these are computed first, and the service is not ready before. */
  private async workWhenCaughtUp(): Promise<void> {
    let head: number | undefined;
    while (this.lease.isHeld && !this.caughtUp) {
      head ??= await this.log.head().then(
        ({ position }) => position,
        () => undefined,
      );
      this.caughtUp = head !== undefined && (await this.projector.farthest().catch(() => 0)) >= head;
      if (!this.caughtUp) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (!this.lease.isHeld) return;
    this.relay.begin();
    for (const loop of this.background) loop.start();
  }

  private async follow(): Promise<void> {
    this.logger.info('Follows');
    this.caughtUp = false;
    // A broker that is away must not keep the next one from leading: hearing twice does no harm.
    this.unheard = this.hearing.stop().catch(() => undefined);
    // Reactions wait for read models, so these go on until the last reaction is done.
    const { loop } = this.projector;
    await Promise.all(this.background.filter((one) => one !== loop).map((one) => one.stop()));
    await loop.stop();
  }

  private async listen(): Promise<void> {
    for (let wait = 200; this.lease.isHeld; wait = Math.min(wait * 2, 5_000)) {
      try {
        await this.hearing.start();
        this.heardOthers = true;
        return;
      } catch (error) {
        this.troubles.tell(error, 'Cannot hear the other services yet', 'warn');
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }
}
