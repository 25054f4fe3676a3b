import type { FastifyRequest } from 'fastify';
import { ProblemException } from './problem.js';

/** No command of the plant comes near any of these. */
const deepest = 32;
const mostProperties = 256;
const mostItems = 10_000;
const poisoned = ['__proto__', 'constructor', 'prototype'];

/**
 * Before the body is made into a command: what goes down level by level must not be led down a hundred thousand of them, and
 * what compares every property with every other one (class-transformer) must not be given a hundred thousand of those.
 */
export function refuseUnreasonableBody({ body }: Pick<FastifyRequest, 'body'>): void {
  // Level by level and not by recursion, which is what it protects.
  let level: object[] = isNested(body) ? [body] : [];
  for (let depth = 1; level.length > 0; depth++) {
    const wrong = depth > deepest ? `is nested deeper than ${deepest} levels` : level.map(wrongWith).find(Boolean);
    if (wrong)
      throw ProblemException.of(422, 'invalid-request', `The body ${wrong}.`, {
        errors: [{ field: 'body', message: wrong }],
      });
    level = level.flatMap((one) => Object.values(one).filter(isNested));
  }
}

function wrongWith(one: object): string | undefined {
  if (Array.isArray(one)) return one.length > mostItems ? `has a list of more than ${mostItems} items` : undefined;
  if (Object.keys(one).length > mostProperties) return `has an object with more than ${mostProperties} properties`;
  const name = poisoned.find((key) => Object.hasOwn(one, key));
  return name === undefined ? undefined : `has a property ${name}, which no command has`;
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;
