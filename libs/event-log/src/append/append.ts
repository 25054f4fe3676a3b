import type { By, Event } from '@millwright/event-sourcing';

/** The identity of a command: who sent it and under which key. The same key with another body is refused. */
export interface CommandKey {
  readonly principal: string;
  readonly key: string;
  /** Digest of what was asked. */
  readonly bodyHash: string;
}

export interface NewEvent {
  readonly stream: string;
  /** The version that this event gives its stream. */
  readonly version: number;
  readonly event: Event;
  readonly schemaVersion: number;
}

/** What one decision wants recorded: all of it or nothing. */
export interface Append {
  readonly command: CommandKey;
  /** Every stream the decision looked at, with the version it saw; 0 for a stream that does not exist. */
  readonly expected: ReadonlyMap<string, number>;
  readonly events: readonly NewEvent[];
  /** The stream that the command is about; its version goes into the answer. */
  readonly subject: string;
  /** `checked`: a refusal that is not remembered; only the versions and the key are checked. */
  readonly outcome: 'accepted' | 'refused' | 'checked';
  readonly answer: object;
  readonly by: By;
  readonly meta: AppendMeta;
}

export interface AppendMeta {
  readonly commandId: string;
  readonly correlation: string;
  readonly causation?: string;
  readonly traceparent?: string;
  /** Whose token the command came with, where that is not the actor's own. */
  readonly sentBy?: string;
}

export interface StoredOutcome {
  readonly outcome: 'accepted' | 'refused';
  readonly answer: Readonly<Record<string, unknown>>;
  readonly stream: string;
  readonly version: number;
  readonly position: number;
}

export type AppendResult =
  | {
      readonly kind: 'appended';
      readonly position: number;
      readonly firstPosition: number;
      readonly epoch: number;
      readonly recordedAt: string;
    }
  | ({ readonly kind: 'replayed' } & StoredOutcome)
  | { readonly kind: 'key-reused' }
  | { readonly kind: 'conflict' };

/** The version of its subject once this is appended. */
export const versionAfter = ({ events, expected, subject }: Append): number =>
  events.findLast(({ stream }) => stream === subject)?.version ?? expected.get(subject) ?? 0;
