import { applyDecorators, Controller, HttpCode, SetMetadata, type Type, UseGuards } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Needs } from '../access/needs.js';
import type { Permission } from '../access/permissions.js';
import { documentRow } from './documented-row.js';
import { actorPattern } from '../access/principal.js';
import { NothingUnasked } from './nothing-unasked.js';

/** A controller at `/api/<service>/v1/<path>`. */
export const Resource = (service: string, path: string): ClassDecorator =>
  applyDecorators(
    ApiTags(`${service}: ${path.split('/')[0].replaceAll('-', ' ')}`),
    Controller(`api/${service}/v1/${path}`),
    UseGuards(new NothingUnasked()),
  );

export interface CommandDocs {
  readonly summary: string;
  readonly description?: string;
  /** What its sender must be permitted. */
  readonly needs: Permission;
  /** Answers 201: something new is there. */
  readonly creates?: boolean;
  /** The reason codes by which its rules can refuse it. */
  readonly refuses?: readonly string[];
}

export const commandMark = 'millwright:command';

const commandHeaders = [
  ApiHeader({
    name: 'Millwright-Actor',
    required: false,
    description:
      'Who acts, where that is not whom the token names: person:<uuid>, machine:<id> or system:<name>; needs actors.represent',
    schema: { type: 'string', pattern: actorPattern.source, example: 'system:erp' },
  }),
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'The same key with the same body gets the first answer again, marked by Idempotent-Replayed, and records nothing; with another body it is refused. A refusal is not remembered. Kept for ever.',
    schema: { type: 'string', minLength: 1, maxLength: 200, example: '0190b8f2-7c1e-7a30-8c55-1d2f3a4b5c6d' },
  }),
  ApiHeader({
    name: 'Millwright-Occurred-At',
    required: false,
    description: 'When it happened on the shop floor, ISO 8601; now when absent',
    schema: { type: 'string', format: 'date-time', example: '2026-01-05T06:00:00Z' },
  }),
  ApiHeader({
    name: 'Millwright-Station',
    required: false,
    description:
      'The terminal or work center where it was entered, where the token names another or none; needs actors.represent',
    schema: { type: 'string', minLength: 1, maxLength: 100, example: 'T-07' },
  }),
  ApiHeader({
    name: 'Millwright-Reason',
    required: false,
    description: 'Why, in words of the plant; never about a person',
    schema: { type: 'string', minLength: 1, maxLength: 500, example: 'counted again' },
  }),
  ApiHeader({
    name: 'Millwright-On-Behalf-Of',
    required: false,
    description: 'The person or system that the actor acts for; needs actors.represent',
    schema: { type: 'string', pattern: actorPattern.source, example: 'person:0190b8f2-7c1e-7a30-8c55-1d2f3a4b5c6d' },
  }),
  ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'The ETag seen before; refused with 412 when it has changed since',
    schema: { type: 'string', pattern: '^"\\d{1,15}"$', example: '"3"' },
  }),
];

const refusal = (status: number, description: string): MethodDecorator =>
  ApiResponse({ status, description, content: { 'application/problem+json': { schema: { type: 'object' } } } });

/** A route that records facts. */
export const Command = ({ summary, description, needs, creates, refuses = [] }: CommandDocs): MethodDecorator =>
  applyDecorators(
    SetMetadata(commandMark, true),
    Needs(needs),
    HttpCode(creates ? 201 : 200),
    ApiOperation({ summary, description }),
    ...commandHeaders,
    (creates ? ApiCreatedResponse : ApiOkResponse)({
      description: 'Recorded; `version` is that of the thing the command is about',
      schema: { type: 'object', properties: { version: { type: 'integer' } } },
    }),
    ApiResponse({ status: 202, description: 'Recorded; the read models will show it in a moment' }),
    refusal(400, 'malformed-request'),
    refusal(422, 'invalid-request, occurred-in-the-future, unit-mismatch, idempotency-key-reused'),
    ...(refuses.length > 0 ? [refusal(409, refuses.join(', '))] : []),
  );

export interface AnswerDocs {
  readonly summary: string;
  readonly description?: string;
  /** What who asks must be permitted. */
  readonly needs: Permission;
  /** One thing of the answer, or of its `items`: a class of fields, or the row of a read model. */
  readonly returns?: Type;
  /** The answer is `{ items, next? }`. */
  readonly list?: boolean;
}

function answer({ returns, list }: AnswerDocs): MethodDecorator {
  if (returns === undefined) return ApiOkResponse({});
  documentRow(returns);
  if (!list) return ApiOkResponse({ type: returns });
  const next = { type: 'string', description: 'What `after` is on the next page; absent on the last one' };
  const items = { type: 'array', items: { $ref: getSchemaPath(returns) } };
  const schema = { type: 'object', properties: { items, next }, required: ['items'] };
  return applyDecorators(ApiExtraModels(returns), ApiOkResponse({ schema }));
}

/** A route that reads. */
export const Answers = (docs: AnswerDocs): MethodDecorator =>
  applyDecorators(
    Needs(docs.needs),
    ApiOperation({ summary: docs.summary, description: docs.description }),
    answer(docs),
    refusal(404, 'unknown-…'),
  );
