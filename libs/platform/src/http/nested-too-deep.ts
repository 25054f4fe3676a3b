import type { FastifyRequest } from 'fastify';
import { ProblemException } from './problem.js';

/** No command of the plant nests half as deep; validation goes down level by level, and a hundred thousand would be its end. */
const deepest = 32;

/** Level by level and not by recursion, which is what it protects. */
export function refuseDeepBody({ body }: Pick<FastifyRequest, 'body'>): void {
  let level: object[] = isNested(body) ? [body] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepest)
      throw ProblemException.of(422, 'invalid-request', `The body is nested deeper than ${deepest} levels.`, {
        errors: [{ field: 'body', message: `must not be nested deeper than ${deepest} levels` }],
      });
    level = level.flatMap((one) => Object.values(one).filter(isNested));
  }
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;
