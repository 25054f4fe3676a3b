import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { ProblemException } from './problem.js';

/** A route that takes no body or no query refuses one, as every other route refuses fields that it does not know. */
export class NothingUnasked implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const contentType = request.headers['content-type'];
    if (request.body !== undefined && contentType !== undefined && !/^application\/json\s*(;|$)/i.test(contentType))
      throw ProblemException.of(415, 'unsupported-media-type', `Send JSON as application/json, not as ${contentType}.`);
    const takes = partsTaken(context);
    if (!takes.has(RouteParamtypes.BODY)) refuseFieldsOf(request.body, 'body');
    if (!takes.has(RouteParamtypes.QUERY)) refuseFieldsOf(request.query, 'query');
    return true;
  }
}

/** What the parameters of the controller's method are taken from. */
function partsTaken(context: ExecutionContext): Set<number> {
  const taken: object = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) ?? {};
  return new Set(Object.keys(taken).map((key) => Number(key.split(':')[0])));
}

function refuseFieldsOf(value: unknown, part: string): void {
  if (value === undefined || value === null) return;
  const fields = typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [part];
  if (fields.length === 0) return;
  const errors = fields.map((field) => ({ field, message: `property ${field} should not exist` }));
  throw ProblemException.of(422, 'invalid-request', `This route takes no ${part}: leave out ${fields.join(', ')}.`, {
    errors,
  });
}
