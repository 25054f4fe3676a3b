import { join } from 'node:path';
import { Checker } from './checker/checker.js';
import type { Finding } from './checker/facts.js';
import { type Fault, type Ground, seconds } from './faults/fault.js';
import { Journal } from './load/journal.js';
import { Load } from './load/load.js';
import type { PlantOptions } from './plant/plant.js';
import type { RunningPlant } from './plant/running-plant.js';
import { Random } from './random.js';
import type { Criterion, FaultReport } from './report.js';
import { type ServiceName, services } from './services.js';

export type Pace = 'brief' | 'default' | 'full';

/** A plant that does not run yet, and what may happen to it. */
export interface Runtime<P extends RunningPlant> {
  prepare(options: PlantOptions): Promise<P>;
  readonly faults: readonly Fault<P>[];
}

export interface RoundOptions<P extends RunningPlant> extends PlantOptions, Runtime<P> {
  readonly seed: string;
  /** `full` is the list of faults, `brief` half of what a default run does. */
  readonly pace: Pace;
  /** Also rebuilds every read model and delivers every record again at the end. */
  readonly thorough: boolean;
  readonly say: (message: string) => void;
  readonly reported: (report: FaultReport) => void;
}

const WORKERS = 5;
const PAUSE_MS = 120;

/** One plant from its first to its last moment: its faults one after the other, each checked before the next one comes. */
export class Round<P extends RunningPlant> {
  private readonly random: Random;

  private constructor(
    private readonly options: RoundOptions<P>,
    private readonly plant: P,
    private readonly load: Load,
    private readonly checker: Checker,
  ) {
    this.random = new Random(options.seed);
  }

  static async play<P extends RunningPlant>(options: RoundOptions<P>): Promise<void> {
    const plant = await options.prepare(options);
    try {
      const journal = new Journal(join(options.directory, 'journal.jsonl'));
      const load = new Load(plant, journal, new Random(`${options.seed}/load`), {
        workers: WORKERS,
        pauseMs: PAUSE_MS,
      });
      const round = new Round(options, plant, load, checkerOf(plant, journal));
      await round.start();
      for (const fault of options.faults) {
        const why = fault.leftOut?.(options);
        if (why === undefined) await round.inject(fault);
        else options.say(`${fault.id} left out: ${why}`);
      }
      if (options.thorough) await round.lookThoroughly();
      await load.stop();
      journal.close();
    } finally {
      await plant.stop();
    }
  }

  private async start(): Promise<void> {
    const { say } = this.options;
    await this.plant.open();
    say('The plant is ready.');
    await this.load.setUp();
  }

  private async inject(fault: Fault<P>): Promise<void> {
    const started = Date.now();
    const criteria: Criterion[] = [];
    this.load.start();
    try {
      await fault.inject(this.ground(fault, criteria));
    } catch (error) {
      criteria.push({ criterion: 'is injected and mended', holds: false, evidence: detailOf(error) });
    }
    await this.load.pause();
    const lively = await this.checker.untilLively();
    const exempt = fault.exemptFrom ?? [];
    const findings = [lively, ...(await this.look())].filter(({ invariant }) => !exempt.includes(invariant));
    const { id, title } = fault;
    this.options.reported({ fault: id, title, seconds: (Date.now() - started) / 1_000, criteria, findings });
  }

  private async lookThoroughly(): Promise<void> {
    const started = Date.now();
    const findings = await this.checker.checkThoroughly().catch(unreadable);
    const title = 'every read model computed anew, every record delivered again';
    this.options.reported({ fault: 'END', title, seconds: (Date.now() - started) / 1_000, criteria: [], findings });
  }

  private look(): Promise<Finding[]> {
    return this.checker.check().catch(unreadable);
  }

  private ground(fault: Fault<P>, criteria: Criterion[]): Ground<P> {
    const { pace, say } = this.options;
    const paced = (short: number, full: number): number =>
      pace === 'full' ? full : Math.ceil(pace === 'brief' ? short / 2 : short);
    return {
      plant: this.plant,
      load: this.load,
      random: this.random.fork(fault.id),
      length: paced,
      times: paced,
      say: (message) => say(`${fault.id} ${message}`),
      expect: (criterion, holds, evidence) => criteria.push({ criterion, holds, evidence }),
      expectWithin: (criterion, tookMs, limitMs) => {
        const holds = pace === 'brief' || tookMs < limitMs;
        criteria.push({ criterion: `${criterion} within ${seconds(limitMs)}`, holds, evidence: seconds(tookMs) });
      },
    };
  }
}

function checkerOf(plant: RunningPlant, journal: Journal): Checker {
  const places = {
    services,
    databaseUrl: (service: string) => plant.database.url(service),
    topics: plant.topics && { services, ...plant.topics },
    bearer: () => plant.bearer(),
    address: (service: string) => plant.addressesOf(service as ServiceName)[0],
    journal: journal.path,
  };
  return new Checker(places, () => plant.replicas.map(({ url }) => url));
}

const detailOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const unreadable = (error: unknown): Finding[] => [
  { invariant: 'INV-0', what: 'everything can be read', problems: [detailOf(error)] },
];
