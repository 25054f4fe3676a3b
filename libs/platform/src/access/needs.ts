import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiResponse } from '@nestjs/swagger';
import type { Permission } from './permissions.js';

const needed = 'millwright:needs';
const open = 'millwright:open';

const refusal = (status: number, description: string): MethodDecorator =>
  ApiResponse({ status, description, content: { 'application/problem+json': { schema: { type: 'object' } } } });

/** What somebody must be permitted to call the route; a route that says neither this nor `Open` keeps the application from starting. */
export const Needs = (permission: Permission): MethodDecorator =>
  applyDecorators(
    SetMetadata(needed, permission),
    ApiBearerAuth(),
    ApiExtension('x-permission', permission),
    refusal(401, 'unauthenticated'),
    refusal(403, `forbidden: the permission ${permission} is missing, or does not reach as far`),
    refusal(429, 'too-many-requests'),
  );

/** Whoever comes may call it: health, and what is needed to sign in. */
export const Open = (): MethodDecorator =>
  applyDecorators(SetMetadata(open, true), ApiExtension('x-permission', 'none'));

export const neededBy = (handler: object): Permission | undefined => Reflect.getMetadata(needed, handler) as Permission;
export const isOpen = (handler: object): boolean => Reflect.getMetadata(open, handler) === true;
