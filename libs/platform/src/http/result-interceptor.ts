import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { CommandResult } from '../service/commands.js';

/** Set on a reply whose status the controller's decorator would otherwise decide. */
export const lagging = Symbol('the read models do not show it yet');

/** Turns what a command came to into body and headers. */
export class ResultInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply & { [lagging]?: boolean }>();
    return next
      .handle()
      .pipe(map((result: unknown) => (result instanceof CommandResult ? this.answer(result, reply) : result)));
  }

  private answer(
    { accepted: { answer, version, replayed }, projected, seen }: CommandResult,
    reply: FastifyReply & { [lagging]?: boolean },
  ): object {
    void reply.header('etag', `"${version}"`).header('millwright-seen', String(seen));
    if (replayed) void reply.header('idempotent-replayed', 'true');
    reply[lagging] = !projected;
    return { ...answer, version };
  }
}
