import { createHash } from 'node:crypto';
import {
  asDecision,
  NotLoaded,
  Rejection,
  rejection,
  type Decider,
  type Decision,
  type Event,
  type Look,
  type Occasion,
  type RejectionDetails,
  type StreamRef,
} from '@millwright/event-sourcing';
import { versionAfter, type Append, type AppendMeta, type AppendResult, type NewEvent } from '../append/append.js';
import type { EventLog } from '../event-log.js';
import { StreamQueues } from './stream-queues.js';
import { StreamStates } from './stream-states.js';

/** Everything about a command but the command itself. */
export interface CommandContext {
  readonly occasion: Occasion;
  /** In whose name the key is unique. */
  readonly principal: string;
  readonly key: string;
  /** Digest of what was asked, where that is not just the command: a command may bring along what its sender never saw. */
  readonly bodyHash?: string;
  readonly meta: AppendMeta;
  /** The version of its subject that the sender has seen. */
  readonly ifMatch?: number;
  /** For commands that nobody can repeat with a new key, reactions and timers: a refusal is their outcome, and is kept. */
  readonly refusalIsOutcome?: boolean;
}

export interface Accepted {
  readonly kind: 'accepted';
  readonly answer: Readonly<Record<string, unknown>>;
  /** Version of the stream that the command is about. */
  readonly version: number;
  /** The log has everything of this command at or below this position. */
  readonly position: number;
  /** And nothing of it at or below this one; unknown of a replayed command. */
  readonly after?: number;
  readonly replayed: boolean;
}

export interface Refused {
  readonly kind: 'refused';
  readonly rejection: Rejection;
  readonly position: number;
  readonly replayed: boolean;
}

export type CommandOutcome = Accepted | Refused;

/** The streams of a command kept changing under it until its time was over: nothing was recorded, it may be sent again. */
export class TooBusy extends Error {}

/** A stream that a decision looked at, perhaps as several kinds; the oldest version of them is the one that counts. */
interface Seen {
  readonly version: number;
  readonly streams: readonly StreamRef[];
}

interface Attempt {
  readonly decision: Decision;
  readonly seen: ReadonlyMap<string, Seen>;
}

const patience = 10_000;

/** Decides and records commands: load, decide, append with the versions that were seen, and again on a conflict. */
export class CommandExecutor {
  private readonly states: StreamStates;
  private readonly queues = new StreamQueues();

  constructor(private readonly log: EventLog) {
    this.states = new StreamStates(log);
  }

  /**
   * A command whose decision looked at more than was known beforehand, and lost what it saw there to others, queues up
   * anew for all of it: within this process nobody is outrun twice.
   */
  async execute<Command>(
    decider: Decider<Command>,
    command: Command,
    context: CommandContext,
  ): Promise<CommandOutcome> {
    const names = new Set(decider.streams(command).map(this.log.nameOf));
    let deadline: number | undefined;
    for (let attempt = 0; ; attempt++) {
      const tried = await this.queues.run([...names], async () => {
        deadline ??= Date.now() + patience;
        return this.tryOnce(decider, command, context);
      });
      if (!(tried instanceof Map)) return tried;
      if (Date.now() >= (deadline ?? 0))
        throw new TooBusy(`${decider.name} found its streams changed every time for ${patience / 1000} s`);
      for (const name of tried.keys()) names.add(name);
      if (attempt > 2) await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * attempt));
    }
  }

  /** What it came to; or, where streams had changed, those that it had looked at, as the log has them now. */
  private async tryOnce<Command>(
    decider: Decider<Command>,
    command: Command,
    context: CommandContext,
  ): Promise<CommandOutcome | Map<string, Seen>> {
    const [subject] = decider.streams(command);
    const bodyHash =
      context.bodyHash ??
      createHash('sha256')
        .update(JSON.stringify([decider.name, command]))
        .digest('base64');
    const { decision, seen } = await this.decide(decider, command, context);
    const append = this.appendOf({ decision, seen }, context, { subject: this.log.nameOf(subject), bodyHash });
    const result = await this.log.append(append);
    if (result.kind !== 'conflict') return this.outcome(decision, append, seen, result);
    await this.states.refresh([...seen.values()].flatMap((one) => one.streams));
    return new Map(seen);
  }

  private async decide<Command>(
    decider: Decider<Command>,
    command: Command,
    context: CommandContext,
  ): Promise<Attempt> {
    const streams = decider.streams(command);
    const missing = streams.filter((stream) => !this.states.known(stream));
    if (missing.length > 0) await this.states.refresh(missing);
    for (;;) {
      const seen = new Map<string, Seen>();
      const look = ((stream: StreamRef) => {
        const known = this.states.known(stream);
        if (!known) throw new NotLoaded([stream]);
        const name = this.log.nameOf(stream);
        const before = seen.get(name);
        seen.set(name, {
          version: Math.min(known.version, before?.version ?? known.version),
          streams: [...(before?.streams ?? []), stream],
        });
        return known.state;
      }) as Look;
      try {
        look(streams[0]);
        const stale = this.precondition(seen, streams[0], context.ifMatch);
        return { decision: stale ?? asDecision(decider.decide(command, look, context.occasion)), seen };
      } catch (error) {
        if (!(error instanceof NotLoaded)) throw error;
        await this.states.refresh(error.streams);
      }
    }
  }

  private precondition(seen: Attempt['seen'], subject: StreamRef, ifMatch: number | undefined): Decision | undefined {
    const version = seen.get(this.log.nameOf(subject))?.version ?? 0;
    if (ifMatch === undefined || ifMatch === version) return undefined;
    return {
      events: [],
      rejection: rejection(
        'stale-version',
        `${subject.id} is at version ${version}, not ${ifMatch}. Read it again and decide anew.`,
        { facts: { version } },
      ),
    };
  }

  private appendOf(
    { decision, seen }: Attempt,
    context: CommandContext,
    { subject, bodyHash }: { subject: string; bodyHash: string },
  ): Append {
    const versions = new Map([...seen].map(([name, { version }]) => [name, version]));
    const events = decision.events.map(({ stream, event }): NewEvent => {
      const name = this.log.nameOf(stream);
      const before = versions.get(name);
      if (before === undefined)
        throw new Error(`A decision records ${event.type} in ${name} without having looked at that stream`);
      versions.set(name, before + 1);
      return { stream: name, version: before + 1, event, schemaVersion: this.log.versionOf(event.type) };
    });
    const { rejection: refused } = decision;
    return {
      command: { principal: context.principal, key: context.key, bodyHash },
      expected: new Map([...seen].map(([name, { version }]) => [name, version])),
      events,
      subject,
      outcome: !refused ? 'accepted' : events.length > 0 || context.refusalIsOutcome ? 'refused' : 'checked',
      answer: refused ? { code: refused.code, detail: refused.detail, more: refused.more } : (decision.answer ?? {}),
      by: context.occasion,
      meta: context.meta,
    };
  }

  private outcome(
    decision: Decision,
    append: Append,
    seen: Attempt['seen'],
    result: Exclude<AppendResult, { kind: 'conflict' }>,
  ): CommandOutcome {
    if (result.kind === 'key-reused') {
      const reused = rejection(
        'idempotency-key-reused',
        'This Idempotency-Key was used for another request. Use a new key for a new request.',
        { kind: 'invalid' },
      );
      return { kind: 'refused', rejection: reused, position: 0, replayed: false };
    }
    if (result.kind === 'replayed') {
      const { outcome, answer, version, position } = result;
      if (outcome === 'accepted') return { kind: 'accepted', answer, version, position, replayed: true };
      const { code, detail, more } = answer as { code: string; detail: string; more: RejectionDetails };
      return { kind: 'refused', rejection: new Rejection(code, detail, more), position, replayed: true };
    }
    this.remember(append, seen);
    const { position, firstPosition } = result;
    const after = append.events.length === 0 ? position : firstPosition - 1;
    if (decision.rejection) return { kind: 'refused', rejection: decision.rejection, position, replayed: false };
    const answer = append.answer as Accepted['answer'];
    return { kind: 'accepted', answer, version: versionAfter(append), position, after, replayed: false };
  }

  private remember(append: Append, seen: Attempt['seen']): void {
    for (const [name, { streams }] of seen) {
      const news = append.events.filter((event) => event.stream === name);
      if (news.length === 0) continue;
      // As it will be read back: what JSON drops or changes must not live on in the state.
      const stored = news.map(({ event, version }) => ({
        ...(JSON.parse(JSON.stringify(event)) as Event),
        version,
        by: append.by,
      }));
      for (const stream of new Set(streams)) this.states.advance(stream, stored);
    }
  }
}
