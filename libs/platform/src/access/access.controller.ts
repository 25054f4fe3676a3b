import { Get, Query, type Type } from '@nestjs/common';
import { Answers, Resource } from '../http/decorators.js';
import { PageQuery } from '../http/page.js';
import { ServiceRuntime } from '../service/service-runtime.js';
import { Came } from './came.js';
import { permissionsOf, roles } from './roles.js';
import type { Principal } from './principal.js';

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
    async refused(@Query() { limit, after }: PageQuery) {
      const found = await this.runtime.refusedAccesses.list(limit + 1, after);
      const items = found.slice(0, limit);
      return found.length > limit ? { items, next: items.at(-1)?.id } : { items };
    }
  }
  return AccessController;
}
