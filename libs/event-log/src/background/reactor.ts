import type { Event, Intent, Reaction, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import { TooBusy, type CommandExecutor, type CommandOutcome } from '../commands/command-executor.js';
import type { EventLog } from '../event-log.js';
import { createCheckpoint, Mark } from './checkpoints.sql.js';
import { derivedId } from './derived-id.js';
import { Loop } from './loop.js';
import { isOutage, park, parkedEvents, parkedFor, settle, streamOf } from './parking.sql.js';
import type { Progress } from './progress.js';

export type ServiceReaction = Reaction<Event, EntityManager>;

interface Surroundings {
  readonly log: EventLog;
  readonly executor: CommandExecutor;
  readonly readModels: EntityManager;
  readonly projected: Progress;
  /** A reaction that was refused is listed, not an error; this is for the service's log. */
  readonly onRefused: (reaction: string, event: Recorded, outcome: CommandOutcome) => void;
  /** With the event that a reaction fails on and is parked for. */
  readonly onError?: (error: unknown, event?: Recorded) => void;
}

/** The read models are behind: the reaction is tried again when they have come along. */
class NotProjected extends Error {}

const consumerOf = ({ name }: ServiceReaction): string => `reaction:${name}`;
const checkpoint = 'reactions';
const largestBatch = 200;
const patience = 10_000;

/**
 * Turns facts into commands of the own service. Every command has an id derived from the reaction and the event, and its
 * outcome is stored under it, so the checkpoint may move afterwards: what is done twice has its effect once.
 */
export class Reactor {
  readonly loop: Loop;
  private readonly mark: Mark;

  constructor(
    private readonly reactions: readonly ServiceReaction[],
    private readonly surroundings: Surroundings,
  ) {
    this.mark = new Mark(surroundings.log.pool, checkpoint);
    this.loop = new Loop('reactions', () => this.step(), { onError: surroundings.onError });
  }

  prepare(): Promise<unknown> {
    return createCheckpoint(this.surroundings.log.pool, checkpoint, 1);
  }

  private async step(): Promise<boolean> {
    const { log } = this.surroundings;
    const { position } = await this.mark.read();
    const events = await log.follow(position, largestBatch);
    const last = events.at(-1)?.position ?? position;
    const relevant = events.filter(({ type }) => this.reactions.some(({ on }) => on[type]));
    if (relevant.length === 0) {
      await this.mark.pass(last);
      return last > position;
    }
    const lanes = new Map<string, Promise<void>>();
    const { streams: parked } = await parkedFor(log.pool, this.reactions.map(consumerOf));
    for (const event of relevant) {
      for (const reaction of this.reactions) {
        if (!reaction.on[event.type]) continue;
        const lane = `${reaction.name}\n${reaction.lane?.(event) ?? `${event.category}/${event.id}`}`;
        lanes.set(
          lane,
          (lanes.get(lane) ?? Promise.resolve()).then(() =>
            this.loop.isStopping ? undefined : this.reactOrPark(reaction, event, parked),
          ),
        );
      }
    }
    await Promise.all(lanes.values());
    // What was left out is done by whoever goes on from the mark, and what was done is known by its id.
    if (this.loop.isStopping) return false;
    await this.mark.pass(last);
    return true;
  }

  /** Carries out what is parked of a stream, in order, up to the first that fails again; that one throws. */
  async resume(name: string, stream: string): Promise<number> {
    const reaction = this.reactions.find((one) => one.name === name);
    if (!reaction) throw new Error(`There is no reaction ${name}`);
    const { log } = this.surroundings;
    const waiting = await parkedEvents(log.pool, { consumer: consumerOf(reaction), stream });
    for (const { position } of waiting) {
      const [event] = await log.eventsAfter(position - 1, 1);
      await this.react(reaction, event);
      await settle(log.pool, consumerOf(reaction), position, 'resumed');
    }
    return waiting.length;
  }

  /** A reaction that fails on an event must not hold up the others: the event is parked, and its stream waits behind it. */
  private async reactOrPark(reaction: ServiceReaction, event: Recorded, parked: Set<string>): Promise<void> {
    const { log, onError } = this.surroundings;
    const consumer = consumerOf(reaction);
    const place = `${consumer} ${streamOf(event)}`;
    // Somebody may have resumed the stream since the batch was begun.
    if (parked.has(place) && (await parkedFor(log.pool, [consumer])).streams.has(place))
      return void (await park(log.pool, consumer, event, 'Waits behind an earlier event of its stream'));
    try {
      await this.react(reaction, event);
    } catch (error) {
      if (isOutage(error) || error instanceof TooBusy || error instanceof NotProjected) throw error;
      onError?.(error, event);
      await park(log.pool, consumer, event, error instanceof Error ? error.message : String(error));
      parked.add(place);
    }
  }

  private async react(reaction: ServiceReaction, event: Recorded): Promise<void> {
    const { readModels, projected } = this.surroundings;
    if (reaction.looksIntoReadModels) await this.mustBeProjected(projected, event.position);
    const intents = (await reaction.on[event.type]?.(event as never, readModels)) ?? [];
    for (const [index, intent] of intents.entries()) await this.carryOut(reaction, event, intent, index);
  }

  private async carryOut(
    reaction: ServiceReaction,
    event: Recorded,
    { decider, command }: Intent,
    index: number,
  ): Promise<void> {
    const { executor, projected, onRefused } = this.surroundings;
    const { by, eventId, correlation, traceparent } = event;
    const key = `${eventId}:${index}`;
    const outcome = await executor.execute(decider, command, {
      occasion: {
        ...by,
        actor: `system:${reaction.name}`,
        onBehalfOf: by.onBehalfOf ?? by.actor,
        id: derivedId(`${reaction.name}/${key}`),
      },
      principal: `reaction:${reaction.name}`,
      key,
      meta: { commandId: derivedId(`${reaction.name}/${key}`), correlation, causation: eventId, traceparent },
      // The key says it all: done again, it may bring other candidates along, and is the same command nevertheless.
      bodyHash: '',
      refusalIsOutcome: true,
    });
    if (outcome.kind === 'refused' && !outcome.replayed) onRefused(reaction.name, event, outcome);
    if (reaction.looksIntoReadModels) await this.mustBeProjected(projected, outcome.position);
  }

  private async mustBeProjected(projected: Progress, position: number): Promise<void> {
    if (!(await projected.passed(position, patience)))
      throw new NotProjected(`The read models have not reached position ${position} within ${patience / 1000} s`);
  }
}
