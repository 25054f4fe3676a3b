import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemException } from '../http/problem.js';
import type { Plant } from '../service/plant.js';
import type { ServiceRuntime } from '../service/service-runtime.js';
import { note, unauthenticated } from './gate.js';
import { isOpen, neededBy } from './needs.js';
import type { Permission } from './permissions.js';
import { callerOf, setCaller, type Principal } from './principal.js';

/** Decides for every route whether who has come may call it. What is not granted is refused, and noted. */
export class AccessGuard implements CanActivate {
  constructor(private readonly plant: Plant) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    if (isOpen(handler)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = callerOf(request);
    const service = this.plant.services.find(({ definition }) => request.url.startsWith(`/api/${definition.name}/v1/`));
    const permission = neededBy(handler);
    if (caller === undefined || service === undefined || permission === undefined)
      throw unauthenticated(context.switchToHttp().getResponse<FastifyReply>(), 'Nobody is known to have come.');
    try {
      await mustHold(service, caller.principal, permission, request);
      const represents = service.access.verdict(caller.principal, 'actors.represent') === 'granted';
      if (isPerson(caller.principal) && speaksForAnother(request, caller.principal)) throw nobodyElse(caller.principal);
      if (!represents && claimsAnother(request, caller.principal)) throw missing('actors.represent', caller.principal);
      setCaller(request, { ...caller, represents });
      return true;
    } catch (error) {
      if (error instanceof ProblemException) note(service, request, error, caller.principal.id);
      throw error;
    }
  }
}

const isPerson = ({ id }: Principal): boolean => id.startsWith('person:');

/** Systems speak for people. Where two people are asked for, one of them must not pass for both, whatever the roles. */
const nobodyElse = ({ id }: Principal): ProblemException =>
  ProblemException.of(403, 'forbidden', `${id} is a person, who acts in no other name; only systems and machines may.`);

async function mustHold(
  service: ServiceRuntime,
  principal: Principal,
  permission: Permission,
  request: FastifyRequest,
): Promise<void> {
  const { access, definition, database } = service;
  const place = access.isBound(principal)
    ? ((await definition.workCenterOf?.(request, database.manager)) ?? workCenterIn(request))
    : undefined;
  const verdict = access.verdict(principal, permission, place);
  if (verdict === 'missing') throw missing(permission, principal);
  if (verdict === 'elsewhere')
    throw ProblemException.of(
      403,
      'forbidden',
      `${principal.id} has the permission ${permission} at other work centers, and not ${place === undefined ? 'for what belongs to none' : `at ${place}`}.`,
      { permission, workCenter: place },
    );
}

const missing = (permission: Permission, { id }: Principal): ProblemException =>
  ProblemException.of(403, 'forbidden', `${id} lacks the permission ${permission}.`, { permission });

/** Where something is to be done, as the address or the body says. */
function workCenterIn({ params, body }: FastifyRequest): string | undefined {
  for (const part of [params, body]) {
    if (typeof part !== 'object' || part === null || !('workCenter' in part)) continue;
    return typeof part.workCenter === 'string' ? part.workCenter : undefined;
  }
  return undefined;
}

/** As another than whom the token names, or in somebody's name. */
const speaksForAnother = ({ headers }: FastifyRequest, { id }: Principal): boolean => {
  const { 'millwright-actor': actor, 'millwright-on-behalf-of': behalf } = headers;
  return (actor !== undefined && actor !== id) || behalf !== undefined;
};

/** That, or a place where the token does not say one is. */
function claimsAnother(request: FastifyRequest, principal: Principal): boolean {
  const { 'millwright-station': place } = request.headers;
  return speaksForAnother(request, principal) || (place !== undefined && place !== principal.station);
}
