import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { callerOf, type Caller, type Principal } from './principal.js';

/** The guard lets no request through of which this is not known. */
export function mustHaveCome(request: FastifyRequest): Caller {
  const caller = callerOf(request);
  if (caller === undefined) throw new Error('A route that is open to all cannot ask who has come');
  return caller;
}

/** `@Came() principal: Principal` in a controller. */
export const Came = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal =>
    mustHaveCome(context.switchToHttp().getRequest<FastifyRequest>()).principal,
);
