import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { CommandContext } from '@millwright/event-log';
import type { Occasion } from '@millwright/event-sourcing';
import type { FastifyRequest } from 'fastify';
import { v7 } from 'uuid';
import { mustHaveCome } from '../access/came.js';
import { actorPattern } from '../access/principal.js';
import { instantExample, instantOf } from './instant.js';
import { ProblemException } from './problem.js';

/** A clock of the shop floor may be ahead of the server's by so much; more is a mistake. */
const furthestAhead = 2 * 60_000;

const headers = {
  actor: 'millwright-actor',
  onBehalfOf: 'millwright-on-behalf-of',
  station: 'millwright-station',
  at: 'millwright-occurred-at',
  reason: 'millwright-reason',
  key: 'idempotency-key',
} as const;

/**
 * Who sends a command, from where, when it occurred and under which key: the one seam through which all of this reaches
 * every command. The token says who and at which terminal; a header can say otherwise only for those who may represent
 * others, and the guard has seen to that.
 */
export class Sender {
  constructor(readonly context: CommandContext) {}

  get occasion(): Occasion {
    return this.context.occasion;
  }

  /** A part of Millwright itself, under a key by which what it does twice is done once. */
  static ofSystem(name: string, key: string): Sender {
    const id = v7();
    const actor = `system:${name}`;
    const occasion = { id, actor, at: new Date().toISOString() };
    return new Sender({ principal: actor, key, occasion, meta: { commandId: id, correlation: id } });
  }

  /** For a request with a secret in it, of which not even a digest may be kept: a repeated key is compared by this alone. */
  comparedBy(said: object): Sender {
    return new Sender({ ...this.context, bodyHash: digestOf(said) });
  }

  /** For one of many commands in a request: its own key and time, and the person it is about. */
  with({ key, occurredAt, actor }: { key: string; occurredAt?: string; actor?: string }): Sender {
    const { occasion, meta, principal } = this.context;
    const id = v7();
    return new Sender({
      principal,
      key,
      occasion: {
        ...occasion,
        id,
        at: occurredAt === undefined ? occasion.at : occurrence(occurredAt),
        actor: actor ?? occasion.actor,
        onBehalfOf: actor === undefined || actor === occasion.actor ? occasion.onBehalfOf : occasion.actor,
      },
      meta: { ...meta, commandId: id },
    });
  }
}

const digestOf = (said: object): string => createHash('sha256').update(JSON.stringify(said)).digest('base64');

const invalid = (header: string, message: string): ProblemException =>
  ProblemException.of(422, 'invalid-request', `${header} ${message}`, { errors: [{ field: header, message }] });

function occurrence(text: string): string {
  const instant = instantOf(text);
  if (instant === undefined) {
    throw invalid(
      'Millwright-Occurred-At',
      `must be an ISO 8601 instant that exists, with its offset, such as ${instantExample}`,
    );
  }
  if (Date.parse(instant) > Date.now() + furthestAhead) {
    throw ProblemException.of(
      422,
      'occurred-in-the-future',
      `${text} lies more than two minutes in the future; a fact has happened already.`,
      { now: new Date().toISOString() },
    );
  }
  return instant;
}

function text(request: FastifyRequest, name: string, longest: number): string | undefined {
  const value = request.headers[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value) || value.length === 0 || value.length > longest)
    throw invalid(name, `must be given once, with 1 to ${longest} characters`);
  return value;
}

function actorOf(request: FastifyRequest, name: string): string | undefined {
  const actor = text(request, name, 120);
  if (actor !== undefined && !actorPattern.test(actor))
    throw invalid(name, 'must be person:<uuid>, machine:<id> or system:<name>');
  return actor;
}

function versionOf(request: FastifyRequest): number | undefined {
  const value = text(request, 'if-match', 40);
  if (value === undefined) return undefined;
  const version = /^"(\d+)"$/.exec(value)?.[1];
  if (version === undefined) throw invalid('If-Match', 'must be an ETag as answered before, such as "3"');
  return Number(version);
}

export function senderOf(request: FastifyRequest): Sender {
  const { principal, represents } = mustHaveCome(request);
  const named = represents ? actorOf(request, headers.actor) : undefined;
  const actor = named ?? principal.id;
  const id = v7();
  const at = text(request, headers.at, 40);
  return new Sender({
    occasion: {
      id,
      actor,
      onBehalfOf: represents ? actorOf(request, headers.onBehalfOf) : undefined,
      station: (represents ? text(request, headers.station, 100) : undefined) ?? principal.station,
      reason: text(request, headers.reason, 500),
      at: at === undefined ? new Date().toISOString() : occurrence(at),
    },
    principal: actor,
    key: text(request, headers.key, 200) ?? id,
    bodyHash: digestOf([request.method, request.url, request.body ?? null]),
    ifMatch: versionOf(request),
    meta: {
      commandId: id,
      correlation: id,
      // Made well-formed for every request; see conventions.ts.
      traceparent: text(request, 'traceparent', 55),
      // Whose token it was, where that is not the actor: who speaks for others is known for ever.
      ...(actor === principal.id ? {} : { sentBy: principal.id }),
    },
  });
}

/** `@Sent() sender: Sender` in a controller. */
export const Sent = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  senderOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
