import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random.js';
import type { RunningPlant } from '../plant/running-plant.js';
import { HttpClient } from './http-client.js';
import type { Entry, Journal } from './journal.js';
import { MasterData, rawItems, type Workplace } from './master-data.js';
import { Worker } from './worker.js';

export interface LoadOptions {
  readonly workers: number;
  /** Mean pause of a worker between two commands. */
  readonly pauseMs: number;
}

/** The mixed work of the plant: as many workers as asked for, each as fast as its pauses allow. */
export class Load {
  private readonly lots = rawItems.flatMap((item) => [`${item}-first`, `${item}-second`]);
  private readonly workers: Worker[] = [];
  private working: Promise<void>[] = [];
  private isOn = false;
  private stopping = false;
  workplaces: readonly Workplace[] = [];

  constructor(
    private readonly plant: RunningPlant,
    readonly journal: Journal,
    private readonly random: Random,
    private readonly options: LoadOptions,
  ) {}

  /** A client of its own for a fault. */
  client(name: string): HttpClient {
    return new HttpClient(name, {
      journal: this.journal,
      bearer: () => this.plant.bearer(),
      addressesOf: (service) => this.plant.addressesOf(service),
      random: this.random.fork(`client ${name}`),
      givesUp: () => this.stopping,
    });
  }

  async setUp(): Promise<void> {
    this.workplaces = await new MasterData(this.client('SETUP')).make(this.options.workers);
    for (const [index, workplace] of this.workplaces.entries()) {
      const name = `W${index + 1}`;
      this.workers.push(new Worker(this.client(name), workplace, this.random.fork(name), this.lots));
    }
  }

  start(): void {
    if (this.isOn) return;
    this.isOn = true;
    this.working = this.workers.map((worker, index) => this.keepWorking(worker, this.random.fork(`pauses ${index}`)));
  }

  /** Resolves when everything that was sent has been answered. */
  async pause(): Promise<void> {
    this.isOn = false;
    await Promise.all(this.working);
  }

  /** For good: what has no answer by now stays without. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.pause();
  }

  /** Watches the answers while something is done. */
  async during(work: () => Promise<void>): Promise<readonly Entry[]> {
    const seen: Entry[] = [];
    const stop = this.journal.watch((entry) => void seen.push(entry));
    try {
      await work();
      return seen;
    } finally {
      stop();
    }
  }

  private async keepWorking(worker: Worker, pauses: Random): Promise<void> {
    while (this.isOn) {
      await worker.doSomething();
      await sleep(pauses.next() * 2 * this.options.pauseMs);
    }
  }
}
