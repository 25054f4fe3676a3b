import { ServiceProcess } from '@millwright/testing';
import type { ServiceName } from '../services.js';

/** A service, or the runtime that is all of them in one process. */
export type Program = ServiceName | 'site';

export interface ReplicaPlace {
  readonly service: Program;
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly directory: string;
  readonly repository?: string;
}

/** What a service says of itself. */
export interface Health {
  readonly ready: boolean;
  readonly leader: boolean;
  readonly waitingFor: readonly string[];
  readonly troubledBy: readonly string[];
}

/** One process of a service, at the same place however often it is started. */
export class Replica {
  private process: ServiceProcess<Program> | undefined;

  constructor(private readonly place: ReplicaPlace) {}

  get service(): Program {
    return this.place.service;
  }

  get name(): string {
    return this.place.name;
  }

  get url(): string {
    const { MILLWRIGHT_HOST: host, MILLWRIGHT_PORT: port } = this.place.environment;
    return `http://${host}:${port}`;
  }

  get isRunning(): boolean {
    return this.process !== undefined && !this.process.hasEnded;
  }

  get pid(): number {
    return this.process?.pid ?? 0;
  }

  start(): void {
    this.process = ServiceProcess.start(this.place);
  }

  untilReady(patienceMs?: number): Promise<void> {
    if (!this.process) throw new Error(`${this.name} was not started.`);
    return this.process.untilReady(patienceMs);
  }

  async kill(): Promise<void> {
    await this.process?.kill();
  }

  /** At once, from within the handling of a byte; `kill` waits for its end. */
  killNow(): void {
    if (this.isRunning) process.kill(this.pid, 'SIGKILL');
  }

  suspend(): void {
    this.process?.suspend();
  }

  wake(): void {
    this.process?.wake();
  }

  async stop(): Promise<void> {
    await this.process?.stop();
  }

  /** Undefined where it does not answer. */
  async health(): Promise<Health | undefined> {
    try {
      const response = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(3_000) });
      const { services } = (await response.json()) as { services: Health[] };
      return services[0];
    } catch {
      return undefined;
    }
  }
}
