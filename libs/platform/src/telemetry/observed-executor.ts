import { CommandExecutor, type CommandContext, type CommandOutcome, type EventLog } from '@millwright/event-log';
import type { Decider } from '@millwright/event-sourcing';
import type { Logger } from 'pino';
import { traceIdOf } from '../http/traceparent.js';
import { putBehind, type Ids } from './command-behind.js';
import type { ServiceTracing, Step, StepAttributes } from './tracing/tracing.js';

/**
 * Every command passes here, whoever sends it: requests, reactions, timers. What it records names its step of the trace, so
 * that whoever acts on that anywhere goes on from this command.
 */
export class ObservedExecutor extends CommandExecutor {
  constructor(
    private readonly of: EventLog,
    private readonly logger: Logger,
    private readonly tracing: ServiceTracing | undefined,
  ) {
    super(of);
  }

  override async execute<Command>(
    decider: Decider<Command>,
    command: Command,
    context: CommandContext,
  ): Promise<CommandOutcome> {
    const step = this.begin(decider.name, context);
    const observed = step ? { ...context, meta: { ...context.meta, traceparent: step.traceparent } } : context;
    try {
      const outcome = await super.execute(decider, command, observed);
      step?.end(attributesOf(outcome));
      if (this.logger.isLevelEnabled('debug'))
        this.logger.debug({ ...this.idsOf(decider, command, observed), ...resultOf(outcome) }, 'Command');
      return outcome;
    } catch (error) {
      step?.end({}, error instanceof Error ? error.constructor.name : 'unknown');
      putBehind(error, this.idsOf(decider, command, observed));
      throw error;
    }
  }

  private begin(command: string, { principal, meta }: CommandContext): Step | undefined {
    return this.tracing?.begin(nameOf(command, principal), meta.traceparent, {
      attributes: {
        'millwright.command': command,
        'millwright.command_id': meta.commandId,
        ...(meta.causation === undefined ? {} : { 'millwright.caused_by': meta.causation }),
      },
    });
  }

  private idsOf<Command>(decider: Decider<Command>, command: Command, { key, meta }: CommandContext): Ids {
    return {
      traceId: traceIdOf(meta.traceparent),
      command: decider.name,
      commandId: meta.commandId,
      idempotencyKey: key,
      streams: decider.streams(command).map(this.of.nameOf),
    };
  }
}

/** Reactions and timers by their own name: they may use the command of another. */
const nameOf = (command: string, principal: string): string =>
  /^(reaction|timer):/.test(principal) ? principal.replace(':', ' ') : `command ${command}`;

const resultOf = (outcome: CommandOutcome): object => ({
  outcome: outcome.kind,
  ...(outcome.kind === 'refused' ? { code: outcome.rejection.code } : {}),
  position: outcome.position,
  replayed: outcome.replayed,
});

const attributesOf = (outcome: CommandOutcome): StepAttributes => ({
  'millwright.outcome': outcome.kind,
  ...(outcome.kind === 'refused' ? { 'millwright.refusal': outcome.rejection.code } : {}),
  'millwright.position': outcome.position,
  'millwright.replayed': outcome.replayed,
});
