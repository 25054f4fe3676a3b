import type { Schema } from '../code/json-schemas.js';
import type { Reason } from '../code/reasons.js';
import { commonProblems } from './common-problems.js';
import { mapValues, type Response } from './document.js';

export const problemSchema: Schema = {
  type: 'object',
  description:
    'RFC 9457 problem details. `code` is stable; the rest explains it to a person or names the facts for a machine.',
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: 'Page that says what the problem means and what to do',
      example: '/api/problems/stale-version',
    },
    title: { type: 'string', description: 'The code in words', example: 'Stale version' },
    status: { type: 'integer', description: 'The status of the answer', example: 412 },
    code: { type: 'string', description: 'Stable reason code', example: 'stale-version' },
    detail: {
      type: 'string',
      description: 'What is wrong in this case, as a sentence',
      example: 'PO-1001 is at version 4, not 3. Read it again and decide anew.',
    },
    instance: {
      type: 'string',
      description: 'The address that was asked',
      example: '/api/orders/v1/production-orders/PO-1001/release',
    },
    legal: {
      type: 'array',
      items: { type: 'string' },
      description: 'What would be accepted instead: commands, values or steps',
      example: ['pause', 'complete'],
    },
    reasons: {
      type: 'array',
      description: 'All reasons at once, where there is more than one',
      items: {
        type: 'object',
        properties: {
          code: { type: 'string', description: 'Stable reason code', example: 'lot-on-hold' },
          detail: { type: 'string', description: 'What is wrong, as a sentence', example: 'L-7 is on hold H-12.' },
        },
        required: ['code', 'detail'],
        additionalProperties: true,
      },
    },
    errors: {
      type: 'array',
      description: 'The fields that are wrong, where the request itself is',
      items: {
        type: 'object',
        properties: {
          field: { type: 'string', description: 'Path of the field, or name of the header', example: 'quantity.value' },
          message: {
            type: 'string',
            description: 'What it must be',
            example: 'value must be a decimal string such as "12.5", not negative',
          },
        },
        required: ['field', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'code', 'detail'],
  additionalProperties: true,
};

/** One response for each status, with the codes that the route can give. */
function problemResponses(reasons: readonly Reason[]): Record<string, Response> {
  const statuses = [...new Set(reasons.map(({ status }) => status))].sort();
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      responseOf(
        status,
        reasons.filter((one) => one.status === status),
      ),
    ]),
  );
}

/** Answers that many routes give are written once: `Problem503NotHeardYetUnavailable`. */
export class SharedProblems {
  readonly responses: Record<string, Response> = {};

  of(reasons: readonly Reason[]): Record<string, Response | { readonly $ref: string }> {
    return mapValues(problemResponses(reasons), (response, status) => {
      const codes = [...new Set(reasons.filter((one) => String(one.status) === status).map(({ code }) => code))].sort();
      if (!codes.every((code) => commonProblems.some((one) => one.code === code))) return response;
      const name = `Problem${status}${codes.map(inPascal).join('')}`;
      this.responses[name] = response;
      return { $ref: `#/components/responses/${name}` };
    });
  }
}

const inPascal = (code: string): string =>
  code
    .split('-')
    .map((word) => `${word[0].toUpperCase()}${word.slice(1)}`)
    .join('');

function responseOf(status: number, reasons: readonly Reason[]): Response {
  const says = new Map<string, string>();
  for (const { code, detail } of reasons) if (!says.has(code)) says.set(code, detail);
  const codes = [...says.keys()].sort();
  const schema: Schema = {
    allOf: [
      { $ref: '#/components/schemas/Problem' },
      {
        type: 'object',
        properties: { status: { type: 'integer', enum: [status] }, code: { type: 'string', enum: codes } },
      },
    ],
  };
  return {
    description: codes.map((code) => `\`${code}\`: ${says.get(code)}`).join('\n\n'),
    headers: {
      ...conventionalHeaders,
      ...((status === 503 || status === 429) && { 'Retry-After': { $ref: '#/components/headers/Retry-After' } }),
    },
    content: { 'application/problem+json': { schema } },
  };
}

export const conventionalHeaders = {
  'Content-Language': { $ref: '#/components/headers/Content-Language' },
  traceparent: { $ref: '#/components/headers/traceparent' },
};
