import { Get, Query, type Type } from '@nestjs/common';
import { Answers, Resource } from '../http/decorators.js';
import { QueryWholeField } from '../http/fields.js';
import { ServiceRuntime } from '../service/service-runtime.js';
import { Came } from './came.js';
import { permissionsOf, roles } from './roles.js';
import type { Principal } from './principal.js';

class RefusedQuery {
  @QueryWholeField('How many at most', { optional: true, min: 1, max: 1000 }) limit: number = 100;
  @QueryWholeField('Only those before this number', { optional: true }) before: number = 2_147_483_647;
}

/** What a service knows of who may do what, and what it refused. */
export function accessController(service: string): Type {
  @Resource(service, 'access')
  class AccessController {
    constructor(private readonly runtime: ServiceRuntime) {}

    @Get('me')
    @Answers({ summary: 'Who one is here, and what one may do as far as this service has heard', needs: 'access.own' })
    me(@Came() principal: Principal) {
      const grants = this.runtime.access.grantsOf(principal);
      return {
        principal: principal.id,
        station: principal.station,
        grants,
        limitedTo: principal.limitedTo,
        permissions: [...new Set(grants.flatMap(({ role }) => [...permissionsOf[role]]))].sort(),
      };
    }

    @Get('roles')
    @Answers({ summary: 'The roles there are, and what each permits', needs: 'access.own' })
    roles() {
      return { items: roles.map((role) => ({ role, permissions: [...permissionsOf[role]].sort() })) };
    }

    @Get('refused')
    @Answers({
      summary: 'Requests that were refused for want of a token, a permission or patience, newest first',
      needs: 'access.audit',
    })
    async refused(@Query() { limit, before }: RefusedQuery) {
      return { items: await this.runtime.refusedAccesses.list(limit, before) };
    }
  }
  return AccessController;
}
