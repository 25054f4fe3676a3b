import type { PublishedClass } from '@millwright/contracts';
import type { Upcasts } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { PlantSettings } from '../config.js';
import { awaitedAnswers, overdueAnswers, type AwaitedAnswer } from './awaited-answers.js';
import type { PlantFigure } from '../telemetry/plant-figure.js';
import { AwaitedAnswers0000000000050 } from './awaited-answers.migration.js';
import type { ServiceRuntime } from './service-runtime.js';

type Class = abstract new (...args: never[]) => object;

/**
 * Everything that one service is, besides its controllers. The lists are typed loosely here because each read model,
 * reaction and mapping names its own events; they were checked where they were written.
 */
export interface ServiceDefinition {
  readonly name: string;
  readonly entities: readonly Class[];
  readonly migrations: readonly Class[];
  readonly projections: readonly Declared[];
  readonly reactions?: readonly Declared[];
  readonly timers?: readonly Declared[];
  /** Private event to published event; a type that is not there stays private. */
  readonly publishes: object;
  /** The published events of other services that this one keeps in its own log. */
  readonly hears: readonly PublishedClass[];
  /** Private events that have changed their shape since they were first released. */
  readonly upcasts?: Upcasts;
  /** What it cannot go on without having heard back from others; what stays out is listed with the operations. */
  readonly awaits?: readonly AwaitedAnswer[];
  /** What it shows of the plant to whoever watches: orders by status, assets up and down. */
  readonly figures?: readonly PlantFigure[];
  /** At which work center a request acts, where neither its address nor its body names one. */
  readonly workCenterOf?: (asked: Asked, db: EntityManager) => Promise<string | undefined>;
  /** Done at every start, in every replica, before the first request is taken; what it records must come to the same when it is done twice. */
  readonly begins?: (runtime: ServiceRuntime, settings: PlantSettings) => Promise<void>;
}

/** The parts of a request that say what it is about. */
export interface Asked {
  readonly params: unknown;
  readonly body?: unknown;
}

interface Declared {
  readonly name: string;
}

/** A service announces what it hears before any of them starts. */
export const sourcesOf = ({ hears }: Pick<ServiceDefinition, 'hears'>): string[] => [
  ...new Set(hears.map(({ type }) => type.split('.')[1])),
];

/** A service that waits for answers, with all that it takes to notice that one stays out. */
export function withAwaitedAnswers(definition: ServiceDefinition, withinSeconds: number): ServiceDefinition {
  const { awaits = [], projections, migrations, timers = [] } = definition;
  if (awaits.length === 0) return definition;
  return {
    ...definition,
    projections: [...projections, awaitedAnswers(awaits)],
    migrations: [...migrations, AwaitedAnswers0000000000050],
    timers: [...timers, overdueAnswers(withinSeconds)],
  };
}
