import { Came } from '../access/came.js';
import { Needs } from '../access/needs.js';
import type { Principal } from '../access/principal.js';
import { ServiceRuntime } from '../service/service-runtime.js';
import { Get, Req, Res, StreamableFile, type Type, Query } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiResponse } from '@nestjs/swagger';
import { Matches, ValidateIf } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventFilter } from '../feed/event-filter.js';
import { Feed } from '../feed/feed.js';
import { cursorPattern, cursorText } from '../feed/feed-cursor.js';
import type { FeedPage, FeedReader } from '../feed/feed-reader.js';
import { OpenStreams } from '../feed/open-streams.js';
import { serverSentEvents } from '../feed/server-sent-events.js';
import { Resource } from './decorators.js';
import { QueryWholeField, TextField } from './fields.js';
import { ProblemException } from './problem.js';

const longestWait = 30;
const cursorForm = 'must be the `next` of an answer before, the id of an event stream, or a position of the log';

class EventsQuery {
  @TextField('Only what comes after this: the `next` of the answer before; 0 for all from the first', {
    optional: true,
    example: '1:0',
  })
  @ValidateIf((_, value) => value !== undefined)
  @Matches(cursorPattern, { message: `$property ${cursorForm}` })
  after?: string;

  @TextField('Only these types, separated by commas; a name may end in * for all that begin so', { optional: true })
  types?: string;

  @TextField('Only of this category of streams, or of one stream as category/id', { optional: true }) stream?: string;

  @QueryWholeField('How many at most', { optional: true, min: 1, max: 500, example: 100 }) limit: number = 100;

  @QueryWholeField('Seconds to wait for one when there is none', { optional: true, min: 0, max: longestWait })
  wait: number = 0;
}

const permission = 'events.read';

const filterOf = ({ types, stream }: EventsQuery): EventFilter => ({
  types: types?.split(',').filter((name) => name !== ''),
  stream,
});

const page = {
  type: 'object',
  required: ['items', 'next', 'more'],
  properties: {
    items: { type: 'array', items: { type: 'object' }, description: 'CloudEvents 1.0 in structured mode, in order' },
    next: { type: 'string', example: '1:42', description: '`after` of the next request, also when nothing was found' },
    more: { type: 'boolean', description: 'The log goes on: ask again at once' },
  },
};

/** The published events of a service for those who have no Kafka: in order, gapless, from the first, on every replica. */
export function eventsController(service: string): Type {
  @Resource(service, 'events')
  class EventsController {
    constructor(
      private readonly feed: Feed,
      private readonly streams: OpenStreams,
      private readonly runtime: ServiceRuntime,
    ) {}

    @Get()
    @Needs(permission)
    @ApiOperation({
      summary: 'Follow the published events: pages with long poll, or a stream of Server-Sent Events',
      description:
        'With `Accept: text/event-stream` the answer is an endless stream whose ids are cursors: a client that connects again with `Last-Event-ID` goes on where it was. `limit` and `wait` count for pages only. The same events, with the same ids and attributes, are on Kafka.',
    })
    @ApiProduces('application/json', 'text/event-stream')
    @ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      schema: { type: 'string' },
      description: 'Comes before `after`',
    })
    @ApiOkResponse({
      content: { 'application/json': { schema: page }, 'text/event-stream': { schema: { type: 'string' } } },
    })
    @ApiResponse({ status: 410, description: 'cursor-lost: `continueAfter` says where to go on' })
    @ApiResponse({ status: 422, description: 'invalid-request, unknown-event-type' })
    @ApiResponse({ status: 503, description: 'unavailable: too many follow already, or this replica is shutting down' })
    async events(
      @Query() query: EventsQuery,
      @Came() principal: Principal,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<StreamableFile | string> {
      const isStream = /\btext\/event-stream\b/.test(request.headers.accept ?? '');
      const reader = await this.feed.readerAfter(startOf(query, request), {
        filter: filterOf(query),
        limit: query.limit,
      });
      void reply.header('cache-control', 'no-store');
      const { access } = this.runtime;
      const mayGoOn = (): boolean => access.isAlive(principal) && access.verdict(principal, permission) === 'granted';
      return isStream
        ? this.stream(reader, this.streams.begin(mayGoOn), reply)
        : this.page(query.wait > 0 ? await this.waited(reader, query.wait, mayGoOn) : await reader.next(), reply);
    }

    private stream(reader: FeedReader, stream: AbortController, reply: FastifyReply): StreamableFile {
      // The reader itself would notice only with the next event that nobody is there any more.
      reply.raw.once('close', () => stream.abort());
      // Some proxies collect answers before they hand them on. A connection that outlived its stream would hold up the end.
      void reply.header('x-accel-buffering', 'no').header('connection', 'close');
      const telling = { reader, ended: stream.signal, epoch: (position: number) => this.feed.epochAt(position) };
      return new StreamableFile(serverSentEvents(telling), { type: 'text/event-stream; charset=utf-8' });
    }

    private async page(found: FeedPage, reply: FastifyReply): Promise<string> {
      const next = cursorText({ epoch: await this.feed.epoch(), position: found.position });
      void reply.type('application/json; charset=utf-8');
      const items = found.told.map(({ text }) => text).join(',');
      return `{"items":[${items}],"next":"${next}","more":${!found.isEnd}}`;
    }

    private async waited(reader: FeedReader, wait: number, mayGoOn: () => boolean): Promise<FeedPage> {
      const stream = this.streams.begin(mayGoOn);
      const giveUpAt = Date.now() + wait * 1_000;
      try {
        for (;;) {
          const found = await reader.next();
          const left = giveUpAt - Date.now();
          if (found.told.length > 0 || left <= 0 || stream.signal.aborted) return found;
          if (found.isEnd) await reader.grown(left, stream.signal);
        }
      } finally {
        stream.abort();
      }
    }
  }
  return EventsController;
}

/** A browser that connects again sends the id of the last event that it has seen, and the same address as at first. */
function startOf({ after }: EventsQuery, { headers }: FastifyRequest): string {
  const last = headers['last-event-id'];
  if (last === undefined || last === '') return after ?? '0';
  if (typeof last === 'string' && cursorPattern.test(last)) return last;
  throw ProblemException.of(422, 'invalid-request', `Last-Event-ID ${cursorForm}.`, {
    errors: [{ field: 'Last-Event-ID', message: `Last-Event-ID ${cursorForm}` }],
  });
}
