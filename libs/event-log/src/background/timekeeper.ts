import type { Timer } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { CommandExecutor } from '../commands/command-executor.js';
import { derivedId } from './derived-id.js';
import { Loop } from './loop.js';

export type ServiceTimer = Timer<EntityManager>;

/** Carries out what has become due. What is due has an id, so asking twice, here or on another replica, does it once. */
export class Timekeeper {
  readonly loops: readonly Loop[];

  constructor(
    timers: readonly ServiceTimer[],
    private readonly executor: CommandExecutor,
    private readonly readModels: EntityManager,
    onError?: (error: unknown) => void,
  ) {
    this.loops = timers.map(
      (timer) =>
        new Loop(`timer ${timer.name}`, () => this.ask(timer), {
          idleMilliseconds: timer.everySeconds * 1_000,
          onError,
        }),
    );
  }

  private async ask(timer: ServiceTimer): Promise<boolean> {
    for (const { id, at, decider, command } of await timer.due(new Date().toISOString(), this.readModels)) {
      const commandId = derivedId(`${timer.name}/${id}`);
      await this.executor.execute(decider, command, {
        occasion: { actor: `system:${timer.name}`, at, id: commandId },
        principal: `timer:${timer.name}`,
        key: id,
        meta: { commandId, correlation: commandId },
        // The key says it all: done again, it may bring other candidates along, and is the same command nevertheless.
        bodyHash: '',
        refusalIsOutcome: true,
      });
    }
    return false;
  }
}
