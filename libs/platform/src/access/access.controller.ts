import { Get, Query, type Type } from '@nestjs/common';
import { Answers, Resource } from '../http/decorators.js';
import { IdField } from '../http/fields.js';
import type { Page } from '../lists/list-page.js';
import { FromField, PageQuery, SortField, ToField } from '../lists/list-query.js';
import { ServiceRuntime } from '../service/service-runtime.js';
import { Came } from './came.js';
import { permissionsOf, roles } from './roles.js';
import type { Principal } from './principal.js';
import type { NotedRefusal } from './refused-accesses.js';

class RefusedQuery extends PageQuery {
  // Drawn in the order of time.
  @SortField(['id']) sort: string = '-id';
  @IdField('Only of this principal', { optional: true }) principal?: string;
  @IdField('Only with this code', { optional: true, example: 'forbidden' }) code?: string;
  @FromField('refused') from?: string;
  @ToField('refused') to?: string;
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
    refused(@Query() query: RefusedQuery): Promise<Page<NotedRefusal>> {
      return this.runtime.refusedAccesses.list(query);
    }
  }
  return AccessController;
}
