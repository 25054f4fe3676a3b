import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { CommandResult } from '../service/commands.js';
import { ProblemException } from './problem.js';

/** Set on a reply whose status the controller's decorator would otherwise decide. */
export const lagging = Symbol('the read models do not show it yet');

type Reply = FastifyReply & { [lagging]?: boolean };

/** Turns what a command came to into body and headers, and names the version of whatever has one. */
export class ResultInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<Reply>();
    mustNotOverwriteBlindly(request);
    return next.handle().pipe(map((result: unknown) => this.shown(result, reply)));
  }

  private shown(result: unknown, reply: Reply): unknown {
    if (result instanceof CommandResult) return this.answer(result, reply);
    const version = (result as { version?: unknown } | null | undefined)?.version;
    if (typeof version === 'number') void reply.header('etag', `"${version}"`);
    return result;
  }

  private answer({ accepted: { answer, version, replayed }, projected, seen }: CommandResult, reply: Reply): object {
    void reply.header('etag', `"${version}"`).header('millwright-seen', String(seen));
    if (replayed) void reply.header('idempotent-replayed', 'true');
    reply[lagging] = !projected;
    return { ...answer, version };
  }
}

/** A PUT puts something in the place of the whole: unseen, it would take back what somebody else has just put there. */
function mustNotOverwriteBlindly({ method, headers }: FastifyRequest): void {
  if (method !== 'PUT' || headers['if-match'] !== undefined) return;
  throw ProblemException.of(
    428,
    'version-required',
    'This replaces the whole: read it and send its ETag as If-Match, or "0" where there is none yet.',
  );
}
