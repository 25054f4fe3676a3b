import { TooBusy, type Accepted } from '@millwright/event-log';
import type { Decider } from '@millwright/event-sourcing';
import { ProblemException, RejectedException } from '../http/problem.js';
import type { Sender } from '../http/sender.js';
import { Seen } from './seen.js';
import type { ServiceRuntime } from './service-runtime.js';

/** How long a command waits for the read models of its service before it answers 202. */
const patience = 3_000;

/** Of a repeated command it is only known where it ended. */
const asManyAsACommandRecords = 200;

/** What a command came to, on its way to the HTTP answer. */
export class CommandResult {
  constructor(
    readonly accepted: Accepted,
    /** The read models of this service show it already. */
    readonly projected: boolean,
    /** What a reader elsewhere can ask to have been heard. */
    readonly seen: Seen,
  ) {}

  get answer(): Accepted['answer'] {
    return this.accepted.answer;
  }
}

/** The way from a controller to the rules of its service. */
export class Commands {
  constructor(private readonly runtime: ServiceRuntime) {}

  /** Decides, records durably, waits for the read models. Throws the problem document of a refusal. */
  async execute<Command>(decider: Decider<Command>, command: Command, sender: Sender): Promise<CommandResult> {
    const { executor, projector, relay, definition } = this.runtime;
    const outcome = await executor.execute(decider, command, sender.context).catch((error: unknown) => {
      throw error instanceof TooBusy
        ? ProblemException.unavailable(`${error.message}; nothing was recorded, send it again.`)
        : error;
    });
    if (outcome.kind === 'refused') throw new RejectedException(outcome.rejection);
    const projected = await projector.progress.passed(outcome.position, patience);
    const { position, after = Math.max(0, position - asManyAsACommandRecords) } = outcome;
    const seen = new Seen(definition.name, position, await relay.recordsBetween(after, position));
    return new CommandResult(outcome, projected, seen);
  }
}
